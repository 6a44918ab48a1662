using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Sells an option whose implied volatility is rich against what the underlying has realised, and buys it back at a part of the premium, at a
/// multiple of it, or before expiry.
/// </summary>
/// <remarks>
/// The peer is the underlying: its future (Black, 1976), share or index (Black, Scholes and Merton). The seller keeps the difference between
/// the volatility that was paid and the one that comes, on average and with a long tail of losses: run <c>delta-hedge</c> on the
/// underlying beside it. It sells when the bars of option and underlying of one time have come; an option that has not traded in an interval has no
/// bar, and is left by time alone; what the underlying realises goes on. After a trade, one that the engine ended included, it sells again only once
/// the richness has gone and come back, or in a new session.
/// </remarks>
internal sealed class OptionSelling : IPeerStrategy, IPositionStrategy
{
    private readonly double _rich, _mostDelta, _leastYears, _mostYears, _leaveYears, _decay, _stop;
    private readonly OptionLens _lens;
    private ReturnVolatility _realised;
    private BarSet _set = new(2);
    private Stance _stance;
    private Price _option, _underlying;
    private double _premium, _implied, _delta;
    private int _held;
    private bool _spent, _warm;

    public OptionSelling(ReadOnlySpan<double> v, StrategyMarket market)
    {
        _realised = new ReturnVolatility((int)v[0], market.IntervalMinutes, (int)v[1]);
        (_rich, _mostDelta) = (v[2], v[3]);
        (_leastYears, _mostYears) = (v[4] / YearFraction.DaysPerYear, v[5] / YearFraction.DaysPerYear);
        _leaveYears = v[6] * Timestamp.NanosPerMinute / ((double)YearFraction.DaysPerYear * Timestamp.NanosPerDay);
        (_decay, _stop) = (v[7] / 100, v[8]);
        _lens = new OptionLens(market.Instrument, market.Peers[0], v[9] / 100, (int)v[10]);
    }

    public StrategyDecision OnBar(in Bar bar) => Take(0, in bar);

    public StrategyDecision OnPeerBar(int peer, in Bar bar) => Take(1, in bar);

    public void OnPosition(int peer, int units)
    {
        if (peer >= 0) return;
        // A stop or the day's end has bought it back.
        if (units == 0 && _held != 0 && _stance.Side != 0) Leave();
        _held = units;
    }

    private StrategyDecision Take(int slot, in Bar bar)
    {
        if (bar.Close.Units <= 0 || !_set.Take(slot, in bar)) return Figures(StrategyAction.None);
        if (slot == 0) _option = bar.Close;
        else Observe(bar.Close);
        // Time runs even where the option does not trade.
        if (_stance.Side != 0 && _lens.Years(_set.Time) <= _leaveYears) return Figures(Leave());
        return _set.IsFull ? Decide() : Figures(StrategyAction.None);
    }

    private void Observe(Price underlying)
    {
        _underlying = underlying;
        _realised.Update(underlying);
    }

    private StrategyDecision Decide()
    {
        if (!_realised.IsReady) return StrategyDecision.WarmingUp;
        double price = _option.Rupees;
        ImpliedVolatility implied = _lens.Implied(_set.Time, price, _underlying.Rupees);
        _implied = implied.IsOk ? implied.Volatility : 0;
        _delta = implied.IsOk ? _lens.Delta(_set.Time, _underlying.Rupees, _implied) : 0;
        bool first = !_warm;
        _warm = true;
        if (_stance.Side != 0)
            return Figures(price <= _premium * (1 - _decay) || price >= _premium * _stop ? Leave() : StrategyAction.None);

        bool rich = implied.IsOk && _realised.Value > 0 && _implied >= _realised.Value * _rich;
        if (!rich || _set.IsSessionStart) _spent = false;
        if (first || _set.IsSessionStart || !rich || _spent || !Fits()) return Figures(StrategyAction.None);
        _premium = price;
        return Figures(_stance.Enter(-1));
    }

    private bool Fits()
    {
        double years = _lens.Years(_set.Time);
        return years >= _leastYears && years <= _mostYears && years > _leaveYears && Math.Abs(_delta) <= _mostDelta;
    }

    private StrategyAction Leave()
    {
        _spent = true;
        return _stance.Leave();
    }

    private StrategyDecision Figures(StrategyAction action) =>
        _warm ? new StrategyDecision(action, _implied, _realised.Value, _delta, _premium) : StrategyDecision.WarmingUp;

    public void Save(StateWriter writer)
    {
        _realised.Save(writer);
        _set.Save(writer);
        _stance.Save(writer);
        writer.Write(_option);
        writer.Write(_underlying);
        writer.WriteSpan<double>([_premium, _implied, _delta]);
        writer.Write(_held);
        writer.Write(_spent);
        writer.Write(_warm);
    }

    public void Load(StateReader reader)
    {
        _realised.Load(reader);
        _set.Load(reader);
        _stance.Load(reader);
        _option = reader.Read<Price>();
        _underlying = reader.Read<Price>();
        Span<double> v = stackalloc double[3];
        reader.ReadInto(v);
        (_premium, _implied, _delta) = (v[0], v[1], v[2]);
        _held = reader.Read<int>();
        _spent = reader.Read<bool>();
        _warm = reader.Read<bool>();
    }
}

internal sealed class OptionSellingDescriptor : StrategyDescriptor
{
    public override string Name => "option-selling";

    public override string Title => "Selling rich options";

    public override string Summary =>
        "Sells the option when its implied volatility is rich against the underlying's realised one; leaves at a decayed or a multiplied premium, or before expiry.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("realised", 150, 10, 5_000, true, "bars of the underlying's realised volatility"),
        new("session-minutes", 375, 60, 1_440, true, "minutes of a session, to scale volatility to a year"),
        new("rich", 1.2, 0.5, 5, false, "implied over realised volatility at which to sell"),
        new("most-delta", 0.45, 0.01, 1, false, "size of the delta up to which to sell"),
        new("least-days", 0.5, 0, 60, false, "calendar days to expiry, at least, to sell"),
        new("most-days", 45, 1, 400, false, "calendar days to expiry, at most, to sell"),
        new("leave-minutes", 60, 0, 1_440, true, "minutes before expiry at which to leave"),
        new("decay", 50, 5, 95, false, "percent of the premium to earn before leaving"),
        new("stop", 2, 1.1, 10, false, "multiple of the premium at which to give up"),
        new("rate", 6.5, 0, 20, false, "interest, percent a year, continuous"),
        new("expiry-minute", 930, 1, 1_439, true, "minute of the day, IST, at which the option expires; 930 is 15:30"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["implied", "realised", "delta", "premium"];

    public override MarketRegimes Suits => MarketRegimes.Ranging;

    public override IReadOnlyList<string> Indicators { get; } = ["implied-volatility", "realized-volatility"];

    public override PeerCount Peers => new(1, 1);

    public override string? FirstProblem(StrategyMarket market) => PeerRules.OptionOnPeer(Name, market);

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) => new OptionSelling(values, market);
}
