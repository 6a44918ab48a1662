using Astra.Markets;

namespace Astra.Research.Tests.Sweeping;

/// <summary>Series that are hard on crossings: coarse prices that tie, flat stretches, jumps.</summary>
internal static class Walks
{
    private const long Tick = 500;

    /// <param name="sessionBars">Minutes of a session from 09:15 on, on weekdays of 2025.</param>
    public static BarSeries Of(int seed, int bars, int sessionBars = 375)
    {
        Random random = new(seed);
        Bar[] made = new Bar[bars];
        DateOnly day = new(2025, 1, 6);
        long price = random.Next(50, 4_000);
        int flat = 0;
        for (int i = 0; i < bars; i++)
        {
            int minute = i % sessionBars;
            if (i > 0 && minute == 0)
                do day = day.AddDays(1);
                while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
            if (flat > 0) flat--;
            else if (random.Next(60) == 0) flat = random.Next(5, 80);
            long open = price, close = price;
            if (flat == 0)
            {
                open = Math.Max(20, price + random.Next(-1, 2));
                close = Math.Max(20, open + random.Next(-4, 5) * (random.Next(30) == 0 ? 8 : 1));
            }
            Timestamp start = Ist.At(day, new TimeOnly(9, 15)) + minute * Timestamp.NanosPerMinute;
            made[i] = new Bar
            {
                Start = start,
                End = start + Timestamp.NanosPerMinute,
                Open = new Price(open * Tick),
                High = new Price(Math.Max(open, close) * Tick),
                Low = new Price(Math.Min(open, close) * Tick),
                Close = new Price(close * Tick),
                Volume = 100,
                IntervalMinutes = 1,
                Flags = minute == 0 ? BarFlags.SessionStart : BarFlags.None,
            };
            price = close;
        }
        return new BarSeries(new Instrument(0, "WALK", Segment.NseEquity, InstrumentKind.Equity, new Price(Tick), 1 + seed % 3), 1, made);
    }
}
