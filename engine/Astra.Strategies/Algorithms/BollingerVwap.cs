using Astra.Indicators;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Reversion to the mean: a close outside the Bollinger band and on the same side of the session's VWAP is bought or sold back towards
/// the middle. The trade ends at the middle band or at VWAP, whichever the close reaches first.
/// </summary>
/// <remarks>
/// One entry per excursion: a close that stays outside signals once. Entries wait until the session is a few bars old, because VWAP of
/// one bar is that bar; an excursion that began before is not traded late. Where the nearer target is too close to pay
/// for the round trip there is no entry. Without volume VWAP is the session's time-weighted typical price.
/// </remarks>
internal sealed class BollingerVwap(int length, double width, int settleBars, double edgeBasisPoints) : IStrategy
{
    private readonly Bollinger _bands = new(length, width);
    private readonly SessionAnchor _anchor = new();
    private readonly double _edge = edgeBasisPoints / 10_000;
    private Stance _stance;
    private Excursion _excursion;

    public StrategyDecision OnBar(in Bar bar)
    {
        _bands.Update(in bar);
        _anchor.Update(in bar);
        return _bands.IsReady
            ? new StrategyDecision(Decide(bar.Close.Rupees), _bands.Lower, _bands.Value, _bands.Upper, _anchor.Value)
            : StrategyDecision.WarmingUp;
    }

    private StrategyAction Decide(double close)
    {
        int outside = close < _bands.Lower ? -1 : close > _bands.Upper ? 1 : 0;
        bool fresh = _excursion.Update(outside) != 0;
        if (fresh && _anchor.Bars > settleBars && Room(close, -outside) > _edge * close) return _stance.Enter(-outside);
        return _stance.Side != 0 && Room(close, _stance.Side) <= 0 ? _stance.Leave() : StrategyAction.None;
    }

    /// <summary>Rupees from the close to the nearer of middle band and VWAP in a side's favour; negative once past it.</summary>
    private double Room(double close, int side) => Math.Min((_bands.Value - close) * side, (_anchor.Value - close) * side);

    public void Save(StateWriter writer)
    {
        _bands.Save(writer);
        _anchor.Save(writer);
        _stance.Save(writer);
        _excursion.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _bands.Load(reader);
        _anchor.Load(reader);
        _stance.Load(reader);
        _excursion.Load(reader);
    }
}

internal sealed class BollingerVwapDescriptor : StrategyDescriptor
{
    public override string Name => "bollinger-vwap";

    public override string Title => "Bollinger reversion to VWAP";

    public override string Summary =>
        "Enters against a close outside the band and beyond session VWAP; leaves when the close reaches the middle band or VWAP.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("length", 20, 2, 500, true, "bars of the band"),
        new("width", 2, 0.5, 5, false, "standard deviations from the middle to the band"),
        new("settle-bars", 5, 1, 120, true, "bars of the session to pass before entries"),
        new("edge-bp", 5, 0, 500, false, "basis points of price that the nearer target must be away"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["lower", "middle", "upper", "vwap"];

    public override MarketRegimes Suits => MarketRegimes.Ranging;

    public override IReadOnlyList<string> Indicators { get; } = ["bollinger", "session-vwap"];

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) =>
        new BollingerVwap((int)values[0], values[1], (int)values[2], values[3]);
}
