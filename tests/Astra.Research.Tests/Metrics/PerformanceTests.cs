using System.Reflection;
using Astra.Costs;
using Astra.Markets;

namespace Astra.Research.Tests;

/// <summary>Figures against arithmetic done by hand.</summary>
public sealed class PerformanceTests
{
    // Daily returns: +10%, -10%, +20%, -5%.
    private static readonly RunRecord Four = Runs.Of(1000, 1100, 990, 1188, 1128.6);

    [Fact]
    public void Returns_and_their_spread()
    {
        PerformanceFigures f = Performance.Of(Four);
        double mean = (0.10 - 0.10 + 0.20 - 0.05) / 4;
        // Squared distances from 0.0375: 0.00390625, 0.01890625, 0.02640625, 0.00765625.
        double deviation = Math.Sqrt((0.00390625 + 0.01890625 + 0.02640625 + 0.00765625) / 3);
        Assert.Equal(0.1286, f.TotalReturn, 12);
        Assert.Equal(mean * 252, f.AnnualReturn!.Value, 10);
        Assert.Equal(deviation * Math.Sqrt(252), f.Volatility!.Value, 10);
        Assert.Equal(mean / deviation * Math.Sqrt(252), f.Sharpe!.Value, 10);
        Assert.Equal(f.Sharpe.Value, f.SharpePerBar!.Value, 10);
        Assert.Null(f.Cagr);
    }

    [Fact]
    public void The_risk_free_rate_is_taken_off_each_day()
    {
        double deviation = Math.Sqrt(0.056875 / 3);
        Assert.Equal((0.0375 - 0.0252 / 252) / deviation * Math.Sqrt(252), Performance.Of(Four, riskFree: 0.0252).Sharpe!.Value, 10);
    }

    [Fact]
    public void Sortino_divides_by_the_shortfall_over_all_days() =>
        Assert.Equal(0.0375 / Math.Sqrt((0.01 + 0.0025) / 4) * Math.Sqrt(252), Performance.Of(Four).Sortino!.Value, 10);

    [Fact]
    public void Sharpe_from_bars_scales_by_the_bars_of_a_day()
    {
        Timestamp[] times = [.. new[] { (0, 12), (0, 15), (1, 12), (1, 15) }.Select(t => Ist.At(Runs.FirstDay.AddDays(t.Item1), new TimeOnly(t.Item2, 0)))];
        PerformanceFigures f = Performance.Of(new RunRecord(1000, times, Four.Equity, []));
        Assert.Equal(0.0375 / Math.Sqrt(0.056875 / 3) * Math.Sqrt(504), f.SharpePerBar!.Value, 10);
        Assert.Equal(2, f.Days);
        // Days: -1%, then 1128.6 / 990 - 1 = 14%.
        Assert.Equal(0.065 * 252, f.AnnualReturn!.Value, 10);
    }

    [Fact]
    public void Drawdowns_have_depth_length_and_recovery()
    {
        RunRecord run = Runs.Of(100, 100, 120, 90, 96, 120, 130, 125, 117);
        DrawdownSeries falls = new(run);
        Assert.Equal(2, falls.All.Count);
        Drawdown deepest = falls.Deepest!;
        Assert.Equal((0.25, 30.0), (deepest.Depth, deepest.Rupees));
        Assert.Equal((Runs.Close(1), Runs.Close(2), Runs.Close(4)), (deepest.Start, deepest.Trough, deepest.Recovery!.Value));
        Assert.Equal((3.0, 2), (deepest.Days, deepest.Bars));
        Assert.Null(falls.All[1].Recovery);
        Assert.Equal(0.1, falls.All[1].Depth, 12);
        Assert.Equal(2.0, falls.All[1].Days, 12);
        // Depths: 0, 0, 1/4, 1/5, 0, 0, 5/130, 1/10.
        Assert.Equal(Math.Sqrt((0.0625 + 0.04 + 25.0 / 16900 + 0.01) / 8), falls.Ulcer!.Value, 12);
    }

    [Fact]
    public void A_fall_from_the_capital_itself_counts()
    {
        PerformanceFigures f = Performance.Of(Runs.Of(100, 80, 60));
        Assert.Equal(0.4, f.MaxDrawdown!.Depth, 12);
        Assert.Equal(40, f.MaxDrawdownRupees);
    }

    [Fact]
    public void Growth_by_the_calendar_and_calmar()
    {
        double[] equity = [.. Enumerable.Range(0, 366).Select(i => i == 100 ? 90.0 : i == 365 ? 121 : 100)];
        PerformanceFigures f = Performance.Of(Runs.Of(100, equity));
        double cagr = Math.Pow(1.21, 365.25 / 365) - 1;
        Assert.Equal(cagr, f.Cagr!.Value, 12);
        Assert.Equal(cagr / 0.1, f.Calmar!.Value, 10);
    }

    [Fact]
    public void Trades_by_hand()
    {
        TradeFigures f = TradeFigures.Of([Runs.Trade(0, 30, 2), Runs.Trade(1, -10, 2), Runs.Trade(2, -20, 2), Runs.Trade(3, 0, 2), Runs.Trade(4, 50, 2), Runs.Trade(5, -10, 2)]);
        Assert.Equal((6, 2, 3, 2), (f.Count, f.Won, f.Lost, f.LongestLosingStreak));
        Assert.Equal(40, f.Net, 10);
        Assert.Equal(52, f.Gross, 10);
        Assert.Equal(1.0 / 3, f.WinRate!.Value, 12);
        Assert.Equal(2, f.ProfitFactor!.Value, 12);
        Assert.Equal(40 / (40.0 / 3), f.PayoffRatio!.Value, 12);
        Assert.Equal(40.0 / 6, f.Expectancy!.Value, 12);
        Assert.Equal(0.5, f.ExpectancyR!.Value, 12);
        Assert.Equal((50.0, -20.0), (f.BestTrade!.Value, f.WorstTrade!.Value));
        Assert.Equal(60, f.AverageHoldingMinutes!.Value, 12);
    }

    [Fact]
    public void Exposure_turnover_and_costs()
    {
        Timestamp[] times = [.. Enumerable.Range(10, 4).Select(hour => Ist.At(Runs.FirstDay, new TimeOnly(hour, 0)))];
        RunTrade trade = Runs.Trade(0, 40, 10);
        RunRecord run = new(1000, times, [1000, 1050, 1040, 1040], [trade])
        {
            Fees = 10,
            Charges = new Charges(Money.FromRupees(4), Money.FromRupees(3), Money.FromRupees(1), Money.Zero, Money.FromRupees(0.5m), Money.FromRupees(1)),
        };
        PerformanceFigures f = Performance.Of(run);
        // Held from 10:00 to 11:00: of the bars that end at 10, 11, 12 and 13 only the second.
        Assert.Equal(0.25, f.Exposure!.Value);
        Assert.Equal(250 / 1032.5 * 252, f.AnnualTurnover!.Value, 9);
        Assert.Equal((10, 4, 3, 0.5), (f.Costs.Total, f.Costs.Brokerage, f.Costs.TransactionTax, f.Costs.Other));
        Assert.Equal(10 / 50.0, f.CostsShareOfGross!.Value, 12);
        Assert.Equal(f.Costs.Total, f.Costs.Lines.Sum(line => line.Rupees), 9);
    }

    [Fact]
    public void Shape_and_tails()
    {
        double[] values = [-0.03, -0.01, 0, 0.02, 0.07];
        Moments m = Moments.Of(values);
        // Mean 0.01; distances -4, -2, -1, 1, 6 hundredths: squares 58, cubes 144, fourth powers 1570.
        Assert.Equal(0.01, m.Mean, 12);
        Assert.Equal(144.0 / 5 / Math.Pow(58.0 / 5, 1.5), m.Skew!.Value, 10);
        Assert.Equal(1570.0 / 5 / Math.Pow(58.0 / 5, 2), m.Kurtosis!.Value, 10);
        Assert.Equal(-0.026, Moments.Quantile(values, 0.05)!.Value, 12);
        double at = 100;
        PerformanceFigures f = Performance.Of(Runs.Of(100, [.. values.Select(r => at *= 1 + r)]));
        Assert.Equal(0.026, f.ValueAtRisk95!.Value, 10);
        Assert.Equal(0.03, f.ConditionalValueAtRisk95!.Value, 10);
        Assert.Equal(0.06 / 0.026, f.TailRatio!.Value, 9);
    }

    public static TheoryData<string> Edges => ["nothing", "one bar", "flat", "rising", "ruined", "below zero", "zero and up", "one trade", "all lost"];

    /// <summary>Whatever happened, a figure is a number or null.</summary>
    [Theory]
    [MemberData(nameof(Edges))]
    public void No_figure_is_ever_infinite_or_not_a_number(string edge)
    {
        RunRecord run = edge switch
        {
            "nothing" => Runs.Of(100),
            "one bar" => Runs.Of(100, 101),
            "flat" => Runs.Of(100, 100, 100, 100, 100, 100, 100, 100, 100, 100),
            "rising" => Runs.Of(100, [.. Enumerable.Range(1, 30).Select(i => 100 * Math.Pow(1.5, i))]),
            "ruined" => Runs.Of(100, 50, 0, 0, 0, 0, 0, 0, 0, 0),
            "below zero" => Runs.Of(100, 50, -20, -30, -10, -5, 10, 20, 30, -1),
            "zero and up" => Runs.Of(100, 0, 100, 0, 100, 0, 100, 5, 6, 7),
            "one trade" => Runs.Of(100, 101, 102) with { Trades = [Runs.Trade(0, 1)] },
            _ => Runs.Of(100, 90, 80, 70) with { Trades = [Runs.Trade(0, -10), Runs.Trade(1, -10), Runs.Trade(2, -10)] },
        };
        PerformanceFigures figures = Performance.Of(run, 0.06, 40, 0.01);
        AllFinite(figures);
        AllFinite(figures.Trades);
        Assert.DoesNotContain("NaN", BacktestReport.Html(new ReportInput(edge, run, figures, [], [])), StringComparison.Ordinal);
        Assert.All(FigureLines.Of(figures).SelectMany(topic => topic.Lines), line => Assert.DoesNotContain("∞", line.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void A_flat_run_has_no_ratio_and_a_lossless_one_no_profit_factor()
    {
        PerformanceFigures flat = Performance.Of(Runs.Of(100, 100, 100, 100));
        Assert.Null(flat.Sharpe);
        Assert.Null(flat.Sortino);
        Assert.Null(flat.MaxDrawdown);
        Assert.Equal(0, flat.TotalReturn);
        Assert.Null(TradeFigures.Of([Runs.Trade(0, 5)]).ProfitFactor);
        Assert.Equal(0, TradeFigures.Of([Runs.Trade(0, -5)]).ProfitFactor);
    }

    [Fact]
    public void A_record_that_contradicts_itself_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Performance.Of(Runs.Of(0, 1, 2)));
        Assert.Throws<ArgumentException>(() => Performance.Of(Runs.Of(100, 1, double.NaN)));
        Assert.Throws<ArgumentException>(() => Performance.Of(Runs.Of(100, 1, 2) with { Equity = [1] }));
        Assert.Throws<ArgumentException>(() => Performance.Of(Runs.Of(100, 1, 2) with { Times = [Runs.Close(1), Runs.Close(0)] }));
    }

    private static void AllFinite(object figures)
    {
        foreach (PropertyInfo property in figures.GetType().GetProperties())
            if (property.GetValue(figures) is double value) Assert.True(double.IsFinite(value), $"{property.Name} is {value}");
    }
}
