using Astra.Indicators;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Buys an option when its underlying breaks out of its range: a call on a close above the highest high, a put on a close below the lowest low of
/// the bars before. It sells when the underlying closes back beyond the middle of its range, or before expiry.
/// </summary>
/// <remarks>
/// The peer is the underlying. A breakout is bought once, on the first close beyond the range, and only where the option's implied volatility is
/// below a limit and enough time is left: a dear option loses to a fall of volatility what the move earns. It decides when
/// the bars of option and underlying of one time have come; an option without a bar did not trade, and the breakout then is missed. A trade that
/// the engine ended is over, and the next breakout a new one.
/// </remarks>
internal sealed class OptionBuyingBreakout : IPeerStrategy, IPositionStrategy
{
    private readonly int _direction;
    private readonly double _mostVolatility, _leastYears, _mostYears, _leaveYears;
    private readonly OptionLens _lens;
    private readonly Donchian _range;
    private BarSet _set = new(2);
    private Stance _stance;
    private Bar _underlying;
    private Price _option;
    private double _upper, _lower, _implied;
    private int _held;
    private bool _outside, _warm;

    public OptionBuyingBreakout(ReadOnlySpan<double> v, StrategyMarket market)
    {
        _direction = market.Instrument.Right == OptionRight.Call ? 1 : -1;
        _range = new Donchian((int)v[0]);
        _mostVolatility = v[1] / 100;
        (_leastYears, _mostYears) = (v[2] / YearFraction.DaysPerYear, v[3] / YearFraction.DaysPerYear);
        _leaveYears = v[4] * Timestamp.NanosPerMinute / ((double)YearFraction.DaysPerYear * Timestamp.NanosPerDay);
        _lens = new OptionLens(market.Instrument, market.Peers[0], v[5] / 100, (int)v[6]);
    }

    public StrategyDecision OnBar(in Bar bar) => Take(0, in bar);

    public StrategyDecision OnPeerBar(int peer, in Bar bar) => Take(1, in bar);

    public void OnPosition(int peer, int units)
    {
        if (peer >= 0) return;
        // A stop or the day's end has sold it.
        if (units == 0 && _held != 0) _stance.Leave();
        _held = units;
    }

    private StrategyDecision Take(int slot, in Bar bar)
    {
        if (bar.Close.Units <= 0) return Figures(StrategyAction.None);
        // A range is the underlying's own: an interval in which the option did not trade belongs to it too.
        if (_set.Starts(slot, in bar) && !_set.IsFull && _set.Has(1 << 1)) Widen();
        if (!_set.Take(slot, in bar)) return Figures(StrategyAction.None);
        if (slot == 0) _option = bar.Close;
        else _underlying = bar;
        if (_stance.Side != 0 && _lens.Years(_set.Time) <= _leaveYears) return Figures(_stance.Leave());
        return _set.IsFull ? Decide() : Figures(StrategyAction.None);
    }

    private StrategyDecision Decide()
    {
        bool ready = _range.IsReady;
        (_upper, _lower) = (_range.Upper, _range.Lower);
        double close = _underlying.Close.Rupees;
        bool outside = ready && (_direction > 0 ? close > _upper : close < _lower);
        bool fresh = _warm && outside && !_outside;
        _outside = outside;
        _range.Update(in _underlying);
        if (!ready) return StrategyDecision.WarmingUp;
        _warm = true;
        ImpliedVolatility implied = _lens.Implied(_set.Time, _option.Rupees, close);
        _implied = implied.IsOk ? implied.Volatility : 0;
        if (_stance.Side != 0) return (close - 0.5 * (_upper + _lower)) * _direction < 0 ? Figures(_stance.Leave()) : Figures(StrategyAction.None);
        double years = _lens.Years(_set.Time);
        bool fits = implied.IsOk && _implied <= _mostVolatility && years >= _leastYears && years <= _mostYears && years > _leaveYears;
        return Figures(fresh && fits && !_set.IsSessionStart ? _stance.Enter(1) : StrategyAction.None);
    }

    /// <summary>Takes the underlying's last bar into the range without a decision.</summary>
    private void Widen()
    {
        if (_range.IsReady)
        {
            double close = _underlying.Close.Rupees;
            _outside = _direction > 0 ? close > _range.Upper : close < _range.Lower;
        }
        _range.Update(in _underlying);
    }

    private StrategyDecision Figures(StrategyAction action) =>
        _warm ? new StrategyDecision(action, _upper, _lower, _underlying.Close.Rupees, _implied) : StrategyDecision.WarmingUp;

    public void Save(StateWriter writer)
    {
        _range.Save(writer);
        _set.Save(writer);
        _stance.Save(writer);
        writer.Write(_underlying);
        writer.Write(_option);
        writer.WriteSpan<double>([_upper, _lower, _implied]);
        writer.Write(_held);
        writer.Write(_outside);
        writer.Write(_warm);
    }

    public void Load(StateReader reader)
    {
        _range.Load(reader);
        _set.Load(reader);
        _stance.Load(reader);
        _underlying = reader.Read<Bar>();
        _option = reader.Read<Price>();
        Span<double> v = stackalloc double[3];
        reader.ReadInto(v);
        (_upper, _lower, _implied) = (v[0], v[1], v[2]);
        _held = reader.Read<int>();
        _outside = reader.Read<bool>();
        _warm = reader.Read<bool>();
    }
}

internal sealed class OptionBuyingBreakoutDescriptor : StrategyDescriptor
{
    public override string Name => "option-buying-breakout";

    public override string Title => "Buying options on a breakout";

    public override string Summary =>
        "Buys the call (put) when the underlying closes above (below) its range while volatility is not dear; leaves when it is back past the middle, or before expiry.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("length", 30, 5, 1_000, true, "bars of the underlying's range"),
        new("most-volatility", 40, 1, 300, false, "implied volatility up to which to buy, percent a year"),
        new("least-days", 1, 0, 60, false, "calendar days to expiry, at least, to buy"),
        new("most-days", 45, 1, 400, false, "calendar days to expiry, at most, to buy"),
        new("leave-minutes", 120, 0, 1_440, true, "minutes before expiry at which to leave"),
        new("rate", 6.5, 0, 20, false, "interest, percent a year, continuous"),
        new("expiry-minute", 930, 1, 1_439, true, "minute of the day, IST, at which the option expires; 930 is 15:30"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["upper", "lower", "underlying", "implied"];

    public override MarketRegimes Suits => MarketRegimes.TrendingUp | MarketRegimes.TrendingDown | MarketRegimes.Volatile;

    public override IReadOnlyList<string> Indicators { get; } = ["donchian", "implied-volatility"];

    public override PeerCount Peers => new(1, 1);

    public override string? FirstProblem(StrategyMarket market) => PeerRules.OptionOnPeer(Name, market);

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) => new OptionBuyingBreakout(values, market);
}
