using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Hedges options held by other plans: on their future, share or index it holds the opposite of the sum of delta x position, in whole lots, and
/// trades again when that has moved outside a band.
/// </summary>
/// <remarks>
/// Peers are the options. Each one's volatility is implied by its latest bar; an option that did not trade in an interval keeps it, and its
/// delta follows the underlying. Deltas are Black's of 1976 on a future, those of Black, Scholes and Merton otherwise. It decides when
/// the bars of its own instrument and of every option that is held have come, else with the first bar of the next time, with what it knows.
/// The band is the simplest of the rules compared by Zakamouline ("Optimal hedging of options with transaction costs", 2006): a fixed
/// width around the delta. An expired option has no delta; without positions it holds nothing.
/// </remarks>
internal sealed class DeltaHedge : IPeerStrategy, IPositionStrategy
{
    private readonly int _lot;
    private readonly double _band, _assumed;
    private readonly OptionLens[] _lenses;
    private readonly double[] _scales;
    private readonly int[] _units;
    private readonly double[] _volatilities, _prices;
    private BarSet _set;
    private int _held, _asked;
    private double _price, _wanted, _optionsDelta;
    private bool _open, _warm;

    public DeltaHedge(ReadOnlySpan<double> v, StrategyMarket market)
    {
        int n = market.Peers.Count;
        _lot = market.Instrument.LotSize;
        (_band, _assumed) = (v[0] * _lot, v[1] / 100);
        (_lenses, _scales) = (new OptionLens[n], new double[n]);
        for (int i = 0; i < n; i++)
        {
            _lenses[i] = new OptionLens(market.Peers[i], market.Instrument, v[2] / 100, (int)v[3]);
            _scales[i] = (double)market.Peers[i].Multiplier / market.Instrument.Multiplier;
        }
        (_units, _volatilities, _prices) = (new int[n], new double[n], new double[n]);
        Array.Fill(_volatilities, _assumed);
        _set = new BarSet(n + 1);
    }

    /// <summary>The bars without which there is no decision yet: its own and those of options held.</summary>
    private uint Needed
    {
        get
        {
            uint needed = 1;
            for (int i = 0; i < _units.Length; i++)
                if (_units[i] != 0) needed |= 1u << (i + 1);
            return needed;
        }
    }

    public void OnPosition(int peer, int units)
    {
        if (peer < 0) _held = units;
        else _units[peer] = units;
    }

    public StrategyDecision OnBar(in Bar bar) => Take(0, in bar);

    public StrategyDecision OnPeerBar(int peer, in Bar bar) => Take(peer + 1, in bar);

    private StrategyDecision Take(int slot, in Bar bar)
    {
        if (bar.Close.Units <= 0 || bar.End < _set.Time) return Figures(StrategyAction.None);
        // What the last time left undone is decided now, before this bar counts.
        StrategyDecision late = _set.Starts(slot, in bar) && _open && _set.Has(1) ? Decide() : Figures(StrategyAction.None);
        if (_set.Starts(slot, in bar))
        {
            Learn();
            _open = true;
        }
        _set.Take(slot, in bar);
        if (slot == 0) _price = bar.Close.Rupees;
        else _prices[slot - 1] = bar.Close.Rupees;
        return late.Action == StrategyAction.None && _open && _set.Has(Needed) ? Decide() : late;
    }

    private StrategyDecision Decide()
    {
        _open = false;
        Learn();
        double sum = 0;
        for (int i = 0; i < _lenses.Length; i++)
            if (_units[i] != 0) sum += _units[i] * _scales[i] * _lenses[i].Delta(_set.Time, _price, _volatilities[i]);
        _optionsDelta = sum;
        _wanted = 0 - sum;
        bool first = !_warm;
        _warm = true;
        int target = Lots.Nearest(_wanted, _lot);
        // Nothing to hedge is no matter of bands; and what was asked for and did not come is asked for again.
        bool outside = sum == 0 ? _asked != 0 : Math.Abs(_wanted - _asked) > _band && target != _asked;
        if (first || !(outside || _asked != _held)) return Figures(StrategyAction.None);
        if (outside) _asked = target;
        return Figures(StrategyAction.Hold) with { Units = _asked };
    }

    /// <summary>Turns the prices of the set into volatilities, once each: without its own bar of the same time a price says nothing.</summary>
    private void Learn()
    {
        for (int i = 0; i < _prices.Length; i++)
        {
            if (_prices[i] > 0 && _set.Has(1) && _lenses[i].Implied(_set.Time, _prices[i], _price) is { IsOk: true } implied)
                _volatilities[i] = implied.Volatility;
            _prices[i] = 0;
        }
    }

    private StrategyDecision Figures(StrategyAction action) =>
        _warm ? new StrategyDecision(action, _optionsDelta, _wanted, _held, _price) : StrategyDecision.WarmingUp;

    public void Save(StateWriter writer)
    {
        writer.WriteSpan<int>(_units);
        writer.WriteSpan<double>(_volatilities);
        writer.WriteSpan<double>(_prices);
        _set.Save(writer);
        writer.Write(_held);
        writer.Write(_asked);
        writer.WriteSpan<double>([_price, _wanted, _optionsDelta]);
        writer.Write(_open);
        writer.Write(_warm);
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<int>(_units);
        reader.ReadInto<double>(_volatilities);
        reader.ReadInto<double>(_prices);
        _set.Load(reader);
        _held = reader.Read<int>();
        _asked = reader.Read<int>();
        Span<double> v = stackalloc double[3];
        reader.ReadInto(v);
        (_price, _wanted, _optionsDelta) = (v[0], v[1], v[2]);
        _open = reader.Read<bool>();
        _warm = reader.Read<bool>();
    }
}

internal sealed class DeltaHedgeDescriptor : StrategyDescriptor
{
    public override string Name => "delta-hedge";

    public override string Title => "Delta hedge of options";

    public override string Summary =>
        "Holds the opposite of the options' delta in their underlying; trades again when that has moved outside a band, and leaves when the options are gone.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("band", 0.6, 0.5, 20, false, "lots of the underlying that the delta may be away from the hedge"),
        new("volatility", 15, 1, 300, false, "percent a year, for an option that has not shown its own yet"),
        new("rate", 6.5, 0, 20, false, "interest, percent a year, continuous"),
        new("expiry-minute", 930, 1, 1_439, true, "minute of the day, IST, at which the options expire; 930 is 15:30"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["options-delta", "wanted", "held", "underlying"];

    public override MarketRegimes Suits => MarketRegimes.TrendingUp | MarketRegimes.TrendingDown | MarketRegimes.Ranging | MarketRegimes.Volatile;

    public override IReadOnlyList<string> Indicators { get; } = ["implied-volatility", "delta"];

    public override PeerCount Peers => new(1, 8);

    public override string? FirstProblem(StrategyMarket market)
    {
        if (!Peers.Allows(market.Peers.Count)) return $"{Name} needs {Peers} peers: the options that it hedges (the plan names {market.Peers.Count})";
        if (market.Instrument.Kind == InstrumentKind.Option) return $"{Name}: {market.Instrument.Symbol} is an option; give the plan to its future, share or index";
        foreach (Instrument option in market.Peers)
            if ((PeerRules.IsOption(Name, option) ?? PeerRules.IsUnderlying(Name, option, market.Instrument)) is { } problem) return problem;
        return PeerRules.Distinct(Name, market);
    }

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) => new DeltaHedge(values, market);
}
