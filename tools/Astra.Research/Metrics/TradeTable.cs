using Astra.Markets;

namespace Astra.Research;

/// <summary>Trades that have something in common. Rupees.</summary>
public sealed record TradeGroup(string Name, int Trades, double? WinRate, double Gross, double Costs, double Net, double? Average, double? ProfitFactor);

/// <summary>Trades in groups, so that one sees where the money was made and lost.</summary>
public static class TradeTable
{
    private static readonly DayOfWeek[] Week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <summary>By the Indian hour of the entry, "09:00" for 09:00 to 09:59.</summary>
    public static IReadOnlyList<TradeGroup> ByHour(IReadOnlyList<RunTrade> trades) =>
        Group(trades, trade => Ist.TimeOf(trade.Entry).Hour, hour => $"{hour:00}:00", Comparer<int>.Default);

    public static IReadOnlyList<TradeGroup> ByWeekday(IReadOnlyList<RunTrade> trades) =>
        Group(trades, trade => Array.IndexOf(Week, Ist.DateOf(trade.Entry).DayOfWeek), day => Week[day].ToString(), Comparer<int>.Default);

    /// <summary>By what was known at the last close before the entry.</summary>
    public static IReadOnlyList<TradeGroup> ByRegime(IReadOnlyList<RunTrade> trades) =>
        Group(trades, trade => trade.Regime.ToString(), name => name, StringComparer.Ordinal);

    public static IReadOnlyList<TradeGroup> ByInstrument(IReadOnlyList<RunTrade> trades) =>
        Group(trades, trade => trade.Symbol, name => name, StringComparer.Ordinal);

    public static IReadOnlyList<TradeGroup> BySide(IReadOnlyList<RunTrade> trades) =>
        Group(trades, trade => -trade.Side, side => side < 0 ? "long" : "short", Comparer<int>.Default);

    private static TradeGroup[] Group<TKey>(IReadOnlyList<RunTrade> trades, Func<RunTrade, TKey> keyOf, Func<TKey, string> nameOf, IComparer<TKey> order)
        where TKey : notnull =>
    [
        .. trades.GroupBy(keyOf).OrderBy(group => group.Key, order).Select(group =>
        {
            TradeFigures figures = TradeFigures.Of([.. group]);
            return new TradeGroup(nameOf(group.Key), figures.Count, figures.WinRate, figures.Gross, figures.Gross - figures.Net, figures.Net, figures.Expectancy, figures.ProfitFactor);
        }),
    ];
}
