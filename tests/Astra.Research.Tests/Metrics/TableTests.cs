using Astra.Markets;

namespace Astra.Research.Tests;

public sealed class TableTests
{
    [Fact]
    public void Trades_are_grouped_by_the_indian_hour_and_day_of_their_entry()
    {
        RunTrade[] trades = [Runs.Trade(0, 10), Runs.Trade(1, -4), Runs.Trade(1, 2, side: -1, symbol: "XYZ") with { Entry = Ist.At(Runs.FirstDay.AddDays(1), new TimeOnly(9, 15)) }];
        IReadOnlyList<TradeGroup> hours = TradeTable.ByHour(trades);
        Assert.Equal(["09:00", "10:00"], hours.Select(h => h.Name));
        Assert.Equal((2, 6.0, 2.5), (hours[1].Trades, hours[1].Net, hours[1].ProfitFactor!.Value));
        // The first of January 2024 was a Monday.
        Assert.Equal([("Monday", 1), ("Tuesday", 2)], TradeTable.ByWeekday(trades).Select(d => (d.Name, d.Trades)));
        Assert.Equal(["ABC", "XYZ"], TradeTable.ByInstrument(trades).Select(i => i.Name));
        Assert.Equal(["long", "short"], TradeTable.BySide(trades).Select(s => s.Name));
    }

    [Fact]
    public void Months_are_measured_from_the_end_of_the_one_before()
    {
        RunRecord run = new(100, [Runs.Close(0), Runs.Close(30), Runs.Close(31), Runs.Close(59)], [105, 110, 99, 121], []);
        Assert.Equal([(2024, 1, 0.1), (2024, 2, 0.1)], MonthlyReturn.Of(run).Select(m => (m.Year, m.Month, Math.Round(m.Return!.Value, 12))));
    }

    [Fact]
    public void A_straight_line_trends_and_a_zigzag_does_not()
    {
        Assert.Equal(TrendLabel.Up, RegimeLabels.Of(Bars(200, i => 100 + i))[199].Trend);
        Assert.Equal(TrendLabel.Down, RegimeLabels.Of(Bars(200, i => 1000 - i))[199].Trend);
        Assert.Equal(TrendLabel.Sideways, RegimeLabels.Of(Bars(200, i => 100 + i % 2))[199].Trend);
        Assert.Equal("too early to say", RegimeLabels.Of(Bars(200, i => 100 + i))[10].ToString());
    }

    [Fact]
    public void Volatility_is_named_after_its_own_past()
    {
        RegimeLabel[] labels = RegimeLabels.Of(Bars(900, i => 1000 + (i < 400 ? i % 2 : i < 600 ? 50 * (i % 2) : i % 2)));
        Assert.Equal(VolatilityLabel.High, labels[450].Volatility);
        Assert.Equal(VolatilityLabel.Low, labels[890].Volatility);
    }

    [Fact]
    public void A_label_knows_nothing_of_later_bars()
    {
        Random random = new(3);
        double[] prices = [.. Enumerable.Range(0, 1500).Select(_ => 100 + 50 * random.NextDouble())];
        Bar[] bars = Bars(1500, i => prices[i]);
        Assert.Equal(RegimeLabels.Of(bars)[..800], RegimeLabels.Of(bars.AsSpan(0, 800)));
    }

    private static Bar[] Bars(int count, Func<int, double> close) =>
        [.. Enumerable.Range(0, count).Select(i => new Bar { End = Runs.Close(i), Close = Price.FromRupees((decimal)Math.Round(close(i), 2)) })];
}
