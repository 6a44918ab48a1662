using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// Keeps an open position's stop and target: both are set from the average entry in multiples of R (the risk taken), then the stop
/// moves to breakeven and trails the best close by a number of ATRs. A stop only ever moves toward profit.
/// </summary>
internal sealed class Protection(Emitter emitter)
{
    /// <summary>Sets stop and target after an entry fill.</summary>
    public void Set(InstrumentBook book, Reason reason)
    {
        ref Position p = ref book.Position;
        StopPolicy policy = book.Runner!.Plan.Stops;
        Price tick = book.Instrument.TickSize;
        int side = (int)p.Side;
        Price entry = p.Average;
        Price old = p.Stop;
        if (policy.StopAtr == 0)
        {
            p.BestClose = entry;
            return;
        }
        p.Stop = AtLeastOneTick(ToTick(entry - p.Risk * side, tick, -side), tick);
        p.Target = policy.TargetR > 0
            ? ToTick(entry + new Price((long)(p.Risk.Units * policy.TargetR)) * side, tick, side)
            : Price.Zero;
        // A short's target may fall below any price that can trade: then there is none.
        if (p.Target.Units < 0) p.Target = Price.Zero;
        p.StopReason = Reason.StopLoss;
        p.BestClose = entry;
        Tell(book, old, entry, reason);
    }

    /// <summary>Breakeven and trailing, once per closed candle of the plan's interval.</summary>
    public void Follow(InstrumentBook book, in Bar candle)
    {
        ref Position p = ref book.Position;
        if (p.Stop.Units == 0) return;
        StopPolicy policy = book.Runner!.Plan.Stops;
        Price tick = book.Instrument.TickSize;
        int side = (int)p.Side;
        Price entry = p.Average;
        if ((candle.Close.Units - p.BestClose.Units) * side > 0) p.BestClose = candle.Close;
        long gain = (p.BestClose.Units - entry.Units) * side;
        if (gain <= 0) return;

        if (policy.BreakevenR > 0 && gain >= p.Risk.Units * policy.BreakevenR)
            MoveTo(book, ToTick(entry, tick, side), candle.Close, Reason.Breakeven);
        if (policy.TrailAtr > 0 && book.Runner.AtrIsReady)
        {
            Price distance = Sizer.Risk(book.Runner.Atr, policy.TrailAtr, tick);
            MoveTo(book, ToTick(p.BestClose - distance * side, tick, -side), candle.Close, Reason.TrailingStop);
        }
    }

    private void MoveTo(InstrumentBook book, Price stop, Price basis, Reason reason)
    {
        ref Position p = ref book.Position;
        if ((stop.Units - p.Stop.Units) * (int)p.Side <= 0) return;
        Price old = p.Stop;
        p.Stop = stop;
        p.StopReason = reason;
        Tell(book, old, basis, reason);
    }

    private void Tell(InstrumentBook book, Price old, Price basis, Reason reason)
    {
        ref Position p = ref book.Position;
        OutboundEvent e = default;
        e.Stop = new StopBody
        {
            PlanId = book.Runner!.Plan.Id,
            Quantity = p.Quantity,
            OldStop = old,
            NewStop = p.Stop,
            Target = p.Target,
            Basis = basis,
        };
        emitter.Emit(OutboundKind.StopMoved, reason, book.Id, ref e);
    }

    /// <summary>Up to the tick grid when <paramref name="direction"/> is positive, down when negative: a stop further away, a target too.</summary>
    private static Price ToTick(Price price, Price tick, int direction) => direction > 0 ? TickGrid.Up(price, tick) : TickGrid.Down(price, tick);

    private static Price AtLeastOneTick(Price price, Price tick) => price < tick ? tick : price;
}
