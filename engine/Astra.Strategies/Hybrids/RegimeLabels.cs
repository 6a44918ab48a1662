namespace Astra.Strategies;

/// <summary>The words for regimes in an expression.</summary>
internal static class RegimeLabels
{
    public static IReadOnlyList<string> Words { get; } = ["trend", "up", "down", "range", "volatile", "any"];

    public static MarketRegimes Of(string label) => label switch
    {
        "trend" => MarketRegimes.TrendingUp | MarketRegimes.TrendingDown,
        "up" => MarketRegimes.TrendingUp,
        "down" => MarketRegimes.TrendingDown,
        "range" => MarketRegimes.Ranging,
        "volatile" => MarketRegimes.Volatile,
        "any" => MarketRegimes.TrendingUp | MarketRegimes.TrendingDown | MarketRegimes.Ranging | MarketRegimes.Volatile,
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, $"one of {string.Join(", ", Words)} is needed"),
    };
}
