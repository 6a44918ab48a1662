using Astra.Indicators;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Time-series momentum: what has moved far for its own restlessness is followed while it goes on. The move over some bars is measured in
/// the range that a walk without memory would cover in them, ATR times the root of their number.
/// </summary>
/// <remarks>
/// That a market's own past return foretells its next is the finding of Moskowitz, Ooi and Pedersen (2012) for months; on minutes it is
/// weaker and charges are larger, hence a threshold and not the bare sign. A threshold passed by the overnight gap opens nothing, then or later.
/// </remarks>
internal sealed class MomentumBurst(int length, int atrLength, double enter, double leave) : IStrategy
{
    private readonly Momentum _move = new(length);
    private readonly Atr _atr = new(atrLength);
    private readonly double _root = Math.Sqrt(length);
    private Excursion _burst;
    private Stance _stance;

    public StrategyDecision OnBar(in Bar bar)
    {
        _move.Update(in bar);
        _atr.Update(in bar);
        if (!_move.IsReady || !_atr.IsReady) return StrategyDecision.WarmingUp;
        double usual = _atr.Value * _root;
        double score = usual > 0 ? _move.Value / usual : 0;
        int burst = _burst.Update(score > enter ? 1 : score < -enter ? -1 : 0);
        return new StrategyDecision(Decide(burst, score, bar.OpensSession()), score, _move.Value, _atr.Value, bar.Close.Rupees);
    }

    private StrategyAction Decide(int burst, double score, bool sessionStart)
    {
        if (burst != 0 && !sessionStart) return _stance.Enter(burst);
        return score * _stance.Side < leave ? _stance.Leave() : StrategyAction.None;
    }

    public void Save(StateWriter writer)
    {
        _move.Save(writer);
        _atr.Save(writer);
        _burst.Save(writer);
        _stance.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _move.Load(reader);
        _atr.Load(reader);
        _burst.Load(reader);
        _stance.Load(reader);
    }
}

internal sealed class MomentumBurstDescriptor : StrategyDescriptor
{
    private const int Enter = 2;
    private const int Leave = 3;

    public override string Name => "momentum";

    public override string Title => "Momentum for its volatility";

    public override string Summary => "Enters when the move over some bars is large for their ranges; leaves when it has shrunk.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("length", 20, 2, 1_000, true, "bars of the move"),
        new("atr", 20, 2, 500, true, "bars of the ATR that it is measured in"),
        new("enter", 1, 0.1, 10, false, "a move of this many usual ones is followed"),
        new("leave", 0.25, -5, 5, false, "under this many usual moves the trade ends; under enter"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["score", "move", "atr", "close"];

    public override MarketRegimes Suits => MarketRegimes.TrendingUp | MarketRegimes.TrendingDown;

    public override IReadOnlyList<string> Indicators { get; } = ["momentum", "atr"];

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) =>
        new MomentumBurst((int)values[0], (int)values[1], values[Enter], values[Leave]);

    protected override int FirstConflict(ReadOnlySpan<double> values) => values[Leave] >= values[Enter] ? Leave : -1;
}
