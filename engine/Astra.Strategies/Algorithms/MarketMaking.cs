using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Makes a market: rests a buy and a sell order around a reservation price, which leans away from the position held, after Avellaneda and
/// Stoikov ("High-frequency trading in a limit order book", 2008).
/// </summary>
/// <remarks>
/// In ticks, with q quotes' worth held, variance s² per bar and T bars left: reservation = microprice - q·g·s²·T, half spread = g·s²·T / 2 + ln(1 + g / k) / g,
/// never under the floor of ticks and costs, and wider by the order-flow imbalance. The microprice is the touch weighted with the
/// opposite sizes. It takes the side away that strong flow would run over, the side that would pass the position limit, and both near the close,
/// where the touch is wide or one-sided, and while nothing moves (a halted market has no variance to be paid for). Quotes never cross the touch.
/// It says a quote again only when one of its sides has moved enough, or a fill has changed the position. Without a touch of its own time it quotes around the close of its bars.
/// </remarks>
internal sealed class MarketMaking : ITouchStrategy, IPositionStrategy
{
    private const double BasisPoints = 10_000;

    private readonly double _aversion, _base, _costShare, _flowLimit, _horizon;
    private readonly int _floorTicks, _widestTicks, _most, _requoteTicks, _untilMinute, _interval, _unit;
    private readonly long _tick;
    private DoubleWindow _squares;
    private OrderFlow _flow;
    private TouchQuote _touch;
    private Price _bid, _ask, _close;
    private int _position;
    private double _variance, _reservation, _half;
    private bool _hasClose, _filled, _warm;

    public MarketMaking(ReadOnlySpan<double> v, StrategyMarket market)
    {
        (_aversion, _horizon) = (v[0], v[2]);
        _base = PinnedMath.Log1p(v[0] / v[1]) / v[0];
        _squares = new DoubleWindow((int)v[3]);
        (_floorTicks, _costShare, _widestTicks, _most) = ((int)v[4], v[5] / BasisPoints, (int)v[6], (int)v[7]);
        (_flowLimit, _requoteTicks, _untilMinute) = (v[8], (int)v[10], (int)v[11]);
        _flow = new OrderFlow((int)v[9]);
        (_interval, _tick) = (market.IntervalMinutes, market.Instrument.TickSize.Units);
        _unit = v[12] > 0 ? (int)v[12] : market.Instrument.LotSize;
    }

    public void OnPosition(int peer, int units)
    {
        if (peer >= 0) return;
        _filled |= units != _position;
        _position = units;
    }

    public StrategyDecision OnTouch(in TouchQuote touch)
    {
        _touch = touch;
        bool twoSided = touch.Bid.Units > 0 && touch.Ask > touch.Bid && touch.BidQuantity > 0 && touch.AskQuantity > 0;
        if (twoSided) _flow.Update(in touch);
        if (!_warm) return StrategyDecision.WarmingUp;
        return twoSided ? Around(Microprice(in touch), touch.Time, true) : Say(Price.Zero, Price.Zero);
    }

    public StrategyDecision OnBar(in Bar bar)
    {
        // The night's gap is no move that a quote of the day could have stood in.
        if (_hasClose && (bar.Flags & BarFlags.SessionStart) == 0)
        {
            double ticks = (bar.Close.Units - _close.Units) / (double)_tick;
            _squares.Push(ticks * ticks);
        }
        (_close, _hasClose) = (bar.Close, true);
        if (!_squares.IsFull) return StrategyDecision.WarmingUp;
        _variance = _squares.Mean;
        if (!_warm)
        {
            _warm = true;
            return Figures(StrategyAction.None);
        }
        // A touch of this bar's time says more than its close, and has already been answered.
        return _touch.Time >= bar.Start && _touch.Time.UnixNanos != 0
            ? Figures(StrategyAction.None)
            : Around(bar.Close.Units / (double)_tick, bar.End, false);
    }

    private double Microprice(in TouchQuote t) =>
        ((double)t.Bid.Units * t.AskQuantity + (double)t.Ask.Units * t.BidQuantity) / ((double)t.BidQuantity + t.AskQuantity) / _tick;

    /// <summary>Quotes around a fair price in ticks.</summary>
    private StrategyDecision Around(double fair, Timestamp now, bool touched)
    {
        double minutesLeft = _untilMinute - Ist.NanosOfDay(now) / (double)Timestamp.NanosPerMinute;
        bool wide = touched && _touch.Ask.Units - _touch.Bid.Units > _widestTicks * _tick;
        if (minutesLeft <= 0 || _variance <= 0 || wide) return Say(Price.Zero, Price.Zero);
        double risk = _aversion * _variance * Math.Min(_horizon, minutesLeft / _interval);
        double held = (double)_position / _unit, flow = touched ? _flow.Value : 0;
        double floor = Math.Max(0.5 * _floorTicks, 0.5 * _costShare * fair);
        _half = Math.Max(0.5 * risk + _base, floor) * (1 + Math.Min(1, Math.Abs(flow) / _flowLimit));
        _reservation = fair - held * risk;
        double bid = Math.Floor(_reservation - _half), ask = Math.Ceiling(_reservation + _half);
        if (touched)
        {
            bid = Math.Min(bid, _touch.Ask.Units / _tick - 1);
            ask = Math.Max(ask, _touch.Bid.Units / _tick + 1);
        }
        bool buys = held < _most && flow > -_flowLimit && bid >= 1;
        bool sells = held > -_most && flow < _flowLimit && ask is >= 1 and < 1e12;
        return Say(buys ? new Price((long)bid * _tick) : Price.Zero, sells ? new Price((long)ask * _tick) : Price.Zero);
    }

    private StrategyDecision Say(Price bid, Price ask)
    {
        // A fill has used up what rested, so the same prices are said again.
        bool again = _filled && (bid.Units | ask.Units) != 0;
        if (!again && !Moved(bid, _bid) && !Moved(ask, _ask)) return Figures(StrategyAction.None);
        (_bid, _ask, _filled) = (bid, ask, false);
        return Figures(StrategyAction.Quote) with { Bid = bid, Ask = ask };
    }

    private bool Moved(Price now, Price before) =>
        now.Units == 0 || before.Units == 0 ? now != before : Math.Abs(now.Units - before.Units) >= _requoteTicks * _tick;

    private StrategyDecision Figures(StrategyAction action)
    {
        double rupees = _tick / (double)Price.UnitsPerRupee;
        return new StrategyDecision(action, _reservation * rupees, _half * rupees, _position, _flow.Value);
    }

    public void Save(StateWriter writer)
    {
        _squares.Save(writer);
        _flow.Save(writer);
        writer.Write(_touch.Time);
        writer.Write(_touch.Bid);
        writer.Write(_touch.BidQuantity);
        writer.Write(_touch.Ask);
        writer.Write(_touch.AskQuantity);
        writer.Write(_bid);
        writer.Write(_ask);
        writer.Write(_close);
        writer.Write(_position);
        writer.WriteSpan<double>([_variance, _reservation, _half]);
        writer.Write(_hasClose);
        writer.Write(_filled);
        writer.Write(_warm);
    }

    public void Load(StateReader reader)
    {
        _squares.Load(reader);
        _flow.Load(reader);
        Timestamp time = reader.Read<Timestamp>();
        Price bid = reader.Read<Price>();
        int bidQuantity = reader.Read<int>();
        Price ask = reader.Read<Price>();
        _touch = new TouchQuote(time, bid, bidQuantity, ask, reader.Read<int>());
        _bid = reader.Read<Price>();
        _ask = reader.Read<Price>();
        _close = reader.Read<Price>();
        _position = reader.Read<int>();
        Span<double> v = stackalloc double[3];
        reader.ReadInto(v);
        (_variance, _reservation, _half) = (v[0], v[1], v[2]);
        _hasClose = reader.Read<bool>();
        _filled = reader.Read<bool>();
        _warm = reader.Read<bool>();
    }
}

internal sealed class MarketMakingDescriptor : StrategyDescriptor
{
    public override string Name => "market-making";

    public override string Title => "Market making";

    public override string Summary =>
        "Rests quotes around a price that leans away from the position; wider with volatility and one-sided flow, none near the close or in a wide market.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("risk-aversion", 0.01, 0.0001, 1, false, "g: how strongly a quote's worth held moves the quotes, per tick"),
        new("arrival", 0.5, 0.01, 10, false, "k: how fast fills get rarer with distance, per tick"),
        new("horizon", 5, 1, 500, false, "bars over which a position is carried, at most"),
        new("volatility", 30, 5, 1_000, true, "bars of the variance"),
        new("floor-ticks", 2, 1, 1_000, true, "narrowest spread, ticks"),
        new("cost-bp", 8, 0, 200, false, "narrowest spread, basis points of price: what a round trip costs"),
        new("widest-touch", 20, 1, 10_000, true, "ticks of the touch beyond which it stands aside"),
        new("most", 3, 1, 1_000, true, "quotes' worth held, on either side, at which it stops adding"),
        new("flow-limit", 0.6, 0.05, 5, false, "order-flow imbalance at which the threatened side is taken away"),
        new("flow-length", 20, 2, 1_000, true, "touch changes of the imbalance"),
        new("requote", 2, 1, 1_000, true, "ticks that a quote must move to be said again"),
        new("until", 910, 1, 1_439, true, "minute of the day, IST, from which it stands aside; 910 is 15:10"),
        new("unit", 0, 0, 100_000_000, true, "units of one quote, the plan's quantity; 0: a lot"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["reservation", "half-spread", "position", "flow"];

    public override MarketRegimes Suits => MarketRegimes.Ranging;

    public override IReadOnlyList<string> Indicators { get; } = ["microprice", "order-flow-imbalance", "realized-volatility"];

    public override bool TakesSides => false;

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) => new MarketMaking(values, market);
}
