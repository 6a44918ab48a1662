using Astra.Indicators;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Reversion to the mean: after closes outside the Bollinger band, the first close back inside is bought or sold towards the middle, where
/// the trade ends.
/// </summary>
/// <remarks>
/// John Bollinger's warning is built in: a close outside a band is no signal against it, since bands are walked along in a trend; the
/// return is. Where the middle is too near to pay for the round trip there is no entry. Unlike <c>bollinger-vwap</c>, which buys the first close
/// outside, it enters later, at worse prices and with fewer losers.
/// </remarks>
internal sealed class BollingerReversion(int length, double width, double edgeBasisPoints) : IStrategy
{
    private readonly Bollinger _bands = new(length, width);
    private readonly double _edge = edgeBasisPoints / 10_000;
    private Excursion _excursion;
    private Stance _stance;

    public StrategyDecision OnBar(in Bar bar)
    {
        _bands.Update(in bar);
        if (!_bands.IsReady) return StrategyDecision.WarmingUp;
        double close = bar.Close.Rupees;
        (double lower, double middle, double upper) = (_bands.Lower, _bands.Value, _bands.Upper);
        return new StrategyDecision(Decide(close, lower, middle, upper, bar.OpensSession()), lower, middle, upper, close);
    }

    private StrategyAction Decide(double close, double lower, double middle, double upper, bool sessionStart)
    {
        int from = _excursion.Side;
        int outside = close < lower ? -1 : close > upper ? 1 : 0;
        _excursion.Update(outside);
        bool returned = from != 0 && outside == 0;
        if (returned && !sessionStart && (close - middle) * from > _edge * close) return _stance.Enter(-from);
        return _stance.Side != 0 && (close - middle) * _stance.Side >= 0 ? _stance.Leave() : StrategyAction.None;
    }

    public void Save(StateWriter writer)
    {
        _bands.Save(writer);
        _excursion.Save(writer);
        _stance.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _bands.Load(reader);
        _excursion.Load(reader);
        _stance.Load(reader);
    }
}

internal sealed class BollingerReversionDescriptor : StrategyDescriptor
{
    public override string Name => "bollinger-reversion";

    public override string Title => "Bollinger return to the mean";

    public override string Summary => "Enters on the first close back inside the band, towards the middle; leaves when the close reaches the middle band.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("length", 20, 2, 500, true, "bars of the band"),
        new("width", 2, 0.5, 5, false, "standard deviations from the middle to the band"),
        new("edge-bp", 5, 0, 500, false, "basis points of price that the middle must be away"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["lower", "middle", "upper", "close"];

    public override MarketRegimes Suits => MarketRegimes.Ranging;

    public override IReadOnlyList<string> Indicators { get; } = ["bollinger"];

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) => new BollingerReversion((int)values[0], values[1], values[2]);
}
