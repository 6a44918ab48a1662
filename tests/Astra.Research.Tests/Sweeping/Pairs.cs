using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research.Tests.Sweeping;

/// <summary>The same question put to the sweep and to the bar runner.</summary>
internal static class Pairs
{
    public static StrategyDescriptor Strategy(string name)
    {
        Assert.True(StrategyRegistry.TryGet(name, out StrategyDescriptor? found), $"no strategy {name}");
        return found;
    }

    /// <summary>Fails unless every set has the runner's trades (bars, quantities, prices, fees and profits to the last unit) and figures.</summary>
    public static void Agree(SweepQuestion question, IReadOnlyList<double[]> sets)
    {
        NextOpenRunner runner = question.IndianFees is { } spans
            ? NextOpenRunner.WithIndianFees(question.Series, question.Rules, spans, question.Gates)
            : NextOpenRunner.WithFlatFees(question.Series, question.Rules, question.FeeRate, question.Gates);
        SweepWork work = new(question);
        List<SweepRow> rows = [];
        Sweep.Run(work, new InProcessTrialRunner(1), sets, sets.Count, 1, rows.Add);
        Assert.Equal(sets.Count, rows.Count);
        for (int i = 0; i < sets.Count; i++)
        {
            BacktestResult expected = runner.Run(new BacktestSpec(question.Strategy, sets[i], question.Style, question.ChartSize));
            List<LedgerTrade> trades = work.Trades(sets[i]);
            LedgerTrade[] closed = [.. expected.Closed];
            Assert.Equal(closed.Length, trades.Count);
            for (int t = 0; t < closed.Length; t++) Same(closed[t], trades[t]);
            Same(expected, rows[i], sets[i]);
        }
    }

    private static void Same(LedgerTrade expected, LedgerTrade trade)
    {
        Assert.Equal((expected.Side, expected.Quantity, expected.EntryBar, expected.ExitBar), (trade.Side, trade.Quantity, trade.EntryBar, trade.ExitBar));
        Assert.Equal((expected.EntryUnits, expected.ExitUnits), (trade.EntryUnits, trade.ExitUnits));
        Assert.Equal((expected.EntryFee, expected.ExitFee, expected.Profit), (trade.EntryFee, trade.ExitFee, trade.Profit));
    }

    private static void Same(BacktestResult expected, SweepRow row, double[] values)
    {
        Assert.Equal(values, row.Values.ToArray());
        Dictionary<string, double> figures = SweepFigures.Names.Zip(row.Figures.ToArray()).ToDictionary(f => f.First, f => f.Second);
        LedgerTrade[] closed = [.. expected.Closed];
        Assert.Equal(Math.Round(expected.FinalEquity.Rupees, 6), figures["final_equity"]);
        Assert.Equal(Math.Round(expected.Fees.Rupees, 6), figures["fees"]);
        Assert.Equal(Math.Round(expected.Turnover.Rupees, 6), figures["turnover"]);
        Assert.Equal(closed.Length, figures["trades"]);
        Assert.Equal(expected.OpenPosition, figures["open_units"]);
        Assert.Equal(expected.Exposure * 100, figures["exposure_pct"], 1e-9);
        Assert.Equal(closed.Length == 0 ? double.NaN : closed.Count(t => t.Profit > Amount.Zero) / (double)closed.Length, figures["win_rate"]);
        double losses = -closed.Where(t => t.Profit < Amount.Zero).Sum(t => t.Profit.Rupees), profits = closed.Where(t => t.Profit > Amount.Zero).Sum(t => t.Profit.Rupees);
        if (losses > 0) Assert.Equal(profits / losses, figures["profit_factor"], 1e-9 * (1 + profits / losses));
        else Assert.True(double.IsNaN(figures["profit_factor"]));
        (double fall, double share, double sharpe) = Curve(expected.Equity, expected.StartCash.Rupees);
        Assert.Equal(fall, figures["max_drawdown"], 2e-6);
        Assert.Equal(share * 100, figures["max_drawdown_pct"], 1e-9);
        sharpe *= Math.Sqrt(252.0 * expected.Equity.Length / expected.Series[0].Bars.ToArray().Select(b => Ist.DateOf(b.Start)).Distinct().Count());
        // Within a rupee of nothing a return is mostly the rounding of the equity it is of, and so is the sign of that equity.
        if (Math.Abs(expected.Equity.Min()) < 1) return;
        if (double.IsNaN(sharpe)) Assert.True(double.IsNaN(figures["sharpe_per_bar"]), $"{figures["sharpe_per_bar"]:R} of equity that never moved");
        else Assert.Equal(sharpe, figures["sharpe_per_bar"], 1e-6 * (1 + Math.Abs(sharpe)));
    }

    /// <summary>The textbook's way: two passes over the whole curve.</summary>
    private static (double Fall, double Share, double Sharpe) Curve(double[] equity, double cash)
    {
        (double peak, double fall, double share) = (cash, 0, 0);
        foreach (double e in equity)
        {
            peak = Math.Max(peak, e);
            (fall, share) = (Math.Max(fall, peak - e), Math.Max(share, (peak - e) / peak));
        }
        if (equity.Min() <= 0) return (fall, share, double.NaN);
        double[] returns = [.. equity.Select((e, i) => e / (i == 0 ? cash : equity[i - 1]) - 1)];
        if (returns.Length < 2 || returns.All(r => r == 0)) return (fall, share, double.NaN);
        double mean = returns.Average();
        return (fall, share, mean / Math.Sqrt(returns.Sum(r => (r - mean) * (r - mean)) / (returns.Length - 1)));
    }
}
