using System.Diagnostics;
using Astra.Core;
using Astra.Ring;

namespace Astra.Host.Tests;

public class LifecycleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Draining_processes_stores_and_publishes_everything_that_was_accepted()
    {
        Bench bench = new();
        using Engine engine = bench.NewEngine();
        engine.Start();
        bench.PublishStartUp(engine.Port);
        bench.NewFeed().Run(engine.Port, JournaledFeed.None, Token);
        engine.Drain(Token);

        Assert.Equal(bench.Events - 1, engine.Core.LastSequence);
        Assert.Equal(bench.Events - 1, bench.Journal.DurableSequence);
        Assert.Equal(engine.Core.OutboundSequence, bench.Log.LastSequence);
        Assert.Equal(bench.Log.Events.Count, bench.Effect.Flushed);
        Assert.Null(Eventually.Result(engine.Completion, "the engine completed"));
        Assert.Throws<EngineStoppedException>(() => engine.Port.Claim(1));
    }

    [Fact]
    public void A_drain_loses_no_event_of_producers_that_race_with_it()
    {
        for (int round = 0; round < 20; round++)
        {
            Bench bench = new();
            using Engine engine = bench.NewEngine();
            engine.Start();
            bench.PublishStartUp(engine.Port);
            long accepted = 0;
            Thread[] producers = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() => Interlocked.Add(ref accepted, PublishUntilStopped(engine.Port))))];
            foreach (Thread producer in producers) producer.Start();
            Eventually.True(() => engine.Progress.Applied > 500 * (round % 5), "producers are at work");
            engine.Drain(Token);
            foreach (Thread producer in producers) producer.Join();
            Assert.Equal(accepted, engine.Core.EventsFrom(InboundSource.Operator));
            Assert.Equal(engine.Core.LastSequence, bench.Journal.DurableSequence);
        }
    }

    [Fact]
    public void No_claim_is_granted_behind_the_seal()
    {
        for (int round = 0; round < 500; round++)
        {
            // Without gating sequences the ring never fills, so the producer is always between its look at the door and its claim.
            InboundPort port = new(RingBuffer<InboundEvent>.Create(ProducerType.Multi, 1_024, new BusySpinWaitStrategy()), stamps: null);
            long granted = -1;
            Thread producer = new(() =>
            {
                try
                {
                    while (true)
                        if (port.TryClaim(1, out long sequence)) Volatile.Write(ref granted, sequence);
                }
                catch (EngineStoppedException)
                {
                    // Told, as it should be; what was granted before counts.
                }
            });
            producer.Start();
            Eventually.True(() => Volatile.Read(ref granted) > round, "the producer is at work");
            Assert.True(port.TrySeal(new StopReason("sealed"), out long last));
            producer.Join();
            Assert.True(granted <= last, $"{granted} was granted, the seal is at {last}");
        }
    }

    [Fact]
    public void A_drain_that_cannot_end_gives_up_when_told()
    {
        Bench bench = new();
        using Engine engine = bench.NewEngine();
        engine.Start();
        engine.Port.Claim(1);
        using CancellationTokenSource giveUp = new();
        Task drain = Task.Run(() => engine.Drain(giveUp.Token), Token);
        giveUp.Cancel();
        Assert.IsAssignableFrom<OperationCanceledException>(Assert.Throws<AggregateException>(() => drain.Wait(Token)).InnerException);
        Assert.Null(Eventually.Result(engine.Completion, "the engine completed"));
    }

    [Fact]
    public void Back_pressure_reaches_the_producer_and_nothing_is_lost()
    {
        using ManualResetEventSlim disk = new();
        Bench bench = new();
        bench.Journal.BeforeCommit = _ => disk.Wait();
        using Engine engine = bench.NewEngine();
        using Release release = new(disk);
        engine.Start();
        bench.PublishStartUp(engine.Port);

        // The journal holds its first batch, so not one slot comes free: the ring takes exactly its capacity.
        int taken = 7;
        while (engine.Port.TryClaim(1, out long sequence)) PublishRecord(engine.Port, sequence, bench.Day.Records[taken++ - 7]);
        Assert.Equal(bench.Options.InboundCapacity, taken);

        MemoryFeed feed = new(bench.Day) { First = taken - 7 };
        Thread producer = new(() => feed.Run(engine.Port, JournaledFeed.None, CancellationToken.None));
        producer.Start();
        disk.Set();
        producer.Join();
        engine.Drain(Token);
        Assert.Equal(bench.Events - 1, engine.Core.LastSequence);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stopping_under_load_ends_every_thread_and_producer(bool slowEffect)
    {
        Bench bench = new();
        if (slowEffect) bench.Effect.BeforeEvent = _ => Thread.Sleep(1);
        using Engine engine = bench.NewEngine();
        engine.Start();
        bench.PublishStartUp(engine.Port);
        Task<Exception?> producer = Task.Run(() => Record.Exception((Action)(() =>
        {
            while (true) bench.NewFeed().Run(engine.Port, JournaledFeed.None, CancellationToken.None);
        })), Token);
        Eventually.True(() => engine.Progress.Applied > 100, "events are flowing");
        engine.Stop();
        Assert.IsType<EngineStoppedException>(Eventually.Result(producer, "the producer was told"));
        Assert.Null(Eventually.Result(engine.Completion, "the engine completed"));
        Assert.Null(engine.Fault);
        Assert.True(bench.Effect.Events.All(e => e.Header.Cause <= bench.Journal.DurableSequence));
    }

    [Fact]
    public void An_engine_that_never_started_can_be_stopped_and_disposed_twice()
    {
        Engine engine = new Bench().NewEngine();
        engine.Stop();
        engine.Dispose();
        engine.Dispose();
        Assert.Throws<InvalidOperationException>(engine.Start);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused_by_name()
    {
        Bench bench = new();
        Assert.Contains("InboundCapacity", Refusal(bench.Options with { InboundCapacity = 1_000 }), StringComparison.Ordinal);
        Assert.Contains("MaxBatch", Refusal(bench.Options with { MaxBatch = 0 }), StringComparison.Ordinal);
        Assert.Contains("LatencySampleEvery", Refusal(bench.Options with { LatencySampleEvery = 3 }), StringComparison.Ordinal);
        Assert.Contains("SnapshotEvery", Refusal(bench.Options with { SnapshotEvery = -1 }), StringComparison.Ordinal);

        string Refusal(EngineOptions options) => Assert.Throws<ArgumentException>(() => new Engine(options, bench.Ports)).Message;
    }

    [Fact]
    public void A_journal_that_holds_events_needs_recovery_first()
    {
        Bench bench = new();
        bench.RunDay();
        Assert.Contains("recover", Assert.Throws<ArgumentException>(() => bench.NewEngine()).Message, StringComparison.Ordinal);
        Assert.Contains("resume", Assert.Throws<RecoveryException>(() => bench.RunDay()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Latencies_are_sampled_and_an_intended_time_counts_in_full()
    {
        Bench bench = new() { Options = new EngineOptions { LatencySampleEvery = 1, SnapshotEvery = 0 } };
        using Engine engine = bench.NewEngine();
        engine.Start();
        bench.PublishStartUp(engine.Port);
        long sequence = engine.Port.Claim(1);
        engine.Port[sequence].Record = bench.Day.Records[0];
        long secondAgo = Stopwatch.GetTimestamp() - Stopwatch.Frequency;
        engine.Port.Publish(sequence, sequence, secondAgo);
        engine.Drain(Token);
        Assert.Equal(8, engine.ToDecision.FromPublish.Count);
        Assert.Equal(8, engine.ToDurable.FromDue.Count);
        Assert.True(engine.ToDecision.FromDue.Max >= 1_000_000_000);
        Assert.True(engine.ToDurable.FromDue.Max >= 1_000_000_000);
        Assert.True(engine.ToDecision.FromPublish.Max < engine.ToDecision.FromDue.Max);
    }

    private static void PublishRecord(IInboundPort port, long sequence, in InboundRecord record)
    {
        port[sequence].Record = record;
        port.Publish(sequence, sequence);
    }

    private static long PublishUntilStopped(IInboundPort port)
    {
        long published = 0;
        try
        {
            while (true)
            {
                long highest = port.Claim(3);
                for (long sequence = highest - 2; sequence <= highest; sequence++)
                {
                    port[sequence].Record = default;
                    port[sequence].Record.Header = new InboundHeader { Kind = InboundKind.Command, Source = InboundSource.Operator, Instrument = -1 };
                    port[sequence].Record.Command.Kind = CommandKind.PauseEntries;
                }
                port.Publish(highest - 2, highest);
                published += 3;
            }
        }
        catch (EngineStoppedException)
        {
            return published;
        }
    }
}
