using Astra.Indicators;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Breakout: SuperTrend turns while the close is beyond the session's VWAP on the same side. The turn back ends the trade, and starts the
/// opposite one when VWAP agrees.
/// </summary>
/// <remarks>
/// SuperTrend runs on overnight, so the first bar of a session may turn it by the gap alone. A turn within the first bars ends a trade but
/// opens none, since VWAP means little yet, and is not made up for later. Without volume VWAP is the session's time-weighted typical price.
/// </remarks>
internal sealed class SuperTrendVwap(int length, double width, int settleBars) : IStrategy
{
    private readonly SuperTrend _trend = new(length, width);
    private readonly SessionAnchor _anchor = new();
    private SignTracker _turn;
    private Stance _stance;

    public StrategyDecision OnBar(in Bar bar)
    {
        _trend.Update(in bar);
        _anchor.Update(in bar);
        if (!_trend.IsReady) return StrategyDecision.WarmingUp;
        int turn = _turn.Update(_trend.Direction);
        return new StrategyDecision(Decide(turn, bar.Close.Rupees), _trend.Value, _trend.Direction, _trend.Atr, _anchor.Value);
    }

    private StrategyAction Decide(int turn, double close)
    {
        if (turn == 0) return StrategyAction.None;
        bool breakout = _anchor.Bars > settleBars && (close - _anchor.Value) * turn > 0;
        return breakout ? _stance.Enter(turn) : _stance.Leave();
    }

    public void Save(StateWriter writer)
    {
        _trend.Save(writer);
        _anchor.Save(writer);
        _turn.Save(writer);
        _stance.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _trend.Load(reader);
        _anchor.Load(reader);
        _turn.Load(reader);
        _stance.Load(reader);
    }
}

internal sealed class SuperTrendVwapDescriptor : StrategyDescriptor
{
    public override string Name => "supertrend-vwap";

    public override string Title => "SuperTrend breakout beyond VWAP";

    public override string Summary =>
        "Enters when SuperTrend turns with the close beyond session VWAP; leaves or turns when SuperTrend turns back.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("length", 10, 2, 200, true, "bars of the ATR"),
        new("width", 3, 0.5, 10, false, "ATRs from the bar's middle to the band"),
        new("settle-bars", 3, 1, 120, true, "bars of the session to pass before entries"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["supertrend", "direction", "atr", "vwap"];

    public override MarketRegimes Suits => MarketRegimes.TrendingUp | MarketRegimes.TrendingDown | MarketRegimes.Volatile;

    public override IReadOnlyList<string> Indicators { get; } = ["supertrend", "session-vwap"];

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) => new SuperTrendVwap((int)values[0], values[1], (int)values[2]);
}
