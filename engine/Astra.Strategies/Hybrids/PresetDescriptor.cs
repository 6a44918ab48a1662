namespace Astra.Strategies;

/// <summary>A strategy with other defaults: <c>macd-cross[fast=8,slow=21]</c>. A plan or tuner may still choose others.</summary>
/// <param name="defaults">One per parameter of the strategy, found valid.</param>
/// <param name="written">The brackets as they are written in a name.</param>
internal sealed class PresetDescriptor(StrategyDescriptor inner, double[] defaults, string written) : StrategyDescriptor
{
    public override string Name => inner.Name + written;

    public override string Title => inner.Title;

    public override string Summary => inner.Summary;

    public override IReadOnlyList<StrategyParameter> Parameters { get; } = WithDefaults(inner, defaults);

    public override IReadOnlyList<string> FigureNames => inner.FigureNames;

    public override MarketRegimes Suits => inner.Suits;

    public override IReadOnlyList<string> Indicators => inner.Indicators;

    public override bool TradesTheOpeningGap => inner.TradesTheOpeningGap;

    public override bool TakesSides => inner.TakesSides;

    public override PeerCount Peers => inner.Peers;

    public override string? FirstProblem(StrategyMarket market) => inner.FirstProblem(market);

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) => inner.Create(values, market);

    protected override int FirstConflict(ReadOnlySpan<double> values) => inner.FirstInvalid(values);

    private static StrategyParameter[] WithDefaults(StrategyDescriptor inner, double[] defaults)
    {
        StrategyParameter[] parameters = [.. inner.Parameters];
        for (int i = 0; i < parameters.Length; i++) parameters[i] = parameters[i] with { Default = defaults[i] };
        return parameters;
    }
}
