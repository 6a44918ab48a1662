using Astra.Core;

namespace Astra.Host.Tests;

public class GateTests
{
    [Fact]
    public void Nothing_leaves_before_its_cause_is_durable()
    {
        using ManualResetEventSlim disk = new();
        Bench bench = new();
        bench.Journal.BeforeCommit = _ => disk.Wait();
        using Engine engine = bench.NewEngine();
        using Release release = new(disk);
        engine.Start();
        bench.PublishStartUp(engine.Port);

        // The core runs ahead of the disk: it has applied the plans and said so.
        Eventually.True(() => engine.Progress.Applied == 6, "the core applied all plans");
        Assert.Equal(-1, engine.Progress.Durable);
        Assert.Equal(0, bench.Effect.Count);
        Assert.Empty(bench.Log.Events);

        disk.Set();
        engine.Drain(TestContext.Current.CancellationToken);
        Assert.Equal(3, bench.Effect.Events.Count(e => e.Header.Kind == OutboundKind.PlanApplied));
    }

    [Fact]
    public void Every_event_that_leaves_has_a_durable_cause_on_a_slow_disk()
    {
        Bench bench = new();
        bench.Journal.BeforeCommit = _ => Thread.Sleep(1);
        bench.Effect.BeforeEvent = e => Assert.True(e.Header.Cause <= bench.Journal.DurableSequence, $"event {e.Header.Sequence} left before its cause");
        bench.RunDay();
        Assert.Equal(bench.Log.Events.Count, bench.Effect.Count);
    }

    [Fact]
    public void What_has_passed_is_flushed_before_the_publisher_waits()
    {
        using ManualResetEventSlim disk = new();
        Bench bench = new();
        // The first plan (event 4) becomes durable, then the disk stands still.
        bench.Journal.BeforeCommit = last => { if (last > 4) disk.Wait(); };
        using Engine engine = bench.NewEngine();
        using Release release = new(disk);
        engine.Start();
        bench.PublishStartUp(new Paused(engine, after: 4));
        Eventually.True(() => engine.Progress.Applied == 6, "the core applied all plans");
        Eventually.True(() => bench.Effect.Flushed == 1, "the durable part was flushed");
        Assert.Equal(1, bench.Effect.Count);
        disk.Set();
        engine.Drain(TestContext.Current.CancellationToken);
        Assert.Equal(bench.Effect.Count, bench.Effect.Flushed);
    }

    [Fact]
    public void The_outbound_log_hears_first_and_effects_in_order()
    {
        Bench bench = new();
        bench.Effect.BeforeEvent = e => Assert.True(bench.Log.LastSequence >= e.Header.Sequence);
        bench.RunDay();
        List<OutboundEvent> events = bench.Effect.Events;
        for (int i = 0; i < events.Count; i++) Assert.Equal(i, events[i].Header.Sequence);
    }

    [Fact]
    public void No_settings_text_stays_in_the_ring_after_a_lap_of_ticks()
    {
        Bench bench = new();
        using Engine engine = bench.NewEngine();
        engine.Start();
        bench.PublishStartUp(engine.Port);
        bench.NewFeed().Run(engine.Port, JournaledFeed.None, TestContext.Current.CancellationToken);
        engine.Drain(TestContext.Current.CancellationToken);
        for (long sequence = 0; sequence < bench.Options.InboundCapacity; sequence++) Assert.Null(engine.Port[sequence].Payload);
    }

    /// <summary>Lets the events up to one sequence become durable before it passes the next ones on.</summary>
    private sealed class Paused(Engine engine, long after) : IInboundPort
    {
        public ref InboundEvent this[long sequence] => ref engine.Port[sequence];

        public long Claim(int count) => engine.Port.Claim(count);

        public bool TryClaim(int count, out long highest) => engine.Port.TryClaim(count, out highest);

        public void Publish(long lowest, long highest)
        {
            engine.Port.Publish(lowest, highest);
            if (highest == after) Eventually.True(() => engine.Progress.Durable == after, "the first events are durable");
        }
    }
}
