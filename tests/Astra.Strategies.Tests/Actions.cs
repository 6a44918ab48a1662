namespace Astra.Strategies.Tests;

/// <summary>Short names of actions, to be used with <c>using static</c>.</summary>
internal static class Actions
{
    public const StrategyAction None = StrategyAction.None;
    public const StrategyAction Long = StrategyAction.EnterLong;
    public const StrategyAction Short = StrategyAction.EnterShort;
    public const StrategyAction Exit = StrategyAction.Exit;

    /// <summary>What a strategy says over bars, its silences left out.</summary>
    public static StrategyAction[] Signals(this IStrategy strategy, IEnumerable<Astra.Markets.Bar> bars) =>
        [.. strategy.Actions(bars).Where(a => a != None)];
}
