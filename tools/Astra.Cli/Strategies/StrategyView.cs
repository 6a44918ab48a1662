using System.Text.Json;
using Astra.Strategies;

namespace Astra.Cli;

/// <summary>A strategy as it is told to people and scripts.</summary>
/// <param name="Suits">Words as in an expression: up, down, range, volatile.</param>
/// <param name="Peers">How many other instruments it watches, at least and at most.</param>
/// <param name="Expected">What it did on the generated day, as it stands beside its code; null where there is none.</param>
internal sealed record StrategyView(
    string Name, IReadOnlyList<string> Aliases, string Title, string Summary, IReadOnlyList<string> Suits, IReadOnlyList<string> Indicators,
    IReadOnlyList<StrategyParameter> Parameters, IReadOnlyList<string> Figures, bool TradesTheOpeningGap, PeerCount Peers, JsonElement? Expected)
{
    public static StrategyView Of(StrategyDescriptor strategy) => new(
        strategy.Name, strategy.Aliases, strategy.Title, strategy.Summary, Words(strategy.Suits), strategy.Indicators,
        strategy.Parameters, strategy.FigureNames, strategy.TradesTheOpeningGap, strategy.Peers, ExpectedOf(strategy.Name));

    private static string[] Words(MarketRegimes regimes)
    {
        (MarketRegimes Regime, string Word)[] all =
        [
            (MarketRegimes.TrendingUp, "up"), (MarketRegimes.TrendingDown, "down"), (MarketRegimes.Ranging, "range"), (MarketRegimes.Volatile, "volatile"),
        ];
        return [.. all.Where(w => (regimes & w.Regime) != 0).Select(w => w.Word)];
    }

    private static JsonElement? ExpectedOf(string name)
    {
        // An expression has no file; its characters need not make a file name either.
        if (!StrategyRegistry.All.Any(s => s.Name == name)) return null;
        string file = Path.Combine(AppContext.BaseDirectory, "expected", name + ".expected.json");
        return File.Exists(file) ? JsonDocument.Parse(File.ReadAllText(file)).RootElement : null;
    }
}
