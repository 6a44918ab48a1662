using Astra.Markets;

namespace Astra.Core;

/// <summary>Entries: whether one may be made, how large it is, and what it holds until it ends.</summary>
internal sealed partial class Trader
{
    /// <param name="units">How much, in whole lots; 0: as much as the plan's sizing gives.</param>
    private void TryEnter(InstrumentBook book, Side side, int units = 0)
    {
        PlanRunner runner = book.Runner!;
        Reason refusal = MayEnter(book, runner, side);
        Price price = book.Touch.Last;
        int quantity = 0;
        if (refusal == Reason.None) refusal = Size(book, runner, price, units, out quantity);
        if (refusal == Reason.None) refusal = margin.Limit(book, side, account.Equity, ref quantity);
        if (refusal != Reason.None)
        {
            _orders.Refuse(book, side, refusal);
            return;
        }
        quantity = CutToOrders(book, quantity);
        _orders.Place(book, book.Entry, side, OrderType.Market, quantity, _marketLimit.Limit(book, side), Reason.StrategyEntry);
        Reserve(book, book.Entry, price);
        if (!book.Position.IsOpen) SetPending(book, true);
        margin.Hold(book);
    }

    private Reason Size(InstrumentBook book, PlanRunner runner, Price price, int units, out int quantity)
    {
        Plan plan = runner.Plan;
        Price risk = RiskNow(book);
        // More of an open position keeps the R that it began with.
        if (!book.Position.IsOpen) book.Position.Risk = risk;
        if (units == 0 && plan.Sizing == PlanSizing.Risk)
            return Sizer.Size(book.Instrument, settings.Risk, account, plan.RiskBasisPoints, price, risk, out quantity);
        quantity = units != 0 ? units : plan.Quantity;
        return Sizer.Cut(book.Instrument, settings.Risk, account, price, Math.Abs(book.Position.Quantity), book.Pending, ref quantity);
    }

    /// <summary>Distance from entry to first stop at the present ATR; zero for a plan without stops.</summary>
    private static Price RiskNow(InstrumentBook book) => book.Runner!.Plan.Stops.StopAtr is > 0 and double atrs
        ? Sizer.Risk(book.Runner.Atr, atrs, book.Instrument.TickSize)
        : Price.Zero;

    /// <summary>Orders that would add to the exposure count against the limits from now on.</summary>
    private void Reserve(InstrumentBook book, OrderGroup orders, Price price)
    {
        for (int i = 0; i < orders.Count; i++)
        {
            ref Order order = ref orders[i];
            order.Reserved = Money.Of(price, order.Quantity, book.Instrument.Multiplier);
            account.Exposure += order.Reserved;
        }
    }

    private void Release(OrderGroup orders)
    {
        for (int i = 0; i < orders.Count; i++)
        {
            ref Order order = ref orders[i];
            if (!order.IsLive) continue;
            account.Exposure -= order.Reserved;
            order.Reserved = Money.Zero;
        }
    }

    /// <summary>Whether the instrument, flat, has orders out that may open a position, and so counts as one.</summary>
    private void SetPending(InstrumentBook book, bool pending)
    {
        if (book.Pending == pending) return;
        book.Pending = pending;
        account.PendingEntries += pending ? 1 : -1;
    }

    private void EndEntry(InstrumentBook book, OrderState state, Reason why)
    {
        SetPending(book, false);
        Release(book.Entry);
        _orders.End(book, book.Entry, state, why);
    }

    /// <summary>No decision sends more orders than the settings allow; what is above that is not traded, and said.</summary>
    private int CutToOrders(InstrumentBook book, int quantity)
    {
        long most = (long)OrderSlices.MaxQuantity(book.Instrument) * settings.Ghost.MaxOrdersPerDecision;
        if (quantity <= most) return quantity;
        quarantine.Refuse(Reason.EntryCut, book.Id, quantity);
        return (int)most;
    }

    /// <summary>The part of an entry's reserve that a fill turns into a position; the last fill takes what is left.</summary>
    private static Money ReservedShare(in Order order, int quantity) =>
        quantity == order.Remaining ? order.Reserved : new Money((long)((Int128)order.Reserved.Micros * quantity / order.Remaining));

    private Reason MayEnter(InstrumentBook book, PlanRunner runner, Side side)
    {
        if (account.Paused) return Reason.EntriesPaused;
        if (account.Stopped) return Reason.DayStopped;
        if (account.FeedDown || book.Unseen) return Reason.FeedDown;
        if (book.Rates is null) return Reason.NoChargesForDate;
        if (book.NextPlan is not null || book.Withdrawn) return Reason.PlanReplaced;
        if (book.ExpiryDay < book.Session.Day) return Reason.InstrumentExpired;
        if (side == Side.Sell && runner.Plan.Product == Product.Delivery) return Reason.NoShortDelivery;
        if (book.Carries ? !book.Session.IsTrading || emitter.Now >= book.Close : book.Session.Phase != SessionPhase.Open || emitter.Now >= book.SquareOff)
            return Reason.OutsideTradingHours;
        long second = Ist.NanosOfDay(emitter.Now) / Timestamp.NanosPerSecond;
        if (second < runner.Plan.StartSecond) return Reason.OutsideTradingHours;
        if (runner.Plan.SquareOffSecond != 0 && second >= runner.Plan.SquareOffSecond) return Reason.OutsideTradingHours;
        if (runner.Plan.Stops.StopAtr > 0 && !runner.AtrIsReady) return Reason.NoAtrYet;
        return book.Touch.Last.Units > 0 ? Reason.None : Reason.NoPriceYet;
    }
}
