using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core;

/// <summary>
/// Two-sided quotes: a resting buy and a resting sell order of the plan's quantity. The side that would add to the position obeys every rule of an
/// entry and the plan's inventory; the side that takes from it may always rest, for no more than is held. While one rests the plan's
/// target does not: the other quote is the way out. An unchanged quote keeps its place at the exchange.
/// </summary>
internal sealed partial class Trader
{
    private void Quote(InstrumentBook book, in StrategyDecision decision)
    {
        Plan plan = book.Runner!.Plan;
        if (!book.Session.IsTrading || book.Exit.IsLive) return;
        bool cancelled = book.Entry.IsLive;
        if (cancelled) EndEntry(book, OrderState.Cancelled, Reason.StrategyQuote);
        if (book.TargetOrder.IsLive) _orders.End(book, book.TargetOrder, OrderState.Cancelled, Reason.StrategyQuote);

        Price tick = book.Instrument.TickSize;
        // The exchange takes no price beyond the band; one on the far side of it would never trade, and is not sent.
        Price bid = TickGrid.Down(decision.Bid < book.Band.High ? decision.Bid : book.Band.High, tick);
        Price ask = TickGrid.Up(decision.Ask > book.Band.Low || decision.Ask.Units <= 0 ? decision.Ask : book.Band.Low, tick);
        if (decision.Bid.Units <= 0 || bid < book.Band.Low) bid = Price.Zero;
        if (decision.Ask.Units <= 0 || ask > book.Band.High) ask = Price.Zero;
        Reason problem = plan.Sizing != PlanSizing.Fixed ? Reason.BadSizing
            : bid.Units > 0 && ask.Units > 0 && bid >= ask ? Reason.CrossedQuote
            : Reason.None;
        book.BidRefusal = Rest(book, book.BidQuote, Side.Buy, bid, problem, book.BidRefusal);
        book.AskRefusal = Rest(book, book.AskQuote, Side.Sell, ask, problem, book.AskRefusal);
        if (book.IsQuoting) return;
        if (book.Position.IsOpen) PlaceTarget(book);
        else if (cancelled) AfterFlat(book);
    }

    /// <summary>Quotes end for a reason of the engine's; the position stays, and its target rests again.</summary>
    public void StopQuotes(InstrumentBook book, Reason reason)
    {
        if (!book.IsQuoting) return;
        EndQuotes(book, OrderState.Cancelled, reason);
        if (book.Position.IsOpen) PlaceTarget(book);
        else AfterFlat(book);
    }

    /// <summary>Quotes that could open or add end for a reason of the engine's; what takes from the position may rest on.</summary>
    public void StopAdding(InstrumentBook book, Reason reason)
    {
        if (!book.IsQuoting) return;
        int held = book.Position.Quantity;
        if (held >= 0) EndQuote(book, book.BidQuote, OrderState.Cancelled, reason);
        if (held <= 0) EndQuote(book, book.AskQuote, OrderState.Cancelled, reason);
        if (book.IsQuoting) return;
        if (book.Position.IsOpen) PlaceTarget(book);
        else AfterFlat(book);
    }

    private void EndQuotes(InstrumentBook book, OrderState state, Reason why)
    {
        EndQuote(book, book.BidQuote, state, why);
        EndQuote(book, book.AskQuote, state, why);
    }

    private void EndQuote(InstrumentBook book, OrderGroup quote, OrderState state, Reason why)
    {
        if (!quote.IsLive) return;
        Release(quote);
        _orders.End(book, quote, state, why);
        if (!book.IsQuoting) SetPending(book, false);
    }

    /// <summary>Makes one side rest where it should, or not at all; returns why it may not, so that the same refusal is said once.</summary>
    private Reason Rest(InstrumentBook book, OrderGroup quote, Side side, Price price, Reason problem, Reason saidBefore)
    {
        Plan plan = book.Runner!.Plan;
        int held = book.Position.Quantity * (int)side;
        long wanted = price.Units <= 0 || problem != Reason.None ? 0
            : held < 0 ? Math.Min(plan.Quantity, -held)
            : Excludes(plan, side) ? 0
            : Math.Min(plan.Quantity, (long)plan.Quantity * plan.MaxInventory - held);
        if (wanted > 0 && held >= 0) problem = MayEnter(book, book.Runner, side);
        if (problem != Reason.None || wanted < 0) wanted = 0;
        if (wanted > 0 && quote.IsLive && quote[0].Limit == price && Math.Abs(quote.Open) == wanted) return Reason.None;

        EndQuote(book, quote, OrderState.Cancelled, Reason.StrategyQuote);
        int quantity = (int)wanted;
        if (quantity > 0 && held >= 0)
        {
            problem = Sizer.Cut(book.Instrument, settings.Risk, account, price, held, book.Pending, ref quantity);
            if (problem == Reason.None) problem = margin.Limit(book, side, account.Equity, ref quantity);
            if (problem == Reason.None) quantity = CutToOrders(book, quantity);
        }
        if (problem != Reason.None && problem != saidBefore) _orders.Refuse(book, side, problem, OrderType.Limit, Reason.StrategyQuote);
        if (problem != Reason.None || quantity <= 0) return problem;

        _orders.Place(book, quote, side, OrderType.Limit, quantity, price, Reason.StrategyQuote);
        if (held < 0) return Reason.None;
        Reserve(book, quote, price);
        if (!book.Position.IsOpen) SetPending(book, true);
        margin.Hold(book);
        return Reason.None;
    }
}
