using Astra.Markets;

namespace Astra.Research.Tuning;

/// <summary>Objectives of an equity curve over a range of bars, by the definitions of <see cref="PerformanceFigures"/>; higher is better.</summary>
public static class EquityScore
{
    public static IReadOnlyList<string> Names { get; } = ["sharpe", "sharpe-per-bar", "sortino", "calmar", "return", "drawdown"];

    /// <summary>
    /// The range as a run of its own, whose capital is the equity ahead of it. Ratios are annual (252 days, no risk-free rate) and of daily returns;
    /// <c>drawdown</c> is the deepest one as a negative share. A range in which equity never moved has 0 everywhere; NaN stands where a figure is
    /// not defined: fewer than two days, under a week (calmar), no losing day (sortino), equity at or below zero.
    /// </summary>
    /// <param name="times">Ends of all bars.</param>
    /// <param name="equity">Rupees at those times.</param>
    public static double[] Of(IReadOnlyList<string> names, Timestamp[] times, double[] equity, BarRange range)
    {
        double capital = Capital(equity, range);
        if (!(capital > 0)) return [.. names.Select(_ => double.NaN)];
        double[] own = equity[range.Begin..range.End];
        bool moved = Moved(equity, range);
        PerformanceFigures figures = Performance.Of(new RunRecord(capital, times[range.Begin..range.End], own, []));
        return [.. names.Select(name => moved ? Named(name, figures) ?? double.NaN : 0)];
    }

    /// <summary>Whether anything was held, or paid, in the range.</summary>
    public static bool Moved(double[] equity, BarRange range) => equity.AsSpan(range.Begin, range.Count).ContainsAnyExcept(Capital(equity, range));

    private static double Capital(double[] equity, BarRange range) => equity[Math.Max(0, range.Begin - 1)];

    private static double? Named(string name, PerformanceFigures figures) => name switch
    {
        "sharpe" => figures.Sharpe,
        "sharpe-per-bar" => figures.SharpePerBar,
        "sortino" => figures.Sortino,
        "calmar" => figures.Calmar,
        "return" => figures.TotalReturn,
        "drawdown" => -(figures.MaxDrawdown?.Depth ?? 0),
        _ => throw new ArgumentException($"objective {name}: give one of {string.Join(", ", Names)}", nameof(name)),
    };
}
