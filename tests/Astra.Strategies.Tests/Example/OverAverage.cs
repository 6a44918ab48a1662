using Astra.Indicators;
using Astra.Markets;
namespace Astra.Strategies;

internal sealed class OverAverage(int length) : IStrategy
{
    private readonly SmaDifference _over = new(1, length);
    private Crossover _cross;
    private Stance _stance;
    public StrategyDecision OnBar(in Bar bar)
    {
        _over.Update(in bar);
        int cross = _over.IsReady ? _cross.Update(_over.Sign) : 0;
        StrategyAction action = cross > 0 && !bar.OpensSession() ? _stance.Enter(1) : cross < 0 ? _stance.Leave() : StrategyAction.None;
        return new StrategyDecision(action, _over.Fast, _over.Slow, _over.Value, cross);
    }
    public void Save(StateWriter writer) { _over.Save(writer); _cross.Save(writer); _stance.Save(writer); }
    public void Load(StateReader reader) { _over.Load(reader); _cross.Load(reader); _stance.Load(reader); }
}

internal sealed class OverAverageDescriptor : StrategyDescriptor
{
    public override string Name => "over-average";
    public override string Title => "Close over its average";
    public override string Summary => "Buys when the close rises over its average, sells when it falls under.";
    public override IReadOnlyList<StrategyParameter> Parameters { get; } = [new("length", 20, 2, 500, true, "bars of the average")];
    public override IReadOnlyList<string> FigureNames { get; } = ["close", "average", "difference", "cross"];
    public override MarketRegimes Suits => MarketRegimes.TrendingUp;
    public override IReadOnlyList<string> Indicators { get; } = ["sma"];
    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) => new OverAverage((int)values[0]);
}
