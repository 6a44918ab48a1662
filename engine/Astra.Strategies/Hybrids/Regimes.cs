using Astra.Indicators;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// One member for each regime: the first, in the order written, whose regime rules may enter. All of them see every bar, so that each is warm
/// when its time comes. Who opened a trade may end it in any regime; an entry of the ruling one takes it over.
/// </summary>
/// <remarks>
/// The regime is the one an advisor has named last. Until one has, a plain rule of its own: a trend from Wilder's ADX of
/// <c>trend-from</c> on (25 is his), to the side of the stronger directional indicator, else a range; volatile besides when ATR over the short
/// length is <c>volatile-from</c> times that over the long one.
/// </remarks>
internal sealed class Regimes(IStrategy[] members, MarketRegimes[] rules, int length, double trendFrom, int calmLength, double volatileFrom)
    : HybridStrategy(members)
{
    private readonly Adx _adx = new(length);
    private readonly Atr _short = new(length);
    private readonly Atr _long = new(calmLength);
    private MarketRegimes _named;
    private int _ruling = -1;
    private int _owner = -1;

    /// <summary>The advisor's, or the rule's as long as there is none.</summary>
    private MarketRegimes Current => _named != MarketRegimes.None ? _named : Found;

    private MarketRegimes Found
    {
        get
        {
            MarketRegimes found = _adx.Value < trendFrom ? MarketRegimes.Ranging
                : _adx.PlusDi >= _adx.MinusDi ? MarketRegimes.TrendingUp : MarketRegimes.TrendingDown;
            return _short.Value > 0 && _short.Value >= volatileFrom * _long.Value ? found | MarketRegimes.Volatile : found;
        }
    }

    protected override bool IsReady => _adx.IsReady && _short.IsReady && _long.IsReady;

    public override void OnRegime(MarketRegimes regime)
    {
        _named = regime;
        base.OnRegime(regime);
    }

    protected override void Observe(in Bar bar)
    {
        _adx.Update(in bar);
        _short.Update(in bar);
        _long.Update(in bar);
    }

    protected override (int Enter, bool Leave) Judge()
    {
        _ruling = Ruling(Current);
        int enter = _ruling < 0 ? 0 : SideOf(Said[_ruling]);
        // An entry of the owner to its own side is nothing new; to the other side it has left.
        bool leave = _owner >= 0 && (Said[_owner] == StrategyAction.Exit || SideOf(Said[_owner]) * Side < 0);
        return (enter, leave);
    }

    protected override void Entered() => _owner = _ruling;

    protected override StrategyDecision Tell(StrategyAction action) =>
        new(action, (double)Current, _adx.Value, _long.Value > 0 ? _short.Value / _long.Value : 0, _ruling + 1);

    private int Ruling(MarketRegimes regime)
    {
        for (int i = 0; i < rules.Length; i++)
            if ((rules[i] & regime) != 0) return i;
        return -1;
    }

    private static int SideOf(StrategyAction action) => action is StrategyAction.EnterLong or StrategyAction.EnterShort ? (int)action : 0;

    public override void Save(StateWriter writer)
    {
        base.Save(writer);
        _adx.Save(writer);
        _short.Save(writer);
        _long.Save(writer);
        writer.Write(_named);
        writer.Write(_ruling);
        writer.Write(_owner);
    }

    public override void Load(StateReader reader)
    {
        base.Load(reader);
        _adx.Load(reader);
        _short.Load(reader);
        _long.Load(reader);
        _named = reader.Read<MarketRegimes>();
        _ruling = reader.Read<int>();
        _owner = reader.Read<int>();
    }
}

internal sealed class RegimesDescriptor(HybridParts parts) : HybridDescriptor("regimes", parts, Own)
{
    private static readonly StrategyParameter[] Own =
    [
        new("adx", 14, 2, 100, true, "bars of ADX and of the short ATR"),
        new("trend-from", 25, 5, 80, false, "ADX from which on there is a trend"),
        new("calm", 50, 5, 500, true, "bars of the long ATR"),
        new("volatile-from", 1.5, 1, 10, false, "short over long ATR from which on it is volatile"),
    ];

    public override string Title => "One strategy for each regime";

    public override string Summary => "The member of the regime that rules may enter; who opened a trade ends it.";

    public override IReadOnlyList<string> FigureNames { get; } = ["regime", "adx", "volatility", "member"];

    public override MarketRegimes Suits
    {
        get
        {
            MarketRegimes suits = MarketRegimes.None;
            foreach (string label in Parts.Labels) suits |= RegimeLabels.Of(label);
            return suits;
        }
    }

    public override IReadOnlyList<string> Indicators => DistinctIndicators(["adx", "atr"]);

    protected override IStrategy Combine(IStrategy[] members, ReadOnlySpan<double> own)
    {
        MarketRegimes[] rules = new MarketRegimes[members.Length];
        for (int i = 0; i < rules.Length; i++) rules[i] = RegimeLabels.Of(Parts.Labels[i]);
        return new Regimes(members, rules, (int)own[0], own[1], (int)own[2], own[3]);
    }
}
