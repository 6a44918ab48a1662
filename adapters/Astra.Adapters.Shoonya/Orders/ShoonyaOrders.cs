using System.Globalization;
using Astra.Host;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya;

/// <summary>
/// Orders as the vendor's interface wants them. Market orders are refused there, so they become limit orders with a protection band around the reference
/// price: the ticket's limit price where it has one, else the last price; a stop order's is its trigger.
/// </summary>
public sealed class ShoonyaOrders : IOrderDialect
{
    private readonly string _user;
    private readonly string _account;
    private readonly Func<Instrument, FeedInstrument?> _names;
    private readonly Func<Instrument, Price>? _last;

    /// <param name="names">What the vendor calls an instrument; null when it has no such one.</param>
    /// <param name="last">Last known price, zero when there is none; null where nobody knows.</param>
    public ShoonyaOrders(string user, string account, Func<Instrument, FeedInstrument?> names, Func<Instrument, Price>? last = null) =>
        (_user, _account, _names, _last) = (user, account, names, last);

    public string Vendor => Shoonya.VendorName;

    /// <inheritdoc/>
    public OrderRequest? Place(OrderTicket ticket, out string problem)
    {
        if (Terms(ticket, out problem) is not { } terms) return null;
        List<KeyValuePair<string, string>> fields =
        [
            new("uid", _user), new("actid", _account), new("exch", terms.Exchange), new("tsym", terms.Symbol), new("qty", Text(ticket.Quantity)),
            new("prc", Text(terms.Limit)),
        ];
        if (terms.IsStop) fields.Add(new("trgprc", Text(ticket.TriggerPrice)));
        fields.AddRange(
        [
            new("dscqty", "0"), new("prd", ProductOf(ticket.Product)), new("trantype", ticket.Side == BrokerSide.Buy ? "B" : "S"), new("prctyp", terms.Type),
            new("ret", ValidityOf(ticket)), new("remarks", ticket.Tag), new("ordersource", "API"),
        ]);
        return new OrderRequest("PlaceOrder", RestBody.Json(fields));
    }

    /// <inheritdoc/>
    public OrderRequest? Modify(string brokerOrderId, OrderTicket ticket, out string problem)
    {
        problem = NumberProblem(brokerOrderId);
        if (problem.Length > 0 || Terms(ticket, out problem) is not { } terms) return null;
        List<KeyValuePair<string, string>> fields =
        [
            new("uid", _user), new("norenordno", brokerOrderId), new("exch", terms.Exchange), new("tsym", terms.Symbol), new("qty", Text(ticket.Quantity)),
            new("prc", Text(terms.Limit)), new("prctyp", terms.Type), new("ret", ValidityOf(ticket)),
        ];
        if (terms.IsStop) fields.Add(new("trgprc", Text(ticket.TriggerPrice)));
        return new OrderRequest("ModifyOrder", RestBody.Json(fields));
    }

    /// <inheritdoc/>
    public OrderRequest? Cancel(string brokerOrderId, OrderTicket ticket, out string problem)
    {
        problem = NumberProblem(brokerOrderId);
        return problem.Length > 0 ? null : new OrderRequest("CancelOrder", RestBody.Json([new("uid", _user), new("norenordno", brokerOrderId)]));
    }

    /// <summary>What a ticket comes to; null when it cannot be sent.</summary>
    private OrderTerms? Terms(OrderTicket ticket, out string problem)
    {
        problem = TicketCheck.Problem(ticket);
        if (problem.Length > 0) return null;
        if (_names(ticket.Instrument) is not { } named)
        {
            problem = $"Shoonya's master does not have {ticket.Instrument.Symbol}";
            return null;
        }
        bool isStop = ticket.Type is BrokerOrderType.StopLimit or BrokerOrderType.StopMarket;
        Price limit = ticket.LimitPrice;
        if (ticket.Type is BrokerOrderType.Market or BrokerOrderType.StopMarket)
        {
            Price reference = isStop ? ticket.TriggerPrice : limit.Units > 0 ? limit : _last?.Invoke(ticket.Instrument) ?? Price.Zero;
            if (reference.Units <= 0)
            {
                problem = "a market order goes as a limit order with a protection band, and there is no price yet to set it around";
                return null;
            }
            limit = ProtectionBand.Limit(ticket.Instrument, reference, ticket.Side == BrokerSide.Buy);
        }
        return new OrderTerms(ShoonyaNames.Of(named.Exchange), named.TradingSymbol, limit, isStop);
    }

    private static string NumberProblem(string number) =>
        number.Length > 0 && number.All(char.IsAsciiLetterOrDigit) ? "" : "the broker's order number is missing or is none";

    private static string ProductOf(Product product) => product switch { Product.Delivery => "C", Product.Carry => "M", _ => "I" };

    private static string ValidityOf(OrderTicket ticket) => ticket.ImmediateOrCancel ? "IOC" : "DAY";

    private static string Text(int quantity) => quantity.ToString(CultureInfo.InvariantCulture);

    private static string Text(Price price) => price.ToString();

    private sealed record OrderTerms(string Exchange, string Symbol, Price Limit, bool IsStop)
    {
        public string Type => IsStop ? "SL-LMT" : "LMT";
    }
}
