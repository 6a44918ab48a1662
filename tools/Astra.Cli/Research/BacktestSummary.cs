using Astra.Costs;
using Astra.Markets;
using Astra.Research;

namespace Astra.Cli;

/// <summary>A backtest's figures under the names of the published reference, with more beside them.</summary>
internal static class BacktestSummary
{
    public static Dictionary<string, object?> Of(BacktestSpec spec, LedgerChoice ledger, string fill, BacktestResult result, double seconds)
    {
        (double rupees, double percent) = result.MaxDrawdown();
        LedgerTrade[] closed = [.. result.Closed];
        BarSeries[] filled = [.. result.Series.Where(series => series.Count > 0)];
        long bars = result.Series.Sum(series => (long)series.Count);
        return new Dictionary<string, object?>
        {
            ["strategy"] = spec.Strategy.Name,
            ["params"] = spec.Values,
            ["mode"] = ledger.Mode,
            ["initial_cash"] = result.StartCash.Rupees,
            ["fee_per_side"] = ledger.India || fill != "next-open" ? null : ledger.FeeRate / 1e9,
            ["qty"] = ledger.Rules.Quantity == 0 ? "all-in" : ledger.Rules.Quantity,
            ["up_signals"] = result.UpSignals,
            ["down_signals"] = result.DownSignals,
            ["closed_trades"] = closed.Length,
            ["open_position"] = result.OpenPosition,
            ["final_cash"] = Money(result.FinalCash),
            ["final_equity"] = Money(result.FinalEquity),
            ["total_fees"] = Money(result.Fees),
            ["winning_trades"] = closed.Count(trade => trade.Profit > Amount.Zero),
            ["sum_closed_pnl"] = Money(closed.Aggregate(Amount.Zero, (sum, trade) => sum + trade.Profit)),
            ["max_drawdown_abs"] = Math.Round(rupees, 6),
            ["max_drawdown_pct"] = Math.Round(percent, 8),
            ["symbols"] = result.Series.Select(series => series.Instrument.Symbol),
            ["interval_minutes"] = result.Series[0].IntervalMinutes,
            ["style"] = spec.Style,
            ["fill"] = fill,
            ["bars"] = bars,
            ["first"] = filled.Length > 0 ? filled.Min(series => series[0].Start).ToString() : null,
            ["last"] = filled.Length > 0 ? filled.Max(series => series[^1].End).ToString() : null,
            ["exposure"] = Math.Round(result.Exposure, 6),
            ["turnover"] = Money(result.Turnover),
            ["charges"] = result.Charges is { } charges ? Of(charges, result.OtherFees) : null,
            ["day_end_corrections"] = Money(result.Corrections),
            ["refused"] = result.Refused.ToDictionary(r => r.Reason.ToString(), r => r.Count),
            ["outbound_hash"] = result.OutboundHash?.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
            ["run_seconds"] = Math.Round(seconds, 6),
        };
    }

    private static Dictionary<string, object?> Of(Charges charges, Amount other) => new()
    {
        ["brokerage"] = charges.Brokerage.ToDecimal(),
        ["transaction_tax"] = charges.TransactionTax.ToDecimal(),
        ["exchange"] = charges.Exchange.ToDecimal(),
        ["sebi"] = charges.Sebi.ToDecimal(),
        ["stamp"] = charges.Stamp.ToDecimal(),
        ["gst"] = charges.Gst.ToDecimal(),
        ["depository"] = Money(other),
    };

    private static decimal Money(Amount amount) => amount.ToMoney().ToDecimal();
}
