using Astra.Host;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>What the exchange or the broker would refuse, found before anything is sent: neither checks it for us beforehand.</summary>
internal static class AngelOrderCheck
{
    private const int LongestTag = 19;
    private const int LongestId = 64;

    /// <summary>The first problem in words; empty when there is none.</summary>
    public static string Problem(OrderTicket ticket, FeedInstrument? instrument)
    {
        if (instrument is null) return $"{ticket.Instrument.Symbol} is not among the instruments that orders may be about";
        Instrument known = instrument.Instrument;
        if (AngelExchange.NameOf(instrument.Exchange).Length == 0) return $"{known.Symbol} is of no exchange that Angel One takes orders for";
        if (known.Kind == InstrumentKind.Index) return $"{known.Symbol} is an index: only what is derived from it can be ordered";
        if (ticket.Tag.Length is 0 or > LongestTag || !ticket.Tag.All(char.IsAsciiLetterOrDigit))
            return $"the tag must have 1 to {LongestTag} letters and digits, it has '{ticket.Tag}'";
        return OfQuantity(ticket, known) is { Length: > 0 } quantity ? quantity
            : OfProduct(ticket, known) is { Length: > 0 } product ? product
            : OfPrices(ticket, known);
    }

    public static string OfId(string brokerOrderId) =>
        brokerOrderId.Length is > 0 and <= LongestId && brokerOrderId.All(char.IsAsciiLetterOrDigit) ? "" : "the broker's order id is missing or has signs that no id has";

    private static string OfQuantity(OrderTicket ticket, Instrument known)
    {
        if (ticket.Quantity <= 0) return $"the quantity must be above zero, it is {ticket.Quantity}";
        if (known.LotSize > 1 && ticket.Quantity % known.LotSize != 0) return $"{ticket.Quantity} is no whole number of lots of {known.LotSize}";
        if (known.FreezeQuantity > 0 && ticket.Quantity > known.FreezeQuantity)
            return $"{ticket.Quantity} is above the exchange's freeze quantity of {known.FreezeQuantity}; send slices of {OrderSlices.MaxQuantity(known)} at most";
        return "";
    }

    private static string OfProduct(OrderTicket ticket, Instrument known)
    {
        bool isCash = known.Kind is InstrumentKind.Equity or InstrumentKind.Etf;
        if (ticket.Product == Product.Delivery && !isCash) return "DELIVERY is for shares; a derivative is carried with CARRYFORWARD";
        if (ticket.Product == Product.Carry && isCash) return "CARRYFORWARD is for derivatives; a share is kept with DELIVERY";
        return "";
    }

    private static string OfPrices(OrderTicket ticket, Instrument known)
    {
        bool hasLimit = ticket.Type is BrokerOrderType.Limit or BrokerOrderType.StopLimit;
        bool hasTrigger = ticket.Type is BrokerOrderType.StopLimit or BrokerOrderType.StopMarket;
        if (!hasLimit && ticket.LimitPrice != Price.Zero) return "an order at the market has no limit price";
        if (!hasTrigger && ticket.TriggerPrice != Price.Zero) return "an order without a stop has no trigger price";
        if (hasLimit && OfPrice("limit price", ticket.LimitPrice, known) is { Length: > 0 } limit) return limit;
        if (hasTrigger && OfPrice("trigger price", ticket.TriggerPrice, known) is { Length: > 0 } trigger) return trigger;
        if (ticket.Type != BrokerOrderType.StopLimit) return "";
        // The order would rest on the wrong side of its own trigger: the exchange refuses it.
        if (ticket.Side == BrokerSide.Buy && ticket.LimitPrice < ticket.TriggerPrice) return "a buy's limit price must not be below its trigger price";
        if (ticket.Side == BrokerSide.Sell && ticket.LimitPrice > ticket.TriggerPrice) return "a sale's limit price must not be above its trigger price";
        return "";
    }

    private static string OfPrice(string name, Price price, Instrument known)
    {
        if (price <= Price.Zero) return $"the {name} must be above zero, it is {price}";
        if (known.TickSize > Price.Zero && !TickGrid.IsOn(price, known.TickSize)) return $"the {name} {price} is not on the tick of {known.TickSize}";
        (Price low, Price high) band = PriceBand.Of(known.PreviousClose, known.PriceBandBasisPoints, known.TickSize);
        return PriceBand.Holds(band, price) ? "" : $"the {name} {price} is beyond the day's band of {band.low} to {band.high}";
    }
}
