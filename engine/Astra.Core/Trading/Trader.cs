using Astra.Costs;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core;

/// <summary>
/// Turns decisions into orders and fills into positions: entries sized by risk, an engine-run stop, a resting target, and one exit
/// order at a time. Everything it does is said on the outbound stream.
/// </summary>
internal sealed class Trader(Emitter emitter, Account account, Counters counters, EngineSettings settings)
{
    private readonly OrderDesk _orders = new(emitter, counters, settings.Ghost.LatencyNanos);
    private readonly Protection _protection = new(emitter);

    /// <summary>Called when an instrument has become flat, so that a waiting plan can take over.</summary>
    public Action<InstrumentBook>? Flattened { get; init; }

    /// <summary>Called when the day's loss limit is hit.</summary>
    public Action? DayStopped { get; init; }

    public void OnDecision(InstrumentBook book, in StrategyDecision decision, in Bar bar)
    {
        if (decision.Action == StrategyAction.None) return;
        Side side = decision.Action switch
        {
            StrategyAction.EnterLong => Side.Buy,
            StrategyAction.EnterShort => Side.Sell,
            _ => Side.None,
        };
        counters.Signals++;
        EmitSignal(book, in decision, side, in bar);

        Side held = book.Position.Side;
        // A newer decision overrides a turn that is still waiting for its exit.
        book.Reverse = Side.None;
        if (side == Side.None)
        {
            if (!book.IsFlat) BeginExit(book, Reason.StrategyExit);
        }
        else if (held == Side.None && !book.HasWork)
        {
            TryEnter(book, side);
        }
        else if (held == (side == Side.Buy ? Side.Sell : Side.Buy))
        {
            BeginExit(book, Reason.StrategyExit);
            book.Reverse = side;
        }
    }

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
        if (book.Position.IsOpen && !book.Exit.IsLive) _protection.Follow(book, in candle);
    }

    /// <summary>Leaves the position for a reason: what is working is cancelled, what is open is sold or bought back at the market.</summary>
    public void BeginExit(InstrumentBook book, Reason reason)
    {
        book.Reverse = Side.None;
        if (book.Entry.IsLive) EndEntry(book, OrderState.Cancelled, reason);
        if (book.TargetOrder.IsLive) _orders.End(book, ref book.TargetOrder, OrderState.Cancelled, reason);
        if (!book.Position.IsOpen)
        {
            if (!book.Exit.IsLive) AfterFlat(book);
            return;
        }
        if (book.Exit.IsLive) return;
        Side side = book.Position.Side == Side.Buy ? Side.Sell : Side.Buy;
        _orders.Place(book, ref book.Exit, side, OrderType.Market, Math.Abs(book.Position.Quantity), Price.Zero, reason);
    }

    /// <summary>Cancels what is working, but never an exit: a position that must leave would be left without a way out.</summary>
    public void CancelWork(InstrumentBook book, Reason reason)
    {
        book.Reverse = Side.None;
        if (book.Entry.IsLive) EndEntry(book, OrderState.Cancelled, reason);
        if (book.TargetOrder.IsLive) _orders.End(book, ref book.TargetOrder, OrderState.Cancelled, reason);
        if (book.IsFlat) AfterFlat(book);
    }

    /// <summary>The segment has closed: orders lapse, and what could not be closed in the market is struck at its last price plus costs, with an alert from the caller.</summary>
    public void OnSessionClosed(InstrumentBook book)
    {
        book.Reverse = Side.None;
        if (book.Entry.IsLive) EndEntry(book, OrderState.Expired, Reason.SessionClosed);
        if (book.TargetOrder.IsLive) _orders.End(book, ref book.TargetOrder, OrderState.Expired, Reason.SessionClosed);
        if (book.Exit.IsLive) _orders.End(book, ref book.Exit, OrderState.Expired, Reason.SessionClosed);
        if (book.Position.IsOpen)
        {
            BeginExit(book, Reason.SessionClosed);
            Accept(book, ref book.Exit);
            OnFill(book, ref book.Exit, book.Exit.Remaining, WithoutQuote(book, book.Touch.Last, book.Exit.Side), emitter.Now);
        }
        else
        {
            AfterFlat(book);
        }
    }

    /// <summary>An order has been on its way long enough: it now works at the exchange.</summary>
    public void Accept(InstrumentBook book, ref Order order)
    {
        if (order.State == OrderState.PendingNew) _orders.Accept(book, ref order);
    }

    /// <summary>What a market order gets where no quote is known: the given price, worsened by slippage and the assumed half spread, at least a tick.</summary>
    public Price WithoutQuote(InstrumentBook book, Price price, Side side)
    {
        Price tick = book.Instrument.TickSize;
        Price worse = price + tick * (settings.Ghost.SlippageTicks + settings.Ghost.AssumedHalfSpreadTicks) * (int)side;
        return worse < tick ? tick : worse;
    }

    public void OnFill(InstrumentBook book, ref Order order, int quantity, Price price, Timestamp at)
    {
        Money value = Money.Of(price, quantity, book.Instrument.Multiplier);
        Charges charges = book.Rates is { } rates ? rates.ForFill(order.Side == Side.Buy, value, order.Value) : default;
        Tally(book, in charges);
        order.Value += value;
        Money released = ReservedShare(in order, quantity);
        order.Reserved -= released;
        account.Exposure -= released;
        _orders.OnFill(book, ref order, quantity, price, in charges);

        ref Position position = ref book.Position;
        bool opens = position.Quantity == 0 || position.Side == order.Side;
        Money before = Exposed(book);
        if (opens)
        {
            if (position.Quantity == 0) Open(book, at);
            position.Add(order.Side, quantity, price);
            position.Charges += charges.Total;
            _protection.Set(book, order.Intent);
        }
        else
        {
            Money gross = Money.OfUnits(position.Reduce(quantity, price), book.Instrument.Multiplier);
            position.Gross += gross;
            position.Charges += charges.Total;
            account.Realised += gross;
            counters.Gross += gross;
            book.Session.Gross += gross;
        }
        account.Exposure += Exposed(book) - before;
        if (order.Filled == quantity) position.Orders++;
        MarkToMarket(book, book.Touch.Last.Units > 0 ? book.Touch.Last : price);
        EmitPosition(book, OutboundKind.Position, order.Intent);

        if (!position.IsOpen) Close(book, at, order.Intent);
        else if (opens && !order.IsLive) PlaceTarget(book);
        CheckDay();
    }

    /// <summary>A new last price: revalues the position and fires the stop when the price is at or beyond it.</summary>
    public void OnLast(InstrumentBook book, Price last)
    {
        MarkToMarket(book, last);
        CheckDay();
        ref Position position = ref book.Position;
        if (!position.IsOpen || book.Exit.IsLive || position.Stop.Units == 0) return;
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
        if (book.Position.IsOpen && !book.Exit.IsLive) EmitPosition(book, OutboundKind.SquareOff, reason);
        if (!book.IsFlat) BeginExit(book, reason);
    }

    private void TryEnter(InstrumentBook book, Side side)
    {
        PlanRunner runner = book.Runner!;
        Reason refusal = MayEnter(book, runner);
        Price price = book.Touch.Last;
        int quantity = 0;
        if (refusal == Reason.None)
        {
            Price risk = Sizer.Risk(runner.Atr, runner.Plan.Stops.StopAtr, book.Instrument.TickSize);
            refusal = Sizer.Size(
                book.Instrument, settings.Risk, account, runner.Plan.RiskBasisPoints, price, risk, out quantity);
            book.Position.Risk = risk;
        }
        if (refusal != Reason.None)
        {
            _orders.Refuse(book, side, refusal);
            return;
        }
        _orders.Place(book, ref book.Entry, side, OrderType.Market, quantity, Price.Zero, Reason.StrategyEntry);
        book.Entry.Reserved = Money.Of(price, quantity, book.Instrument.Multiplier);
        account.Exposure += book.Entry.Reserved;
        account.PendingEntries++;
    }

    private void EndEntry(InstrumentBook book, OrderState state, Reason why)
    {
        account.Exposure -= book.Entry.Reserved;
        book.Entry.Reserved = Money.Zero;
        if (book.Entry.Filled == 0) account.PendingEntries--;
        _orders.End(book, ref book.Entry, state, why);
    }

    /// <summary>The part of an entry's reserve that a fill turns into a position; the last fill takes what is left.</summary>
    private static Money ReservedShare(in Order order, int quantity) =>
        quantity == order.Remaining ? order.Reserved : new Money((long)((Int128)order.Reserved.Micros * quantity / order.Remaining));

    private Reason MayEnter(InstrumentBook book, PlanRunner runner)
    {
        if (account.Paused) return Reason.EntriesPaused;
        if (account.Stopped) return Reason.DayStopped;
        if (book.Rates is null) return Reason.NoChargesForDate;
        if (book.NextPlan is not null || book.Withdrawn) return Reason.PlanReplaced;
        if (book.Session.Phase != SessionPhase.Open || emitter.Now >= book.Session.SquareOff) return Reason.OutsideTradingHours;
        long second = Ist.NanosOfDay(emitter.Now) / Timestamp.NanosPerSecond;
        if (second < runner.Plan.StartSecond) return Reason.OutsideTradingHours;
        if (runner.Plan.SquareOffSecond != 0 && second >= runner.Plan.SquareOffSecond) return Reason.OutsideTradingHours;
        if (!runner.AtrIsReady) return Reason.NoAtrYet;
        return book.Touch.Last.Units > 0 ? Reason.None : Reason.NoPriceYet;
    }

    private void PlaceTarget(InstrumentBook book)
    {
        if (book.Position.Target.Units <= 0 || book.TargetOrder.IsLive || book.Exit.IsLive) return;
        Side side = book.Position.Side == Side.Buy ? Side.Sell : Side.Buy;
        _orders.Place(
            book, ref book.TargetOrder, side, OrderType.Limit, Math.Abs(book.Position.Quantity), book.Position.Target, Reason.Target);
    }

    private void Open(InstrumentBook book, Timestamp at)
    {
        book.Position = new Position { EntryTime = at, Risk = book.Position.Risk };
        account.OpenPositions++;
        account.PendingEntries--;
    }

    private void Close(InstrumentBook book, Timestamp at, Reason why)
    {
        if (book.TargetOrder.IsLive) _orders.End(book, ref book.TargetOrder, OrderState.Cancelled, Reason.Filled);
        if (book.Exit.IsLive) _orders.End(book, ref book.Exit, OrderState.Cancelled, Reason.Filled);
        ref Position p = ref book.Position;
        Money net = p.Gross - p.Charges;
        counters.Trades++;
        if (net > Money.Zero) counters.Winners++;
        book.Session.Trades++;
        account.OpenPositions--;

        OutboundEvent e = default;
        e.Trade = new TradeBody
        {
            TradeId = counters.Trades,
            PlanId = book.Runner?.Plan.Id ?? 0,
            Quantity = p.Peak,
            Orders = p.Orders,
            EntryTime = p.EntryTime,
            ExitTime = at,
            Entry = new Price(p.EntryUnits / p.EntryQuantity),
            Exit = new Price(p.ExitUnits / p.ExitQuantity),
            Gross = p.Gross,
            Charges = p.Charges,
            Net = net,
            Risk = Money.Of(p.Risk, Math.Abs(p.Peak), book.Instrument.Multiplier),
        };
        emitter.Emit(OutboundKind.Trade, why, book.Id, ref e);
        p = default;
        AfterFlat(book);
    }

    private void AfterFlat(InstrumentBook book)
    {
        (Side reverse, PlanRunner? runner) = (book.Reverse, book.Runner);
        book.Reverse = Side.None;
        Flattened?.Invoke(book);
        // Another plan may have taken over; the turn was the old one's idea.
        if (reverse != Side.None && runner is not null && book.Runner == runner) TryEnter(book, reverse);
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

    private void Tally(InstrumentBook book, in Charges charges)
    {
        counters.Fills++;
        counters.Brokerage += charges.Brokerage;
        counters.TransactionTax += charges.TransactionTax;
        counters.Exchange += charges.Exchange;
        counters.Sebi += charges.Sebi;
        counters.Stamp += charges.Stamp;
        counters.Gst += charges.Gst;
        account.Charges += charges.Total;
        book.Session.Fills++;
        book.Session.Charges += charges.Total;
    }

    private static Money Exposed(InstrumentBook book) =>
        Money.OfUnits(Math.Abs(book.Position.OpenUnits), book.Instrument.Multiplier);

    private void EmitSignal(InstrumentBook book, in StrategyDecision decision, Side side, in Bar bar)
    {
        OutboundEvent e = default;
        e.Signal = new SignalBody
        {
            PlanId = book.Runner!.Plan.Id,
            IntervalMinutes = bar.IntervalMinutes,
            Style = bar.Style,
            Side = side,
            Close = bar.Close,
            BarEnd = bar.End,
            Atr = book.Runner.AtrIsReady ? book.Runner.Atr : 0,
            Figure0 = decision.Figure0,
            Figure1 = decision.Figure1,
            Figure2 = decision.Figure2,
            Figure3 = decision.Figure3,
        };
        emitter.Emit(OutboundKind.Signal, side == Side.None ? Reason.StrategyExit : Reason.StrategyEntry, book.Id, ref e);
    }

    private void EmitPosition(InstrumentBook book, OutboundKind kind, Reason reason)
    {
        ref Position p = ref book.Position;
        OutboundEvent e = default;
        e.Position = new PositionBody
        {
            PlanId = book.Runner?.Plan.Id ?? 0,
            Quantity = p.Quantity,
            Average = p.Average,
            Stop = p.Stop,
            Target = p.Target,
            Realised = p.Gross,
            Charges = p.Charges,
        };
        emitter.Emit(kind, reason, book.Id, ref e);
    }
}
