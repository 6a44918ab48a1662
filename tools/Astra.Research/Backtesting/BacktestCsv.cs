using System.Globalization;
using System.Text;
using Astra.Markets;

namespace Astra.Research;

/// <summary>A result as tables: one row for each trade in the order of entry, one for each bar's equity. Money has six decimals, rounded half away from zero.</summary>
public static class BacktestCsv
{
    private const string TradeColumns = "side,qty,entry_bar,entry_time,entry_price,entry_fee,exit_bar,exit_time,exit_price,exit_fee,pnl";

    public static IEnumerable<string> Trades(BacktestResult result) => Trades([result]);

    /// <summary>With the column <c>symbol</c> in front when there are several series. An open trade's exit is empty.</summary>
    public static IEnumerable<string> Trades(IReadOnlyList<BacktestResult> results)
    {
        bool several = results.Sum(result => result.Series.Count) > 1;
        yield return several ? "symbol," + TradeColumns : TradeColumns;
        StringBuilder row = new();
        foreach (BacktestResult result in results)
        {
            foreach (LedgerTrade trade in result.Trades)
            {
                row.Clear();
                if (several) row.Append(result.Series[trade.Series].Instrument.Symbol).Append(',');
                row.Append(CultureInfo.InvariantCulture, $"{(trade.Side > 0 ? "long" : "short")},{trade.Quantity},{trade.EntryBar},{trade.EntryTime},{new Price(trade.EntryUnits)},{Money(trade.EntryFee)},");
                if (trade.ExitBar < 0) row.Append(",,,,");
                else row.Append(CultureInfo.InvariantCulture, $"{trade.ExitBar},{trade.ExitTime},{new Price(trade.ExitUnits)},{Money(trade.ExitFee)},{Money(trade.Profit)}");
                yield return row.ToString();
            }
        }
    }

    public static IEnumerable<string> Equity(BacktestResult result) => Equity([result]);

    /// <summary>With the column <c>symbol</c> in front when there are several results.</summary>
    public static IEnumerable<string> Equity(IReadOnlyList<BacktestResult> results)
    {
        bool several = results.Count > 1;
        yield return several ? "symbol,bar,equity" : "bar,equity";
        foreach (BacktestResult result in results)
        {
            string symbol = several ? result.Series[0].Instrument.Symbol + "," : "";
            for (int i = 0; i < result.Equity.Length; i++) yield return string.Create(CultureInfo.InvariantCulture, $"{symbol}{i},{result.Equity[i]:F6}");
        }
    }

    private static string Money(Amount amount) => amount.ToMoney().ToDecimal().ToString("F6", CultureInfo.InvariantCulture);
}
