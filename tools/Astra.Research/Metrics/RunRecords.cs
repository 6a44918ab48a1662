using Astra.Markets;

namespace Astra.Research;

/// <summary>From a backtest's result to what reports read.</summary>
public static class RunRecords
{
    /// <param name="regimes">Whether to label what was known of the market at each entry; costs a pass over the bars.</param>
    public static RunRecord Of(BacktestResult result, bool regimes = true)
    {
        RegimeLabel[][] labels = [.. result.Series.Select(series => regimes ? RegimeLabels.Of(series.Bars) : [])];
        List<RunTrade> trades = [];
        foreach (LedgerTrade trade in result.Closed.OrderBy(trade => trade.ExitTime))
        {
            BarSeries series = result.Series[trade.Series];
            RunTrade made = Of(in trade, series);
            trades.Add(regimes && trade.EntryBar > 0 ? made with { Regime = labels[trade.Series][trade.EntryBar - 1] } : made);
        }
        BarSeries first = result.Series[0];
        double capital = result.StartCash.Rupees;
        return new RunRecord(capital, result.Times, result.Equity, trades) 
        {
            Fees = result.Fees.Rupees,
            Charges = result.Charges,
            Benchmark = result.Series.Count == 1 ? Held(first, capital) : null,
        };
    }

    private static RunTrade Of(in LedgerTrade trade, BarSeries series)
    {
        long units = (long)trade.Quantity * series.Instrument.Multiplier;
        (long low, long high) = Range(in trade, series);
        double atLow = Amount.OfPrice(low - trade.EntryUnits, trade.Side * units).Rupees, atHigh = Amount.OfPrice(high - trade.EntryUnits, trade.Side * units).Rupees;
        return new RunTrade(
            series.Instrument.Symbol, trade.Side, trade.Quantity, trade.EntryTime, trade.ExitTime, new Price(trade.EntryUnits).Rupees, new Price(trade.ExitUnits).Rupees,
            Amount.OfPrice(trade.EntryUnits + trade.ExitUnits, units).Rupees, (trade.EntryFee + trade.ExitFee).Rupees, trade.Profit.Rupees)
        {
            WorstExcursion = Math.Min(0, Math.Min(atLow, atHigh)),
            BestExcursion = Math.Max(0, Math.Max(atLow, atHigh)),
        };
    }

    /// <summary>Lowest and highest price while it was held: the fills, and the whole of each bar that it was held through.</summary>
    private static (long Low, long High) Range(in LedgerTrade trade, BarSeries series)
    {
        long low = Math.Min(trade.EntryUnits, trade.ExitUnits), high = Math.Max(trade.EntryUnits, trade.ExitUnits);
        int last = trade.LeftAtClose ? trade.ExitBar : trade.ExitBar - 1;
        for (int i = trade.EntryBar; i <= last; i++) (low, high) = (Math.Min(low, series[i].Low.Units), Math.Max(high, series[i].High.Units));
        return (low, high);
    }

    private static double[] Held(BarSeries series, double capital)
    {
        double[] worth = new double[series.Count];
        for (int i = 0; i < worth.Length; i++) worth[i] = capital * series[i].Close.Rupees / series[0].Close.Rupees;
        return worth;
    }
}
