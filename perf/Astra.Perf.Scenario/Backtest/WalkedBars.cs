using Astra.Markets;
using Astra.Research;

namespace Astra.Perf.Scenario.Backtest;

/// <summary>One-minute bars of whole sessions, a random walk in ticks.</summary>
internal static class WalkedBars
{
    public static BarSeries Make(int seed, int count, SessionCalendar calendar)
    {
        Random random = new(seed);
        Instrument share = new(0, "WALK", Segment.NseEquity, InstrumentKind.Equity, new Price(500), 1);
        var bars = new Bar[count];
        int made = 0;
        long price = 20_000;
        // Days that end before the calendar does; up to half a million bars begin after the first charges of today's kind (2020-07-01).
        for (DateOnly day = new DateOnly(2025, 12, 31).AddDays(-(count / 375 * 3 / 2) - 30); made < count; day = day.AddDays(1))
        {
            if (calendar.SessionsOn(Segment.NseEquity, day) is not [{ Kind: SessionKind.Regular } session, ..]) continue;
            foreach ((Timestamp start, Timestamp end) in SessionBars.Of(session, 1))
            {
                if (made == count) break;
                long open = price, close = Math.Max(2_000, price + random.Next(-20, 21));
                price = close;
                bars[made++] = new Bar
                {
                    Start = start,
                    End = end,
                    Open = new Price(open * 500),
                    High = new Price((Math.Max(open, close) + random.Next(8)) * 500),
                    Low = new Price((Math.Min(open, close) - random.Next(8)) * 500),
                    Close = new Price(close * 500),
                    Volume = random.Next(100_000),
                    IntervalMinutes = 1,
                    Flags = start == session.Open ? BarFlags.SessionStart : BarFlags.None,
                };
            }
        }
        return new BarSeries(share, 1, bars);
    }
}
