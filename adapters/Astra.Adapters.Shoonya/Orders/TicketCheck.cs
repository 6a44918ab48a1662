using Astra.Host;
using Astra.Markets;

namespace Astra.Adapters.Shoonya;

/// <summary>What is wrong with a ticket, before the vendor says so.</summary>
internal static class TicketCheck
{
    private const int LongestTag = 19;

    /// <summary>In words; empty when nothing is.</summary>
    public static string Problem(OrderTicket ticket)
    {
        Instrument instrument = ticket.Instrument;
        bool derivative = instrument.Kind is InstrumentKind.Future or InstrumentKind.Option;
        if (instrument.Kind == InstrumentKind.Index) return "an index cannot be traded";
        if (ticket.Tag.Length is 0 or > LongestTag || !ticket.Tag.All(char.IsAsciiLetterOrDigit)) return $"the tag must be 1 to {LongestTag} letters and digits";
        if (ticket.Quantity <= 0) return "the quantity must be above zero";
        if (instrument.LotSize > 1 && ticket.Quantity % instrument.LotSize != 0) return $"the quantity {ticket.Quantity} is no multiple of the lot {instrument.LotSize}";
        int most = OrderSlices.MaxQuantity(instrument);
        if (ticket.Quantity > most) return $"the quantity {ticket.Quantity} is above the largest order {most}; cut it into slices";
        if (ticket.Product == Product.Delivery && derivative) return "a derivative cannot be held as delivery; use carry";
        if (ticket.Product == Product.Carry && !derivative) return "a share cannot be carried on margin; use delivery";
        bool stop = ticket.Type is BrokerOrderType.StopLimit or BrokerOrderType.StopMarket;
        if (ticket.Type is BrokerOrderType.Limit or BrokerOrderType.StopLimit && ticket.LimitPrice.Units <= 0) return "a limit order needs a limit price";
        if (stop && ticket.TriggerPrice.Units <= 0) return "a stop order needs a trigger price";
        if (!stop && ticket.TriggerPrice.Units != 0) return "only a stop order has a trigger price";
        if (ticket.LimitPrice.Units < 0) return "the limit price is below zero";
        if (ticket.Type != BrokerOrderType.Market && !TickGrid.IsOn(ticket.LimitPrice, instrument.TickSize))
            return $"the limit price {ticket.LimitPrice} is off the tick {instrument.TickSize}";
        if (!TickGrid.IsOn(ticket.TriggerPrice, instrument.TickSize)) return $"the trigger price {ticket.TriggerPrice} is off the tick {instrument.TickSize}";
        if (ticket.Type != BrokerOrderType.StopLimit) return "";
        bool wrongSide = ticket.Side == BrokerSide.Buy ? ticket.LimitPrice < ticket.TriggerPrice : ticket.LimitPrice > ticket.TriggerPrice;
        return wrongSide ? $"the limit {ticket.LimitPrice} is on the wrong side of the trigger {ticket.TriggerPrice}" : "";
    }
}
