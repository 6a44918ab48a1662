using Astra.Markets;
using Astra.Research;

namespace Astra.Perf.Scenario.Sweeps;

/// <summary>One-minute bars of a share on tick 0.05 that wanders, sessions of 375 bars.</summary>
internal static class RandomWalk
{
    public static BarSeries Of(int bars, int seed)
    {
        const long Tick = 500;
        Random random = new(seed);
        Bar[] made = new Bar[bars];
        Timestamp at = Ist.At(new DateOnly(2025, 1, 1), new TimeOnly(9, 15));
        long last = 2_000 * Price.UnitsPerRupee / Tick;
        for (int i = 0; i < bars; i++)
        {
            if (i > 0 && i % 375 == 0) at += Timestamp.NanosPerDay - 375 * Timestamp.NanosPerMinute;
            long open = Math.Max(200, last + random.Next(-3, 4));
            long close = Math.Max(200, open + random.Next(-30, 31));
            made[i] = new Bar
            {
                Start = at,
                End = at += Timestamp.NanosPerMinute,
                Open = new Price(open * Tick),
                High = new Price((Math.Max(open, close) + random.Next(10)) * Tick),
                Low = new Price((Math.Min(open, close) - random.Next(10)) * Tick),
                Close = new Price(close * Tick),
                Volume = random.Next(1, 10_000),
                IntervalMinutes = 1,
                Flags = i % 375 == 0 ? BarFlags.SessionStart : BarFlags.None,
            };
            last = close;
        }
        return new BarSeries(new Instrument(0, "WALK", Segment.NseEquity, InstrumentKind.Equity, new Price(Tick), 1), 1, made);
    }
}
