using Astra.Markets;

namespace Astra.Strategies.Tests.Hybrids;

/// <summary>A member that says what it was told to say, bar by bar; <c>null</c> is a bar of warm-up.</summary>
internal sealed class Scripted(params StrategyAction?[] script) : IScoreStrategy, IRegimeStrategy, IPositionStrategy
{
    private int _bar;

    public List<MarketRegimes> Regimes { get; } = [];

    public List<(int Peer, int Units)> Positions { get; } = [];

    /// <summary>What it says to a score.</summary>
    public StrategyAction OnNews { get; init; }

    public StrategyDecision OnBar(in Bar bar) => script[_bar++] is { } action ? new StrategyDecision(action, 1, 0, 0, 0) : StrategyDecision.WarmingUp;

    public StrategyDecision OnScore(in MarketScore score) => new(OnNews, 1, 0, 0, 0);

    public void OnRegime(MarketRegimes regime) => Regimes.Add(regime);

    public void OnPosition(int peer, int units) => Positions.Add((peer, units));

    public void Save(StateWriter writer) => writer.Write(_bar);

    public void Load(StateReader reader) => _bar = reader.Read<int>();
}
