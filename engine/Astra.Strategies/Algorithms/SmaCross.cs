using Astra.Indicators;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// The plainest follower of trends: long when the fast average of closes rises over the slow one, short when it falls under. Every
/// crossing is said, by the overnight gap too.
/// </summary>
/// <remarks>
/// Averages of ticked prices tie exactly now and then, so the sign is decided between integers: the fast sum times the slow length against
/// the slow sum times the fast length. Largest: a sum of 1,000 prices times 1,000, far inside a long.
/// </remarks>
internal sealed class SmaCross(int fast, int slow) : IStrategy
{
    private readonly Sma _fast = new(fast);
    private readonly Sma _slow = new(slow);
    private ZeroCross _cross;

    public StrategyDecision OnBar(in Bar bar)
    {
        _fast.Update(bar.Close);
        _slow.Update(bar.Close);
        if (!_slow.IsReady) return StrategyDecision.WarmingUp;
        int sign = (_fast.SumUnits * slow).CompareTo(_slow.SumUnits * fast);
        double fastValue = _fast.Value;
        double slowValue = _slow.Value;
        return new StrategyDecision((StrategyAction)_cross.Update(sign), fastValue, slowValue, fastValue - slowValue, bar.Close.Rupees);
    }

    public void Save(StateWriter writer)
    {
        _fast.Save(writer);
        _slow.Save(writer);
        _cross.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _fast.Load(reader);
        _slow.Load(reader);
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
