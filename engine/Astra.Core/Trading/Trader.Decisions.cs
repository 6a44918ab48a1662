using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core;

/// <summary>Decisions: what a strategy asked for, and what of it the plan lets happen.</summary>
internal sealed partial class Trader
{
    public void OnDecision(InstrumentBook book, in StrategyDecision decision, in Bar bar)
    {
        if (decision.Action == StrategyAction.None) return;
        Side side = SideOf(in decision);
        counters.Signals++;
        EmitSignal(book, in decision, side, in bar);

        // A newer decision overrides a turn that is still waiting for its exit.
        book.Reverse = Side.None;
        if (decision.Action == StrategyAction.Quote)
        {
            Quote(book, in decision);
            return;
        }
        if (book.IsQuoting) EndQuotes(book, OrderState.Cancelled, Reason.StrategyExit);
        if (decision.Action == StrategyAction.Hold)
        {
            HoldUnits(book, decision.Units);
            return;
        }
        if (Excludes(book.Runner!.Plan, side)) side = Side.None;
        Side held = book.Position.Side;
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
            (book.Reverse, book.ReverseUnits) = (side, 0);
        }
    }

    /// <summary>
    /// A decision that came while the segment is shut (a peer still trades, news arrived). Nothing can be sent; who wants to leave leaves at the
    /// next opening, and the rest has to be said again then.
    /// </summary>
    public void OnDecisionWhileShut(InstrumentBook book, in StrategyDecision decision, in Bar bar)
    {
        if (decision.Action == StrategyAction.None) return;
        Side side = SideOf(in decision);
        counters.Signals++;
        EmitSignal(book, in decision, side, in bar);
        if (book.Position.IsOpen && decision.Action != StrategyAction.Quote && side != book.Position.Side) book.Position.Leaving = Reason.StrategyExit;
        if (side != Side.None) _orders.Refuse(book, side, Reason.OutsideTradingHours);
    }

    /// <summary>
    /// A decision on a bar that came too late to be followed. What takes from the position is done now: the strategy would have done it then. Anything
    /// else is dropped without a word.
    /// </summary>
    public void OnLateDecision(InstrumentBook book, in StrategyDecision decision, in Bar bar)
    {
        Side side = SideOf(in decision);
        int held = book.Position.Quantity;
        bool turns = held != 0 && side != book.Position.Side;
        bool leaves = decision.Action switch
        {
            StrategyAction.None or StrategyAction.Quote => false,
            StrategyAction.Hold => turns || Math.Abs(decision.Units) < Math.Abs(held),
            _ => !book.IsFlat && (turns || side == Side.None),
        };
        if (!leaves)
        {
            if (book.IsFlat) book.Runner!.Drop(in decision, book.Instrument.LotSize);
            return;
        }
        counters.Signals++;
        EmitSignal(book, in decision, side, in bar);
        book.Reverse = Side.None;
        if (!book.Session.IsTrading)
        {
            if (held != 0) book.Position.Leaving = Reason.StrategyExit;
            return;
        }
        if (turns || decision.Action != StrategyAction.Hold)
        {
            BeginExit(book, decision.Action == StrategyAction.Hold ? Reason.StrategyHold : Reason.StrategyExit);
            return;
        }
        if (book.IsQuoting) EndQuotes(book, OrderState.Cancelled, Reason.StrategyHold);
        HoldUnits(book, decision.Units);
    }

    private static Side SideOf(in StrategyDecision decision) => decision.Action switch
    {
        StrategyAction.EnterLong => Side.Buy,
        StrategyAction.EnterShort => Side.Sell,
        StrategyAction.Hold => (Side)Math.Sign(decision.Units),
        _ => Side.None,
    };

    /// <summary>Whether the plan opens no positions of a side.</summary>
    private static bool Excludes(Plan plan, Side side) =>
        side == Side.Sell ? plan.Sides == PlanSides.Long : side == Side.Buy && plan.Sides == PlanSides.Short;

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
        Reason reason = decision.Action switch
        {
            StrategyAction.Hold => Reason.StrategyHold,
            StrategyAction.Quote => Reason.StrategyQuote,
            _ => side == Side.None ? Reason.StrategyExit : Reason.StrategyEntry,
        };
        emitter.Emit(OutboundKind.Signal, reason, book.Id, ref e);
    }
}
