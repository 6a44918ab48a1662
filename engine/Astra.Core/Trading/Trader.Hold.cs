using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// Positions of a wanted size, for hedges and baskets: the difference to what is held is traded at the market, in whole lots. Increases obey
/// limits, margin and capital as entries do, decreases are never refused. The plan's stops guard such a position as any other; an
/// increase sets them anew from the new average.
/// </summary>
internal sealed partial class Trader
{
    private void HoldUnits(InstrumentBook book, int units)
    {
        Plan plan = book.Runner!.Plan;
        int wanted = units - units % book.Instrument.LotSize;
        if (Excludes(plan, (Side)Math.Sign(wanted))) wanted = 0;
        // What leaves for a stop or the day's end leaves.
        if (book.Exit.IsLive && book.Exit[0].Intent is not (Reason.StrategyExit or Reason.StrategyHold)) return;
        int held = book.Position.Quantity;
        if (held + book.Entry.Open + book.Exit.Open == wanted) return;
        bool cancelled = book.Entry.IsLive;
        if (cancelled) EndEntry(book, OrderState.Cancelled, Reason.StrategyHold);

        if (held != 0 && Math.Sign(wanted) != Math.Sign(held))
        {
            if (!book.IsLeaving) BeginExit(book, Reason.StrategyHold);
            if (wanted != 0) (book.Reverse, book.ReverseUnits) = ((Side)Math.Sign(wanted), Math.Abs(wanted));
            return;
        }
        if (book.Exit.IsLive) _orders.End(book, book.Exit, OrderState.Cancelled, Reason.StrategyHold);
        int difference = Math.Abs(wanted) - Math.Abs(held);
        if (difference != 0 && book.TargetOrder.IsLive) _orders.End(book, book.TargetOrder, OrderState.Cancelled, Reason.StrategyHold);
        if (difference < 0) PlaceExit(book, -difference, Reason.StrategyHold);
        else if (difference > 0) TryEnter(book, (Side)Math.Sign(wanted), difference);

        if (book.Position.IsOpen && !book.Entry.IsLive) PlaceTarget(book);
        else if (cancelled && book.IsFlat) AfterFlat(book);
    }
}
