using Astra.Core;

namespace Astra.Host.Tests;

/// <summary>A journal on another machine behind the same gate.</summary>
public class PipelinedJournalTests
{
    [Fact]
    public void A_day_says_the_same_as_with_a_journal_on_the_disk()
    {
        Bench local = new();
        SessionReport expected = local.RunDay();
        Bench bench = new();
        using RemoteJournal journal = new();
        bench.Effect.BeforeEvent = e => Assert.True(e.Header.Cause <= journal.DurableSequence, $"event {e.Header.Sequence} left before its cause");
        SessionRequest request = bench.Request();
        SessionReport report = ShadowSession.Run(
            request with { Store = request.Store with { Journal = journal, OpenReader = journal.OpenReader } }, TestContext.Current.CancellationToken);
        Assert.Equal((expected.OutboundHash, expected.StateHash, expected.LastSequence), (report.OutboundHash, report.StateHash, report.LastSequence));
        Assert.Equal(report.LastSequence, journal.DurableSequence);
        Assert.True(journal.IsFinished);
        Assert.False(journal.IsReleased, "a complete drain leaves nothing that would have to give up");
        Assert.Equal(expected.PublishToDurable.Count, report.PublishToDurable.Count);
        Assert.InRange(report.PublishToDurable.Max, 1_000_000, long.MaxValue);
    }

    [Fact]
    public void Whoever_waits_at_the_gate_has_the_frame_sent()
    {
        Bench bench = new();
        using RemoteJournal journal = new() { Collects = true };
        using Engine engine = new(bench.Options, bench.Ports with { Journal = journal });
        engine.Start();
        bench.PublishStartUp(engine.Port);
        // Three plans are applied and say so; their causes are events 4 to 6.
        Eventually.True(() => bench.Effect.Count == 3, "what waited was let out");
        Assert.Equal(6, journal.Wanted);
        Assert.False(journal.IsFinished);
        engine.Drain(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Nothing_leaves_while_the_other_machine_is_silent_and_a_stop_does_not_wait_for_it()
    {
        Bench bench = new();
        using RemoteJournal journal = new() { Lets = 4, Room = 16 };
        using Engine engine = new(bench.Options, bench.Ports with { Journal = journal });
        engine.Start();
        bench.PublishStartUp(engine.Port);
        Eventually.True(() => engine.Progress.Applied == 6, "the core applied all plans");
        Eventually.True(() => bench.Effect.Count == 1, "what is durable is let out");
        Assert.Equal(4, engine.Progress.Durable);
        // A day's ticks: the journal takes sixteen, then the ring fills, then the producer waits.
        Thread feed = new(() => Assert.Throws<EngineStoppedException>(() => bench.NewFeed().Run(engine.Port, JournaledFeed.None, CancellationToken.None)));
        feed.Start();
        Eventually.True(() => engine.Progress.Applied > 100, "the core runs ahead");
        engine.Stop();
        feed.Join();
        Assert.True(journal.IsReleased);
        Assert.Null(engine.Fault);
        Assert.Equal(1, bench.Effect.Count);
    }

    [Fact]
    public void A_drain_waits_for_the_last_acknowledgement()
    {
        Bench bench = new();
        using RemoteJournal journal = new() { Lets = 5 };
        using Engine engine = new(bench.Options, bench.Ports with { Journal = journal });
        engine.Start();
        bench.PublishStartUp(engine.Port);
        Task drain = Task.Run(() => engine.Drain(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Eventually.True(() => journal.IsFinished, "the journal is told that no more will come");
        Assert.False(drain.IsCompleted);
        journal.Lets = long.MaxValue;
        Assert.True(Eventually.Result(drain.ContinueWith(t => t.IsCompletedSuccessfully, TaskScheduler.Default), "the drain ends"));
        Assert.Equal(6, engine.Progress.Durable);
    }

    [Fact]
    public void A_drain_tells_the_end_also_to_a_journal_that_has_no_room_for_what_is_left()
    {
        Bench bench = new();
        using RemoteJournal journal = new() { Lets = 4, Room = 16 };
        using Engine engine = new(bench.Options, bench.Ports with { Journal = journal });
        engine.Start();
        bench.PublishStartUp(engine.Port);
        for (int i = 0; i < 100; i++)
        {
            long sequence = engine.Port.Claim(1);
            engine.Port[sequence].Record = bench.Day.Records[i];
            engine.Port.Publish(sequence, sequence);
        }
        Task drain = Task.Run(() => engine.Drain(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Eventually.True(() => journal.IsFinished, "the journal is told, so that it can decide what becomes of the rest");
        Assert.False(drain.IsCompleted);
        journal.Lets = long.MaxValue;
        Assert.True(Eventually.Result(drain.ContinueWith(t => t.IsCompletedSuccessfully, TaskScheduler.Default), "the drain ends"));
        Assert.Equal(106, engine.Progress.Durable);
    }

    [Fact]
    public void A_journal_that_ends_by_itself_stops_an_idle_engine()
    {
        Bench bench = new();
        using RemoteJournal journal = new();
        using Engine engine = new(bench.Options, bench.Ports with { Journal = journal });
        engine.Start();
        bench.PublishStartUp(engine.Port);
        Eventually.True(() => engine.Progress.Durable == 6, "the start is durable");
        journal.Fail(new IOException("somebody else has written to the stream"));
        EngineFault fault = Eventually.Result(engine.Completion, "the engine ends")!;
        Assert.Equal(("journal", 7L), (fault.Thread, fault.Sequence));
        Assert.Contains("somebody else", fault.Exception.Message, StringComparison.Ordinal);
        Assert.Throws<EngineStoppedException>(() => engine.Port.Claim(1));
    }

    [Fact]
    public void A_snapshot_waits_for_the_other_machine_too()
    {
        Bench bench = new() { Options = new EngineOptions { InboundCapacity = 4_096, OutboundCapacity = 4_096, SnapshotEvery = 1_000 } };
        using RemoteJournal journal = new() { Lets = 999 - 1 };
        using Engine engine = new(bench.Options, bench.Ports with { Journal = journal });
        engine.Start();
        bench.PublishStartUp(engine.Port);
        for (int i = 0; i < 1_500; i++)
        {
            long sequence = engine.Port.Claim(1);
            engine.Port[sequence].Record = bench.Day.Records[i];
            engine.Port.Publish(sequence, sequence);
        }
        Eventually.True(() => engine.Progress.Applied == 1_506, "the core runs ahead");
        Assert.Equal(0, engine.SnapshotsSaved);
        journal.Lets = long.MaxValue;
        Eventually.True(() => engine.SnapshotsSaved == 1, "the snapshot is stored once it is durable");
        engine.Drain(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void An_outbound_log_that_ends_by_a_defect_while_the_engine_drains_is_the_engine_s_fault()
    {
        Bench bench = new();
        using RemoteJournal journal = new();
        RemoteOutboundLog log = new() { Fault = new IOException("somebody else has written to the stream") };
        using Engine engine = new(bench.Options, bench.Ports with { Journal = journal, OutboundLog = log, Snapshots = null });
        engine.Start();
        bench.PublishStartUp(engine.Port);
        EngineStoppedException stopped = Assert.Throws<EngineStoppedException>(() => engine.Drain(TestContext.Current.CancellationToken));
        Assert.Contains("somebody else", stopped.Message, StringComparison.Ordinal);
        Assert.Equal("publisher", Eventually.Result(engine.Completion, "the engine has ended")!.Thread);
    }

    [Fact]
    public void A_drain_that_is_given_up_while_the_outbound_log_and_a_snapshot_wait_is_no_fault()
    {
        Bench bench = new() { Options = new EngineOptions { InboundCapacity = 256, OutboundCapacity = 128, SnapshotEvery = 6 } };
        using RemoteJournal journal = new();
        RemoteOutboundLog log = new() { Waits = true };
        using Engine engine = new(bench.Options, bench.Ports with { Journal = journal, OutboundLog = log });
        engine.Start();
        bench.PublishStartUp(engine.Port);
        Eventually.True(() => log.Waiting == 1, "the snapshot waits for the outbound log");
        using CancellationTokenSource giveUp = new();
        Task drain = Task.Run(() => engine.Drain(giveUp.Token), TestContext.Current.CancellationToken);
        Eventually.True(() => log.Waiting == 2, "the drain waits for it too");
        giveUp.Cancel();
        Assert.Throws<OperationCanceledException>(() => drain.GetAwaiter().GetResult());
        Assert.Null(engine.Fault);
    }
}
