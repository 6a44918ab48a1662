using Astra.Costs;
using Astra.Markets;

namespace Astra.Core;

/// <summary>What happens to positions without an order: they end with their instrument, or shares come and go by delivery.</summary>
internal sealed partial class Trader
{
    /// <summary>Ends a position, or part of it, at a price that no order traded.</summary>
    /// <param name="session">Whose day has caused it and counts it.</param>
    /// <param name="quantity">Units, at most what is open.</param>
    public void EndAt(InstrumentBook book, SegmentSession session, int quantity, Price price, in Charges charges, Reason why)
    {
        ref Position position = ref book.Position;
        Money before = Exposed(book);
        Charge(session, in charges);
        Money gross = Money.OfUnits(position.Reduce(quantity, price), book.Instrument.Multiplier);
        position.Gross += gross;
        position.Charges += charges.Total;
        account.Realised += gross;
        counters.Gross += gross;
        session.Gross += gross;
        account.Exposure += Exposed(book) - before;
        MarkToMarket(book, price);
        EmitPosition(book, OutboundKind.Position, why);
        if (!position.IsOpen) Close(book, session, emitter.Now, why);
    }

    /// <summary>The day's end corrects a segment's charges; a correction may give back.</summary>
    public void Correct(SegmentSession session, in Charges missing, Money depository)
    {
        counters.Add(in missing);
        counters.Depository += depository;
        Money total = missing.Total + depository;
        counters.TrueUp += total;
        account.Charges += total;
        session.Charges += total;
    }

    /// <summary>Shares arrive by delivery. They join what is held, or become a position without stop and target that the plan's own decisions, or an operator, will close.</summary>
    public void Receive(InstrumentBook book, int quantity, Price price)
    {
        ref Position position = ref book.Position;
        Money before = Exposed(book);
        if (!position.IsOpen)
        {
            position = new Position { EntryTime = emitter.Now, Product = Product.Delivery };
            account.OpenPositions++;
        }
        position.Add(Side.Buy, quantity, price);
        margin.Hold(book);
        account.Exposure += Exposed(book) - before;
        MarkToMarket(book, price);
        EmitPosition(book, OutboundKind.Position, Reason.PhysicalDelivery);
    }
}
