namespace Astra.Research;

/// <summary>What a sweep tells of one parameter set. Rupees are rounded to the micro-rupee; NaN where a figure is not defined.</summary>
/// <param name="FinalEquity">Cash and the open position at the last close.</param>
/// <param name="ReturnPct">Of the cash at the start, percent.</param>
/// <param name="Trades">Closed round trips.</param>
/// <param name="WinRate">Share of closed trades with a profit after fees, 0 to 1; not defined without trades.</param>
/// <param name="ProfitFactor">Profits of winning trades over losses of losing ones; not defined without losses.</param>
/// <param name="MaxDrawdown">Largest fall of equity from a peak, rupees, measured at each bar's close.</param>
/// <param name="MaxDrawdownPct">Largest fall as percent of its own peak.</param>
/// <param name="SharpePerBar">Mean over sample deviation of the bars' returns, times the root of a year's bars (252 days of as many bars as the data's
/// days have); not defined when equity never moves or falls under a paisa.</param>
/// <param name="ExposurePct">Bars at whose close a position stood, percent of all.</param>
/// <param name="Turnover">Value bought and sold, rupees.</param>
/// <param name="OpenUnits">Position left at the end, signed.</param>
public readonly record struct SweepFigures(
    double FinalEquity, double ReturnPct, double Trades, double WinRate, double ProfitFactor, double MaxDrawdown, double MaxDrawdownPct,
    double SharpePerBar, double ExposurePct, double Fees, double Turnover, double OpenUnits)
{
    /// <summary>A paisa. Returns on less are those of rounding.</summary>
    internal const double LeastEquity = 0.01;

    /// <summary>Column names, in the order of <see cref="Write"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "final_equity", "return_pct", "trades", "win_rate", "profit_factor", "max_drawdown", "max_drawdown_pct",
        "sharpe_per_bar", "exposure_pct", "fees", "turnover", "open_units",
    ];

    public void Write(Span<double> to) =>
        ((ReadOnlySpan<double>)[FinalEquity, ReturnPct, Trades, WinRate, ProfitFactor, MaxDrawdown, MaxDrawdownPct, SharpePerBar, ExposurePct, Fees, Turnover, OpenUnits]).CopyTo(to);

    internal static SweepFigures Of(LedgerRules rules, SweepData data, Amount equity, Amount fees, LedgerTrade open, TradeTally trades, EquityTally curve)
    {
        double start = rules.Cash.Rupees;
        Amount turnover = trades.Turnover + Amount.OfPrice(open.EntryUnits, (long)open.Quantity * data.Series.Instrument.Multiplier);
        return new SweepFigures(
            Rounded(equity.Rupees), (equity - Amount.OfMoney(rules.Cash)).Rupees / start * 100,
            trades.Trades, trades.Trades == 0 ? double.NaN : (double)trades.Wins / trades.Trades,
            trades.Losses > Amount.Zero ? trades.Profits.Rupees / trades.Losses.Rupees : double.NaN,
            Rounded(curve.Drawdown), curve.DrawdownShare * 100, Sharpe(curve, data),
            data.Count == 0 ? 0 : 100.0 * curve.BarsHeld / data.Count, Rounded(fees.Rupees), Rounded(turnover.Rupees), open.Side * open.Quantity);
    }

    private static double Sharpe(EquityTally curve, SweepData data)
    {
        double mean = curve.Sum / data.Count;
        // Equity that stands still moves by the rounding of doubles, some 1e-16 of it a bar: no return has happened then.
        if (curve.SumOfSquares <= data.Count * 1e-28) return double.NaN;
        double variance = (curve.SumOfSquares - curve.Sum * mean) / (data.Count - 1);
        return data.Count > 1 && variance > 0 && curve.Least >= LeastEquity ? mean / Math.Sqrt(variance) * Math.Sqrt(data.BarsPerYear) : double.NaN;
    }

    private static double Rounded(double rupees) => Math.Round(rupees, 6);
}
