namespace Astra.Research.Tuning;

/// <summary>Objectives of an equity curve over a range of bars; higher is better.</summary>
public static class EquityScore
{
    public static IReadOnlyList<string> Names { get; } = ["sharpe", "sortino", "return", "calmar", "drawdown"];

    /// <summary>
    /// <c>return</c>: change as a share of the first value; <c>drawdown</c>: the deepest fall from a peak as a negative share; <c>calmar</c>: return by
    /// that fall, 0 when there is none; <c>sharpe</c>, <c>sortino</c>: mean of the bars' returns by their deviation, or by that of the
    /// losses, times the root of the number of bars (of the range, not of a year); 0 when nothing moved.
    /// </summary>
    public static double Of(string name, ReadOnlySpan<double> equity)
    {
        if (equity.Length < 2) return double.NaN;
        double sum = 0, squares = 0, losses = 0, peak = equity[0], fall = 0;
        for (int i = 1; i < equity.Length; i++)
        {
            double change = equity[i] / equity[i - 1] - 1;
            sum += change;
            squares += change * change;
            if (change < 0) losses += change * change;
            peak = Math.Max(peak, equity[i]);
            fall = Math.Max(fall, 1 - equity[i] / peak);
        }
        int count = equity.Length - 1;
        double mean = sum / count, total = equity[^1] / equity[0] - 1;
        return name switch
        {
            "return" => total,
            "drawdown" => -fall,
            "calmar" => fall > 0 ? total / fall : 0,
            "sharpe" => Ratio(mean, squares / count - mean * mean, count),
            "sortino" => Ratio(mean, losses / count, count),
            _ => throw new ArgumentException($"objective {name}: give one of {string.Join(", ", Names)}", nameof(name)),
        };
    }

    private static double Ratio(double mean, double variance, int count) => variance > 1e-24 ? mean / Math.Sqrt(variance) * Math.Sqrt(count) : 0;
}
