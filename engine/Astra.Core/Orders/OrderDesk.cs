using Astra.Costs;
using Astra.Markets;

namespace Astra.Core;

/// <summary>Gives orders their numbers and tells each step of their lives.</summary>
internal sealed class OrderDesk(Emitter emitter, Counters counters, long latencyNanos)
{
    /// <summary>Sends a quantity of whole lots: as one order, or as several sent together where one would be above the exchange's freeze quantity.</summary>
    public void Place(InstrumentBook book, OrderGroup group, Side side, OrderType type, int quantity, Price limit, Reason intent)
    {
        group.Clear();
        for (int left = quantity, next; (next = OrderSlices.Next(book.Instrument, left)) > 0; left -= next)
            PlaceOne(book, ref group.Add(), side, type, next, limit, intent);
    }

    private void PlaceOne(InstrumentBook book, ref Order order, Side side, OrderType type, int quantity, Price limit, Reason intent)
    {
        order = new Order
        {
            Id = ++counters.Orders,
            PlanId = book.Runner?.Plan.Id ?? 0,
            Quantity = quantity,
            Side = side,
            Type = type,
            State = OrderState.PendingNew,
            Intent = intent,
            Limit = limit,
            Decision = book.Touch.Last,
            Decided = emitter.Now,
            Active = emitter.Now + latencyNanos,
        };
        Tell(book, in order, Reason.Placed);
    }

    /// <summary>An entry that the limits do not allow: said as a rejected order, so that a reader sees what was not done and why.</summary>
    public void Refuse(InstrumentBook book, Side side, Reason why, OrderType type = OrderType.Market, Reason intent = Reason.StrategyEntry)
    {
        var order = new Order
        {
            Id = ++counters.Orders,
            PlanId = book.Runner?.Plan.Id ?? 0,
            Side = side,
            Type = type,
            State = OrderState.Rejected,
            Intent = intent,
            Decision = book.Touch.Last,
            Decided = emitter.Now,
            Active = emitter.Now,
        };
        Tell(book, in order, why);
    }

    /// <summary>The order has reached the exchange.</summary>
    public void Accept(InstrumentBook book, ref Order order)
    {
        order.State = OrderState.Working;
        Tell(book, in order, Reason.Accepted);
    }

    /// <summary>Ends those of the orders that still live.</summary>
    public void End(InstrumentBook book, OrderGroup group, OrderState state, Reason why)
    {
        for (int i = 0; i < group.Count; i++)
        {
            ref Order order = ref group[i];
            if (!order.IsLive) continue;
            order.State = state;
            if (order.Filled > 0) Bill(book, in order);
            Tell(book, in order, why);
        }
    }

    public void OnFill(InstrumentBook book, ref Order order, int quantity, Price price, in Charges charges)
    {
        order.Filled += quantity;
        order.FilledUnits += checked(price.Units * quantity);
        order.State = order.Remaining == 0 ? OrderState.Filled : OrderState.PartiallyFilled;
        if (order.State == OrderState.Filled) Bill(book, in order);

        OutboundEvent e = default;
        e.Fill = new FillBody
        {
            OrderId = order.Id,
            PlanId = order.PlanId,
            Quantity = quantity,
            Side = order.Side,
            Price = price,
            Brokerage = charges.Brokerage,
            TransactionTax = charges.TransactionTax,
            Exchange = charges.Exchange,
            Sebi = charges.Sebi,
            Stamp = charges.Stamp,
            Gst = charges.Gst,
            Charges = charges.Total,
        };
        emitter.Emit(OutboundKind.Fill, order.Intent, book.Id, ref e);
        Tell(book, in order, order.State == OrderState.Filled ? Reason.Filled : Reason.PartiallyFilled);
    }

    /// <summary>An executed order has ended: the day's contract note bears its brokerage.</summary>
    private static void Bill(InstrumentBook book, in Order order)
    {
        if (book.Rates is { } rates) book.Session.Ledger.AddOrder(in rates, order.Value);
    }

    private void Tell(InstrumentBook book, in Order order, Reason reason)
    {
        OutboundEvent e = default;
        e.Order = new OrderBody
        {
            OrderId = order.Id,
            PlanId = order.PlanId,
            Side = order.Side,
            Type = order.Type,
            State = order.State,
            Quantity = order.Quantity,
            Filled = order.Filled,
            Intent = order.Intent,
            Limit = order.Limit,
            Average = order.Filled == 0 ? Price.Zero : new Price(order.FilledUnits / order.Filled),
            Decision = order.Decision,
            Active = order.Active,
        };
        emitter.Emit(OutboundKind.Order, reason, book.Id, ref e);
    }
}
