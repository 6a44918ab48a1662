using Astra.Core;

namespace Astra.Host.Tests;

public class FaultTests
{
    /// <summary>The engine may fail while the start-up is still being published; the producer is then told so.</summary>
    private static void PublishWhileItRuns(Bench bench, Engine engine)
    {
        Exception? told = Record.Exception(() => bench.PublishStartUp(engine.Port));
        if (told is not null) Assert.IsType<EngineStoppedException>(told);
    }

    [Fact]
    public void A_full_disk_stops_trading_and_nothing_undurable_leaves()
    {
        Bench bench = new();
        bench.Journal.BeforeCommit = last => { if (last >= 1_000) throw new IOException("no space left on device"); };
        EngineFault fault = RunToFault(bench);
        Assert.Equal("journal", fault.Thread);
        Assert.Contains("no space left", fault.ToString(), StringComparison.Ordinal);
        Assert.InRange(bench.Journal.DurableSequence, 0, 1_000);
        Assert.True(bench.Effect.Events.All(e => e.Header.Cause <= bench.Journal.DurableSequence));
        Assert.True(bench.Log.Events.All(e => e.Header.Cause <= bench.Journal.DurableSequence));
    }

    [Fact]
    public void A_journal_that_fails_while_encoding_stops_the_engine()
    {
        Bench bench = new();
        bench.Journal.BeforeAppend = sequence => { if (sequence == 777) throw new IOException("broken"); };
        EngineFault fault = RunToFault(bench);
        Assert.Equal(("journal", 777L), (fault.Thread, fault.Sequence));
    }

    [Fact]
    public void An_effect_that_throws_stops_the_engine_with_its_sequence()
    {
        Bench bench = new();
        bench.Effect.BeforeEvent = e => { if (e.Header.Sequence == 50) throw new InvalidOperationException("store is gone"); };
        EngineFault fault = RunToFault(bench);
        Assert.Equal(("publisher", 50L), (fault.Thread, fault.Sequence));
        Assert.Equal(50, bench.Effect.Count);
    }

    [Fact]
    public void A_snapshot_that_cannot_be_stored_stops_the_engine()
    {
        Bench bench = new();
        bench.Snapshots.BeforeSave = _ => throw new IOException("read-only");
        EngineFault fault = RunToFault(bench);
        Assert.Equal(("snapshots", 999L), (fault.Thread, fault.Sequence));
    }

    [Fact]
    public void A_defect_in_the_core_stops_the_engine_with_the_event_that_showed_it()
    {
        Bench bench = new();
        HostedCore hosted = new();
        using Engine engine = bench.NewEngine(hosted);
        // Somebody else drives the core: the next sequence is then out of order, which the core takes for what it is, a defect.
        InboundEvent stray = default;
        hosted.Core.Apply(ref stray, 0);
        engine.Start();
        PublishWhileItRuns(bench, engine);
        EngineFault fault = Eventually.Result(engine.Completion, "the engine completed")!;
        Assert.Equal(("core", 0L), (fault.Thread, fault.Sequence));
        Assert.IsType<InvalidOperationException>(fault.Exception);
    }

    [Fact]
    public void After_a_fault_producers_and_drain_are_told_the_reason()
    {
        Bench bench = new();
        bench.Effect.BeforeEvent = _ => throw new InvalidOperationException("store is gone");
        using Engine engine = bench.NewEngine();
        engine.Start();
        PublishWhileItRuns(bench, engine);
        Eventually.Result(engine.Completion, "the engine completed");
        Assert.Equal("publisher", Assert.Throws<EngineStoppedException>(() => engine.Port.Claim(1)).Fault!.Thread);
        Assert.Contains("store is gone", Assert.Throws<EngineStoppedException>(() => engine.Drain(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_whose_engine_fails_throws_the_reason_and_its_journal_can_be_resumed()
    {
        Bench undisturbed = new();
        SessionReport expected = undisturbed.RunDay();

        Bench bench = new();
        bench.Effect.BeforeEvent = e => { if (e.Header.Sequence == 1_000) throw new InvalidOperationException("store is gone"); };
        Assert.Equal("publisher", Assert.Throws<EngineStoppedException>(() => bench.RunDay()).Fault!.Thread);

        SessionReport resumed = bench.AfterCrash().ResumeDay();
        Assert.Equal((expected.OutboundHash, expected.StateHash), (resumed.OutboundHash, resumed.StateHash));
    }

    [Fact]
    public void A_feed_that_breaks_is_reported_as_itself_and_what_it_gave_is_kept()
    {
        Bench bench = new();
        MemoryFeed feed = new(bench.Day) { BeforeBatch = next => { if (next >= 2_000) throw new InvalidDataException("recording cut short"); } };
        SessionRequest request = bench.Request(feed);
        Assert.Throws<InvalidDataException>(() => ShadowSession.Run(request, TestContext.Current.CancellationToken));
        Assert.Equal(7 + 2_000 - 1, bench.Journal.DurableSequence);
        Assert.Equal(bench.Journal.DurableSequence, bench.Journal.AfterCrash().DurableSequence);
    }

    private static EngineFault RunToFault(Bench bench)
    {
        using Engine engine = bench.NewEngine();
        engine.Start();
        Exception? told = Record.Exception((Action)(() =>
        {
            PublishWhileItRuns(bench, engine);
            while (true) bench.NewFeed().Run(engine.Port, JournaledFeed.None, CancellationToken.None);
        }));
        EngineFault? fault = Eventually.Result(engine.Completion, "the engine completed");
        Assert.Same(fault, Assert.IsType<EngineStoppedException>(told).Fault);
        Assert.Same(fault, engine.Fault);
        return fault!;
    }
}
