namespace Astra.Core.Tests;

/// <summary>The hot path makes no garbage: measured by the runtime's own counter, over ASTRA_ALLOCATION_EVENTS events (10 million by default).</summary>
[Collection(nameof(RunsAlone))]
public class AllocationTests
{
    [Fact]
    public void Applying_events_allocates_nothing_per_event_after_warm_up() => Measure(RandomDay.Events(21, instruments: 12, perMinute: 200), 1);

    /// <summary>Sizes, quotes, peers, touches, scores and every chart style, over a tenth of the events each.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nor_do_plans_that_read_and_do_everything(bool ticks) =>
        Measure([.. (ticks ? DiceDay.Ticks(4, perMinute: 100) : DiceDay.Bars(4)).Where(e => e.Record.Header.Kind != InboundKind.Command)], 10);

    /// <summary>Outages, what history fills in afterwards, and warm-ups.</summary>
    [Fact]
    public void Nor_do_days_with_outages() => Measure([.. LiveDay.Of(4).Where(e => e.Record.Header.Kind != InboundKind.Command)], 10);

    private static void Measure(InboundEvent[] day, int part)
    {
        int opening = Array.FindIndex(day, e => e.Record.Header.Kind == InboundKind.Session);
        int span = (int)((day[^1].Record.Header.ExchangeTime - day[opening].Record.Header.ExchangeTime) / Markets.Timestamp.NanosPerDay) + 1;
        // Payload events are rare and may allocate: the plan change in the middle of the day is left out.
        InboundEvent[] hot = [.. day[opening..].Where(e => !e.HasPayload)];
        long wanted = long.TryParse(Environment.GetEnvironmentVariable("ASTRA_ALLOCATION_EVENTS"), out long n) ? n : 10_000_000;
        wanted /= part;

        long rareBytes = 0;
        var core = new TradingCore(new NullSink(), CoreOptions.Full, Dice.Find);
        long sequence = 0;
        foreach (InboundEvent e in day[..opening]) Apply(core, e, sequence++);
        // Until the JIT has optimised a method, constant spans in it are boxed: several days warm up.
        int days = 0;
        for (; days < 20; days++) Day(days);

        rareBytes = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (; sequence < wanted; days++) Day(days);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before - rareBytes;

        Assert.True(core.Totals.Trades > 100, $"only {core.Totals.Trades} trades in {days} days");
        Assert.InRange(allocated, 0, RunsAlone.Noise);
        Assert.True(rareBytes < 16_384L * days, $"{rareBytes} bytes in {days} days for sessions and commands");

        void Day(int day)
        {
            long shift = (long)day * span * Markets.Timestamp.NanosPerDay;
            for (int i = 0; i < hot.Length; i++)
            {
                InboundEvent e = hot[i];
                e.Record.Header.ExchangeTime += shift;
                if (e.Record.Header.Kind is InboundKind.Bar or InboundKind.Backfill or InboundKind.WarmUp) e.Record.Bar.Start += shift;
                if (e.Record.Header.Kind == InboundKind.Session)
                {
                    e.Record.Session.Open += shift;
                    e.Record.Session.Close += shift;
                    e.Record.Session.SquareOff += shift;
                    e.Record.Session.Day += day * span;
                }
                // Opening a session looks up the day's charges, a few bytes per instrument and day: rare, and counted apart.
                bool rare = e.Record.Header.Kind is InboundKind.Session or InboundKind.Command;
                long start = rare ? GC.GetAllocatedBytesForCurrentThread() : 0;
                core.Apply(ref e, sequence++);
                if (rare) rareBytes += GC.GetAllocatedBytesForCurrentThread() - start;
            }
        }
    }

    private static void Apply(TradingCore core, InboundEvent e, long sequence) => core.Apply(ref e, sequence);

    private sealed class NullSink : IOutboundSink
    {
        public void Publish(in OutboundEvent e)
        {
        }
    }
}
