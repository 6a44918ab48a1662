using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core;

/// <summary>
/// Turns decisions into orders and fills into positions: entries sized by risk, an engine-run stop, a resting target, and one exit
/// at a time. Everything it does is said on the outbound stream.
/// </summary>
internal sealed partial class Trader(Emitter emitter, Account account, Counters counters, Quarantine quarantine, MarginDesk margin, EngineSettings settings)
{
    private readonly OrderDesk _orders = new(emitter, counters, settings.Ghost.LatencyNanos);
    private readonly Protection _protection = new(emitter);
    private readonly MarketProtection _marketLimit = new(settings.Ghost.ProtectionBasisPoints);

    /// <summary>Called when an instrument has become flat, so that a waiting plan can take over.</summary>
    public Action<InstrumentBook>? Flattened { get; init; }

    /// <summary>Called when an instrument's position has changed, before anything follows from it.</summary>
    public Action<InstrumentBook>? PositionChanged { get; init; }

    /// <summary>Called when the day's loss limit is hit.</summary>
    public Action? DayStopped { get; init; }

    /// <summary>A candle of the plan's interval has closed: an entry that is still open lapses, and the stop may follow the price.</summary>
    public void OnCandle(InstrumentBook book, in Bar candle)
    {
        book.Reverse = Side.None;
        if (book.Entry.IsLive)
        {
            EndEntry(book, OrderState.Expired, Reason.Expired);
            if (book.Position.IsOpen) PlaceTarget(book);
            else AfterFlat(book);
        }
        if (!book.Position.IsOpen) return;
        if (book.Exit.IsLive) RenewExit(book);
        if (!book.IsLeaving) _protection.Follow(book, in candle);
    }

    /// <summary>Leaves the position for a reason: what is working is cancelled, what is open is sold or bought back at the market.</summary>
    public void BeginExit(InstrumentBook book, Reason reason)
    {
        book.Reverse = Side.None;
        if (book.Entry.IsLive) EndEntry(book, OrderState.Cancelled, reason);
        if (book.IsQuoting) EndQuotes(book, OrderState.Cancelled, reason);
        if (book.TargetOrder.IsLive) _orders.End(book, book.TargetOrder, OrderState.Cancelled, reason);
        if (!book.Position.IsOpen)
        {
            if (!book.Exit.IsLive) AfterFlat(book);
            return;
        }
        if (book.IsLeaving) return;
        // An exit of a part gives way to the exit of the whole.
        if (book.Exit.IsLive) _orders.End(book, book.Exit, OrderState.Cancelled, reason);
        PlaceExit(book, Math.Abs(book.Position.Quantity), reason);
    }

    private void PlaceExit(InstrumentBook book, int quantity, Reason reason)
    {
        Side side = book.Position.Side == Side.Buy ? Side.Sell : Side.Buy;
        _orders.Place(book, book.Exit, side, OrderType.Market, quantity, _marketLimit.Limit(book, side), reason);
    }

    /// <summary>An exit that its price protection has kept from filling is sent again from where the market is now.</summary>
    private void RenewExit(InstrumentBook book)
    {
        if (book.Exit[0].Limit.Units == 0) return;
        (Reason intent, int quantity) = (book.Exit[0].Intent, Math.Abs(book.Exit.Open));
        _orders.End(book, book.Exit, OrderState.Expired, Reason.Expired);
        PlaceExit(book, quantity, intent);
    }

    /// <summary>Cancels what is working, but never an exit: a position that must leave would be left without a way out.</summary>
    public void CancelWork(InstrumentBook book, Reason reason)
    {
        book.Reverse = Side.None;
        if (book.Entry.IsLive) EndEntry(book, OrderState.Cancelled, reason);
        if (book.IsQuoting) EndQuotes(book, OrderState.Cancelled, reason);
        if (book.TargetOrder.IsLive) _orders.End(book, book.TargetOrder, OrderState.Cancelled, reason);
        if (book.IsFlat) AfterFlat(book);
    }

    /// <summary>
    /// The segment has closed: orders lapse. A position that is kept overnight stays, and if it was leaving its exit is sent again at the next opening;
    /// an intraday one that could not be closed in the market is struck at its last price plus costs, with an alert from the caller.
    /// </summary>
    public void OnSessionClosed(InstrumentBook book)
    {
        book.Reverse = Side.None;
        Reason leaving = book.IsLeaving ? book.Exit[0].Intent : Reason.None;
        if (book.Entry.IsLive) EndEntry(book, OrderState.Expired, Reason.SessionClosed);
        if (book.IsQuoting) EndQuotes(book, OrderState.Expired, Reason.SessionClosed);
        if (book.TargetOrder.IsLive) _orders.End(book, book.TargetOrder, OrderState.Expired, Reason.SessionClosed);
        if (book.Exit.IsLive) _orders.End(book, book.Exit, OrderState.Expired, Reason.SessionClosed);
        if (book.Position.IsOpen && book.Carries)
        {
            // A second close without trading in between has no exit of its own to remember.
            if (leaving != Reason.None) book.Position.Leaving = leaving;
        }
        else if (book.Position.IsOpen)
        {
            BeginExit(book, Reason.SessionClosed);
            for (int i = 0; i < book.Exit.Count; i++)
            {
                ref Order exit = ref book.Exit[i];
                Accept(book, ref exit);
                OnFill(book, ref exit, exit.Remaining, WithoutQuote(book, book.Touch.Last, exit.Side), emitter.Now);
            }
        }
        else
        {
            AfterFlat(book);
        }
    }

    /// <summary>Trading begins or resumes: a position that was kept leaves if it was leaving, otherwise its target rests again; the stop never slept.</summary>
    public void OnSessionOpened(InstrumentBook book)
    {
        if (!book.Position.IsOpen) return;
        Reason leaving = book.Position.Leaving;
        book.Position.Leaving = Reason.None;
        if (leaving != Reason.None) BeginExit(book, leaving);
        else PlaceTarget(book);
    }

    /// <summary>An order has been on its way long enough: it now works at the exchange.</summary>
    public void Accept(InstrumentBook book, ref Order order)
    {
        if (order.State == OrderState.PendingNew) _orders.Accept(book, ref order);
    }

    /// <summary>What a market order gets where no quote is known: the given price, worsened by slippage and the assumed half spread, at least a tick, inside the band.</summary>
    public Price WithoutQuote(InstrumentBook book, Price price, Side side)
    {
        Price tick = book.Instrument.TickSize;
        Price worse = price + tick * (settings.Ghost.SlippageTicks + settings.Ghost.AssumedHalfSpreadTicks) * (int)side;
        return book.Band.Clamp(worse < tick ? tick : worse);
    }

    /// <summary>A new last price: revalues the position and fires the stop when the price is at or beyond it.</summary>
    public void OnLast(InstrumentBook book, Price last)
    {
        MarkToMarket(book, last);
        CheckDay();
        ref Position position = ref book.Position;
        if (!position.IsOpen || position.Stop.Units == 0 || book.IsLeaving) return;
        bool hit = position.Quantity > 0 ? last <= position.Stop : last >= position.Stop;
        if (hit) BeginExit(book, position.StopReason);
    }

    public void MarkToMarket(InstrumentBook book, Price last)
    {
        ref Position position = ref book.Position;
        Money now = position.IsOpen ? position.ProfitAt(last, book.Instrument.Multiplier) : Money.Zero;
        account.Unrealised += now - position.Unrealised;
        position.Unrealised = now;
    }

    public void SquareOff(InstrumentBook book, Reason reason)
    {
        // A shut exchange takes no orders: what is kept overnight leaves when it opens.
        if (!book.Session.IsTrading)
        {
            if (book.Position.IsOpen) book.Position.Leaving = reason;
            return;
        }
        if (book.Position.IsOpen && !book.IsLeaving) EmitPosition(book, OutboundKind.SquareOff, reason);
        if (!book.IsFlat) BeginExit(book, reason);
    }

    /// <summary>The exchange takes no limit beyond the day's band: a target further away rests at its edge.</summary>
    private void PlaceTarget(InstrumentBook book)
    {
        if (book.Position.Target.Units <= 0 || book.TargetOrder.IsLive || book.Exit.IsLive || book.IsQuoting) return;
        Side side = book.Position.Side == Side.Buy ? Side.Sell : Side.Buy;
        Price limit = book.Band.Clamp(book.Position.Target);
        _orders.Place(book, book.TargetOrder, side, OrderType.Limit, Math.Abs(book.Position.Quantity), limit, Reason.Target);
    }

    private void AfterFlat(InstrumentBook book)
    {
        (Side reverse, int units, PlanRunner? runner) = (book.Reverse, book.ReverseUnits, book.Runner);
        book.Reverse = Side.None;
        Flattened?.Invoke(book);
        // Another plan may have taken over; the turn was the old one's idea.
        if (reverse != Side.None && runner is not null && book.Runner == runner) TryEnter(book, reverse, units);
    }

    /// <summary>Stops the day when its loss limit is reached.</summary>
    public void CheckDay()
    {
        if (account.Stopped || account.DayStartEquity.Micros <= 0) return;
        Money limit = new(account.DayStartEquity.Micros / 10_000 * settings.Risk.DailyLossBasisPoints);
        if (account.Equity > account.DayStartEquity - limit) return;
        account.Stopped = true;
        OutboundEvent e = default;
        e.Risk = new RiskBody { Equity = account.Equity, Limit = account.DayStartEquity - limit };
        emitter.Emit(OutboundKind.RiskTripped, Reason.DailyLossLimit, -1, ref e);
        DayStopped?.Invoke();
    }
}
