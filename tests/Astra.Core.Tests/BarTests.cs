using Astra.Markets;
using CsCheck;
using static Astra.Core.Tests.CoreHarness;

namespace Astra.Core.Tests;

public class BarTests
{
    [Fact]
    public void A_bar_closes_when_time_reaches_its_end_and_not_before()
    {
        CoreHarness h = Ready();
        h.Quote(At(9, 15, 1), 100m);
        h.Quote(At(9, 15, 59.9), 101m);
        Assert.Empty(h.Candles(1));

        h.Clock(At(9, 16));

        Bar bar = Assert.Single(h.Candles(1));
        Assert.Equal(At(9, 15), bar.Start);
        Assert.Equal(At(9, 16), bar.End);
        Assert.Equal((Price.FromRupees(100m), Price.FromRupees(101m)), (bar.Open, bar.Close));
        Assert.Equal(2, bar.Ticks);
        Assert.Equal(BarFlags.SessionStart, bar.Flags);
    }

    [Fact]
    public void A_tick_of_the_next_minute_closes_the_bar_before_it_counts()
    {
        CoreHarness h = Ready();
        h.Quote(At(9, 15, 30), 100m);
        h.Quote(At(9, 16, 0), 200m);

        Bar bar = Assert.Single(h.Candles(1));
        Assert.Equal(Price.FromRupees(100m), bar.High);
    }

    [Fact]
    public void The_hour_that_the_session_cuts_short_is_marked_partial()
    {
        CoreHarness h = Ready();
        h.Quote(At(15, 16), 100m);
        h.Session(SessionPhase.Closed, At(15, 30));

        Bar bar = Assert.Single(h.Candles(60));
        Assert.Equal(At(15, 15), bar.Start);
        Assert.Equal(At(15, 30), bar.End);
        Assert.True(bar.Flags.HasFlag(BarFlags.Partial));
    }

    [Fact]
    public void Cumulative_volume_becomes_bar_volume_and_prints_are_not_counted_twice()
    {
        CoreHarness h = Ready();
        h.Quote(At(9, 15, 1), 100m, volume: 500);
        h.Quote(At(9, 15, 2), 100m, volume: 750);
        InboundEvent print = default;
        print.Record.Header = Header(InboundKind.Trade, 0, At(9, 15, 3));
        print.Record.Trade = new TradeTick { Price = Price.FromRupees(100m), Quantity = 40 };
        h.Apply(print);
        h.Quote(At(9, 15, 4), 100m, volume: 790);
        h.Clock(At(9, 16));

        Assert.Equal(290, Assert.Single(h.Candles(1)).Volume);
    }

    [Fact]
    public void An_older_cumulative_volume_that_comes_late_is_not_counted_up_again()
    {
        CoreHarness h = Ready();
        foreach (long volume in new[] { 1000L, 1100, 1050, 1110 }) h.Quote(At(9, 15, 1), 100m, volume: volume);
        h.Clock(At(9, 16));
        Assert.Equal(110, Assert.Single(h.Candles(1)).Volume);
    }

    [Fact]
    public void Ticks_after_history_build_every_interval()
    {
        CoreHarness h = Ready();
        for (int i = 0; i < 6; i++) h.Bar(At(9, 15) + i * 5 * Timestamp.NanosPerMinute, 10m, 11m, 9m, 10m, minutes: 5);
        for (int minute = 0; minute < 30; minute++) h.Quote(At(9, 45) + minute * Timestamp.NanosPerMinute, 10m);
        h.Clock(At(10, 15));
        Assert.Equal(12, h.Candles(5).Count());
        Assert.Equal(4, h.Candles(15).Count());
    }

    [Fact]
    public void A_history_bar_that_says_it_is_known_before_its_end_is_refused()
    {
        CoreHarness h = Ready();
        InboundEvent e = default;
        e.Record.Header = Header(InboundKind.Bar, 0, At(9, 15, 30));
        e.Record.Bar = new HistoryBar { Start = At(9, 15), Open = new(1000), High = new(1000), Low = new(1000), Close = new(1000), IntervalMinutes = 1 };
        h.Apply(e);
        Assert.Equal(1, h.Core.Quarantined(Reason.BadBar));
    }

    [Fact]
    public void A_tick_for_a_closed_bar_is_late_and_counted()
    {
        CoreHarness h = Ready();
        h.Quote(At(9, 15, 30), 100m);
        h.Clock(At(9, 16));
        h.Quote(At(9, 15, 59), 500m);
        h.Clock(At(9, 17));

        Assert.Equal(1, h.Core.Quarantined(Reason.LateTick));
        Assert.Equal(Price.FromRupees(100m), Assert.Single(h.Candles(1)).High);
    }

    [Fact]
    public void Heikin_ashi_follows_its_definition()
    {
        CoreHarness h = Ready();
        h.Bar(At(9, 15), 10m, 14m, 8m, 12m);
        h.Bar(At(9, 16), 12m, 13m, 9m, 10m);

        Bar[] ha = h.Of(OutboundKind.BarClosed).Select(e => e.Bar).Where(b => b.Style == ChartStyle.HeikinAshi && b.IntervalMinutes == 1).ToArray();
        Assert.Equal(11m, ha[0].Close.ToDecimal());
        Assert.Equal(11m, ha[0].Open.ToDecimal());
        Assert.Equal(11m, ha[1].Open.ToDecimal());
        Assert.Equal(11m, ha[1].Close.ToDecimal());
        Assert.Equal((13m, 9m), (ha[1].High.ToDecimal(), ha[1].Low.ToDecimal()));
    }

    [Fact]
    public void Every_interval_from_ticks_equals_a_plain_regrouping_of_the_ticks() =>
        Gen.Select(Gen.Int[0, 22_499_999], Gen.Int[1, 4000]).List[1, 300].Sample(list =>
        {
            (int Millis, int Tick)[] ticks = [.. list.OrderBy(t => t.Item1)];
            CoreHarness h = Ready();
            foreach ((int millis, int tick) in ticks) h.Quote(At(9, 15) + millis * Timestamp.NanosPerMillisecond, tick * 0.05m + 1);
            h.Session(SessionPhase.Closed, At(15, 30));

            foreach (int minutes in new[] { 1, 3, 5, 10, 15, 30, 60 })
            {
                var expected = ticks.GroupBy(t => t.Millis / (minutes * 60_000)).OrderBy(g => g.Key).Select(g => (
                    Start: At(9, 15) + g.Key * minutes * Timestamp.NanosPerMinute,
                    Open: g.First().Tick, High: g.Max(t => t.Tick), Low: g.Min(t => t.Tick), Close: g.Last().Tick, Count: g.Count()));
                var built = h.Candles(minutes).Select(b => (
                    b.Start, Open: Ticks(b.Open), High: Ticks(b.High), Low: Ticks(b.Low), Close: Ticks(b.Close), Count: b.Ticks));
                Assert.Equal(expected, built);
            }
        }, iter: 100);

    [Fact]
    public void Longer_bars_from_minute_history_equal_those_from_a_regrouping()
    {
        CoreHarness h = Ready();
        for (int i = 0; i < 375; i++) h.Bar(At(9, 15) + i * Timestamp.NanosPerMinute, 100 + i % 7, 110 + i % 11, 90 - i % 5, 101 + i % 3, volume: 10);
        h.Session(SessionPhase.Closed, At(15, 30));

        Assert.Equal(375, h.Candles(1).Count());
        Bar first = h.Candles(15).First();
        Assert.Equal(25, h.Candles(15).Count());
        Assert.Equal(150, first.Volume);
        Assert.Equal(120m, first.High.ToDecimal());
        Assert.Equal(86m, first.Low.ToDecimal());
        Assert.Equal(7, h.Candles(60).Count());
        Assert.Equal(375 * 10, h.Candles(60).Sum(b => b.Volume));
        Assert.Equal(375 * 10, h.Candles(30).Sum(b => b.Volume));
    }

    [Theory]
    [InlineData(9, 16, 7, 1)]
    [InlineData(9, 17, 5, 1)]
    [InlineData(9, 14, 1, 0)]
    public void A_history_bar_off_the_grid_or_of_no_interval_is_refused(int hour, int minute, int minutes, int bad)
    {
        CoreHarness h = Ready();
        h.Bar(At(hour, minute), 10m, 11m, 9m, 10m, minutes: minutes);
        Assert.Equal(bad, h.Core.Quarantined(Reason.BadBar));
        Assert.Empty(h.Of(OutboundKind.BarClosed));
    }

    private static int Ticks(Price price) => (int)((price.ToDecimal() - 1) / 0.05m);

    private static CoreHarness Ready()
    {
        var h = new CoreHarness();
        h.Define(Stock());
        h.Open();
        return h;
    }
}
