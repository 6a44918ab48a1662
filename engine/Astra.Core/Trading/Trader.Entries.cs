using Astra.Markets;

namespace Astra.Core;

/// <summary>Entries: whether one may be made, how large it is, and what it holds until it ends.</summary>
internal sealed partial class Trader
{
    private void TryEnter(InstrumentBook book, Side side)
    {
        PlanRunner runner = book.Runner!;
        Reason refusal = MayEnter(book, runner, side);
        Price price = book.Touch.Last;
        int quantity = 0;
        if (refusal == Reason.None)
        {
            Price risk = Sizer.Risk(runner.Atr, runner.Plan.Stops.StopAtr, book.Instrument.TickSize);
            refusal = Sizer.Size(
                book.Instrument, settings.Risk, account, runner.Plan.RiskBasisPoints, price, risk, out quantity);
            book.Position.Risk = risk;
        }
        if (refusal == Reason.None) refusal = margin.Limit(book, side, account.Equity, ref quantity);
        if (refusal != Reason.None)
        {
            _orders.Refuse(book, side, refusal);
            return;
        }
        quantity = CutToOrders(book, quantity);
        _orders.Place(book, book.Entry, side, OrderType.Market, quantity, _marketLimit.Limit(book, side), Reason.StrategyEntry);
        for (int i = 0; i < book.Entry.Count; i++)
        {
            ref Order order = ref book.Entry[i];
            order.Reserved = Money.Of(price, order.Quantity, book.Instrument.Multiplier);
            account.Exposure += order.Reserved;
        }
        account.PendingEntries++;
        margin.Hold(book);
    }

    private void EndEntry(InstrumentBook book, OrderState state, Reason why)
    {
        if (book.Entry.Filled == 0) account.PendingEntries--;
        for (int i = 0; i < book.Entry.Count; i++)
        {
            ref Order order = ref book.Entry[i];
            if (!order.IsLive) continue;
            account.Exposure -= order.Reserved;
            order.Reserved = Money.Zero;
        }
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
        if (book.Rates is null) return Reason.NoChargesForDate;
        if (book.NextPlan is not null || book.Withdrawn) return Reason.PlanReplaced;
        if (book.ExpiryDay < book.Session.Day) return Reason.InstrumentExpired;
        if (side == Side.Sell && runner.Plan.Product == Product.Delivery) return Reason.NoShortDelivery;
        if (book.Carries ? !book.Session.IsTrading || emitter.Now >= book.Close : book.Session.Phase != SessionPhase.Open || emitter.Now >= book.SquareOff)
            return Reason.OutsideTradingHours;
        long second = Ist.NanosOfDay(emitter.Now) / Timestamp.NanosPerSecond;
        if (second < runner.Plan.StartSecond) return Reason.OutsideTradingHours;
        if (runner.Plan.SquareOffSecond != 0 && second >= runner.Plan.SquareOffSecond) return Reason.OutsideTradingHours;
        if (!runner.AtrIsReady) return Reason.NoAtrYet;
        return book.Touch.Last.Units > 0 ? Reason.None : Reason.NoPriceYet;
    }
}
