using Astra.Markets;

namespace Astra.Research;

public enum TrendLabel : byte
{
    /// <summary>Too few bars before it.</summary>
    Unknown,
    Down,
    Sideways,
    Up,
}

public enum VolatilityLabel : byte
{
    Unknown,
    Low,
    Middle,
    High,
}

/// <summary>A simple name for the market at a bar's close, from that bar and those before it.</summary>
public readonly record struct RegimeLabel(TrendLabel Trend, VolatilityLabel Volatility)
{
    public override string ToString() => (Trend, Volatility) switch
    {
        (TrendLabel.Unknown, _) or (_, VolatilityLabel.Unknown) => "too early to say",
        _ => $"{Words(Trend)}, {Volatility.ToString().ToLowerInvariant()} volatility",
    };

    private static string Words(TrendLabel trend) => trend switch { TrendLabel.Down => "trending down", TrendLabel.Up => "trending up", _ => "sideways" };
}

/// <summary>
/// Labels of every bar. Trend: Kaufman's efficiency ratio (net move over the path walked) of the last 20 bars, trending at 0.3 or more. Volatility:
/// the deviation of the last 20 returns against the terciles of its own last 500 values. For tables of what happened when, not for trading.
/// </summary>
public static class RegimeLabels
{
    public const int Window = 20;
    public const int Memory = 500;
    public const double TrendAt = 0.3;
    /// <summary>Volatilities seen before terciles mean anything.</summary>
    private const int LeastSeen = 60;

    public static RegimeLabel[] Of(ReadOnlySpan<Bar> bars)
    {
        RegimeLabel[] labels = new RegimeLabel[bars.Length];
        double[] returns = new double[bars.Length], seen = new double[bars.Length];
        List<double> sorted = new(Memory + 1);
        for (int i = 1; i < bars.Length; i++) returns[i] = (double)(bars[i].Close.Units - bars[i - 1].Close.Units) / bars[i - 1].Close.Units;
        for (int i = Window; i < bars.Length; i++)
        {
            double volatility = Moments.Of(returns.AsSpan(i - Window + 1, Window)).Deviation ?? 0;
            labels[i] = new(TrendAtBar(bars, i), sorted.Count < LeastSeen ? VolatilityLabel.Unknown : Tercile(sorted, volatility));
            seen[i] = volatility;
            Insert(sorted, volatility);
            if (sorted.Count > Memory) sorted.RemoveAt(sorted.BinarySearch(seen[i - Memory]));
        }
        return labels;
    }

    private static TrendLabel TrendAtBar(ReadOnlySpan<Bar> bars, int at)
    {
        long path = 0, move = bars[at].Close.Units - bars[at - Window].Close.Units;
        for (int i = at - Window + 1; i <= at; i++) path += Math.Abs(bars[i].Close.Units - bars[i - 1].Close.Units);
        if (path == 0 || Math.Abs(move) < TrendAt * path) return TrendLabel.Sideways;
        return move > 0 ? TrendLabel.Up : TrendLabel.Down;
    }

    private static VolatilityLabel Tercile(List<double> sorted, double value) =>
        value <= sorted[sorted.Count / 3] ? VolatilityLabel.Low : value <= sorted[sorted.Count * 2 / 3] ? VolatilityLabel.Middle : VolatilityLabel.High;

    private static void Insert(List<double> sorted, double value)
    {
        int at = sorted.BinarySearch(value);
        sorted.Insert(at < 0 ? ~at : at, value);
    }
}
