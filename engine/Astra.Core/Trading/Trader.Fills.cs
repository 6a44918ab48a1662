using Astra.Costs;
using Astra.Markets;

namespace Astra.Core;

/// <summary>Fills: what they cost, what they do to the position, and the record of the round trip that they end.</summary>
internal sealed partial class Trader
{
    public void OnFill(InstrumentBook book, ref Order order, int quantity, Price price, Timestamp at)
    {
        Money value = Money.Of(price, quantity, book.Instrument.Multiplier);
        Charges charges = book.Rates is { } rates ? rates.ForFill(order.Side == Side.Buy, value, order.Value) : default;
        counters.Fills++;
        book.Session.Fills++;
        Charge(book.Session, in charges);
        order.Value += value;
        book.Turnover.Add(book.Session.Day, book.Product, order.Side == Side.Buy, quantity, value);
        Money released = ReservedShare(in order, quantity);
        order.Reserved -= released;
        account.Exposure -= released;
        _orders.OnFill(book, ref order, quantity, price, in charges);

        ref Position position = ref book.Position;
        bool opens = position.Quantity == 0 || position.Side == order.Side;
        Money before = Exposed(book);
        if (opens)
        {
            if (position.Quantity == 0) Open(book, at, order.Intent);
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

        if (!position.IsOpen) Close(book, book.Session, at, order.Intent);
        else if (!book.Entry.IsLive) PlaceTarget(book);
        CheckDay();
    }

    private void Open(InstrumentBook book, Timestamp at, Reason intent)
    {
        // A quote may rest long before it trades: its R is that of the moment.
        Price risk = intent == Reason.StrategyQuote ? RiskNow(book) : book.Position.Risk;
        book.Position = new Position { EntryTime = at, Risk = risk, Product = book.Runner!.Plan.Product };
        account.OpenPositions++;
        SetPending(book, false);
    }

    /// <param name="session">Whose day counts the trade.</param>
    private void Close(InstrumentBook book, SegmentSession session, Timestamp at, Reason why)
    {
        _orders.End(book, book.TargetOrder, OrderState.Cancelled, Reason.Filled);
        _orders.End(book, book.Exit, OrderState.Cancelled, Reason.Filled);
        ref Position p = ref book.Position;
        Money net = p.Gross - p.Charges;
        counters.Trades++;
        if (net > Money.Zero) counters.Winners++;
        session.Trades++;
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
        if (book.IsQuoting) SetPending(book, true);
        AfterFlat(book);
    }

    /// <summary>Adds charges to the account and to a segment's day.</summary>
    public void Charge(SegmentSession session, in Charges charges)
    {
        counters.Add(in charges);
        account.Charges += charges.Total;
        session.Charges += charges.Total;
        session.Ledger.Accrued += charges;
    }

    private static Money Exposed(InstrumentBook book) =>
        Money.OfUnits(Math.Abs(book.Position.OpenUnits), book.Instrument.Multiplier);

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
        if (kind == OutboundKind.Position) PositionChanged?.Invoke(book);
    }
}
