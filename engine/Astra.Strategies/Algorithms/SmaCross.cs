using Astra.Indicators;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// The plainest follower of trends: long when the fast average of closes rises over the slow one, short when it falls under. Every
/// crossing is said, by the overnight gap too.
/// </summary>
/// <remarks>
/// Averages of ticked prices tie exactly now and then, so the sign is decided between integers.
/// </remarks>
internal sealed class SmaCross(int fast, int slow) : IStrategy
{
    private readonly SmaDifference _difference = new(fast, slow);
    private Crossover _cross;

    public StrategyDecision OnBar(in Bar bar)
    {
        _difference.Update(bar.Close);
        if (!_difference.IsReady) return StrategyDecision.WarmingUp;
        int cross = _cross.Update(_difference.Sign);
        return new StrategyDecision((StrategyAction)cross, _difference.Fast, _difference.Slow, _difference.Value, bar.Close.Rupees);
    }

    public void Save(StateWriter writer)
    {
        _difference.Save(writer);
        _cross.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _difference.Load(reader);
        _cross.Load(reader);
    }
}

internal sealed class SmaCrossDescriptor : StrategyDescriptor
{
    private const int Fast = 0;
    private const int Slow = 1;

    public override string Name => "sma-cross";

    public override IReadOnlyList<string> Aliases { get; } = ["sma"];

    public override string Title => "Crossing of two averages";

    public override string Summary => "Long when the fast simple average of closes rises over the slow one, short when it falls under; always in the market.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("fast", 10, 1, 500, true, "fast average, bars; under slow"),
        new("slow", 30, 2, 1_000, true, "slow average, bars"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["fast", "slow", "difference", "close"];

    public override MarketRegimes Suits => MarketRegimes.TrendingUp | MarketRegimes.TrendingDown;

    public override IReadOnlyList<string> Indicators { get; } = ["sma"];

    public override bool TradesTheOpeningGap => true;

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) => new SmaCross((int)values[Fast], (int)values[Slow]);

    protected override int FirstConflict(ReadOnlySpan<double> values) => values[Fast] >= values[Slow] ? Fast : -1;
}
