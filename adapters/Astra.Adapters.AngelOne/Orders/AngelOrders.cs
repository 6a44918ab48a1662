using System.Globalization;
using Astra.Host;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>Orders as Angel One wants them: JSON, every value a text. The three names of an instrument come from one row of the master.</summary>
/// <param name="instruments">What orders may be about.</param>
public sealed class AngelOrders(IReadOnlyList<FeedInstrument> instruments) : IOrderDialect
{
    private readonly Dictionary<int, FeedInstrument> _instruments = instruments.ToDictionary(i => i.Instrument.Id);

    public string Vendor => AngelOne.VendorName;

    public OrderRequest? Place(OrderTicket ticket, out string problem)
    {
        problem = AngelOrderCheck.Problem(ticket, Find(ticket));
        return problem.Length > 0 ? null : new OrderRequest(AngelPaths.PlaceOrder, JsonBody.Of([.. Fields(ticket)]));
    }

    public OrderRequest? Modify(string brokerOrderId, OrderTicket ticket, out string problem)
    {
        problem = AngelOrderCheck.OfId(brokerOrderId);
        if (problem.Length == 0) problem = AngelOrderCheck.Problem(ticket, Find(ticket));
        return problem.Length > 0 ? null : new OrderRequest(AngelPaths.ModifyOrder, JsonBody.Of([.. Fields(ticket), ("orderid", brokerOrderId)]));
    }

    public OrderRequest? Cancel(string brokerOrderId, OrderTicket ticket, out string problem)
    {
        problem = AngelOrderCheck.OfId(brokerOrderId);
        return problem.Length > 0 ? null : new OrderRequest(AngelPaths.CancelOrder, JsonBody.Of(("variety", VarietyOf(ticket)), ("orderid", brokerOrderId)));
    }

    private FeedInstrument? Find(OrderTicket ticket) => _instruments.GetValueOrDefault(ticket.Instrument.Id);

    private IEnumerable<(string, string)> Fields(OrderTicket ticket)
    {
        FeedInstrument instrument = Find(ticket)!;
        yield return ("variety", VarietyOf(ticket));
        yield return ("tradingsymbol", instrument.TradingSymbol);
        yield return ("symboltoken", instrument.Token);
        yield return ("transactiontype", ticket.Side == BrokerSide.Buy ? "BUY" : "SELL");
        yield return ("exchange", AngelExchange.NameOf(instrument.Exchange));
        yield return ("ordertype", ticket.Type switch
        {
            BrokerOrderType.Market => "MARKET",
            BrokerOrderType.Limit => "LIMIT",
            BrokerOrderType.StopLimit => "STOPLOSS_LIMIT",
            _ => "STOPLOSS_MARKET",
        });
        yield return ("producttype", ticket.Product switch
        {
            Product.Delivery => "DELIVERY",
            Product.Carry => "CARRYFORWARD",
            _ => "INTRADAY",
        });
        yield return ("duration", ticket.ImmediateOrCancel ? "IOC" : "DAY");
        yield return ("price", Text(ticket.LimitPrice));
        yield return ("triggerprice", Text(ticket.TriggerPrice));
        yield return ("squareoff", "0");
        yield return ("stoploss", "0");
        yield return ("trailingStopLoss", "");
        yield return ("disclosedquantity", "0");
        yield return ("quantity", ticket.Quantity.ToString(CultureInfo.InvariantCulture));
        yield return ("ordertag", ticket.Tag);
    }

    /// <summary>Any order with a trigger is of the variety STOPLOSS.</summary>
    private static string VarietyOf(OrderTicket ticket) => ticket.Type is BrokerOrderType.StopLimit or BrokerOrderType.StopMarket ? "STOPLOSS" : "NORMAL";

    /// <summary>Rupees; none is a plain zero.</summary>
    private static string Text(Price price) => price == Price.Zero ? "0" : price.ToDecimal().ToString("0.00##", CultureInfo.InvariantCulture);
}
