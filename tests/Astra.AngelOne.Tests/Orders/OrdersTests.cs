using System.Text.Json;
using Astra.Host;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne.Tests;

public class OrdersTests
{
    private static readonly FeedInstrument Frozen = Parts.Option with { Instrument = Parts.Option.Instrument with { FreezeQuantity = 1800 } };
    private static readonly FeedInstrument Banded =
        Parts.Share with { Instrument = Parts.Share.Instrument with { PreviousClose = Price.FromRupees(800), PriceBandBasisPoints = 1000 } };

    private readonly AngelOrders _orders = new([Banded, Frozen, Parts.Index, Parts.Dollar]);

    private static OrderTicket Ticket(
        FeedInstrument of, BrokerOrderType type = BrokerOrderType.Limit, int quantity = 75, decimal limit = 0, decimal trigger = 0, Product product = Product.Intraday,
        BrokerSide side = BrokerSide.Buy, string tag = "a1b2c3", bool ioc = false) =>
        new(tag, of.Instrument, side, quantity, type, Price.FromRupees(limit), Price.FromRupees(trigger), product, ioc);

    private static Dictionary<string, string> Fields(OrderRequest? request) =>
        JsonDocument.Parse(request!.Body).RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);

    [Fact]
    public void A_limit_order_is_the_documents_example()
    {
        OrderRequest? request = _orders.Place(Ticket(Banded, quantity: 10, limit: 812.35m), out string problem);
        Assert.Equal("", problem);
        Assert.Equal("/rest/secure/angelbroking/order/v1/placeOrder", request!.Path);
        Assert.Equal(
            """
            {"variety":"NORMAL","tradingsymbol":"SBIN-EQ","symboltoken":"3045","transactiontype":"BUY","exchange":"NSE","ordertype":"LIMIT","producttype":"INTRADAY","duration":"DAY","price":"812.35","triggerprice":"0","squareoff":"0","stoploss":"0","trailingStopLoss":"","disclosedquantity":"0","quantity":"10","ordertag":"a1b2c3"}
            """, request.Body);
    }

    [Theory]
    [InlineData(BrokerOrderType.Market, "MARKET", "NORMAL")]
    [InlineData(BrokerOrderType.Limit, "LIMIT", "NORMAL")]
    [InlineData(BrokerOrderType.StopLimit, "STOPLOSS_LIMIT", "STOPLOSS")]
    [InlineData(BrokerOrderType.StopMarket, "STOPLOSS_MARKET", "STOPLOSS")]
    public void Types_have_their_words_and_a_trigger_its_variety(BrokerOrderType type, string word, string variety)
    {
        bool limit = type is BrokerOrderType.Limit or BrokerOrderType.StopLimit, stop = type is BrokerOrderType.StopLimit or BrokerOrderType.StopMarket;
        OrderTicket ticket = Ticket(Frozen, type, 150, limit ? 120 : 0, stop ? 119.5m : 0, Product.Carry, BrokerSide.Buy, ioc: true);
        Dictionary<string, string> fields = Fields(_orders.Place(ticket, out _));
        Assert.Equal(
            (word, variety, "CARRYFORWARD", "IOC", limit ? "120.00" : "0", stop ? "119.50" : "0", "NFO", "54786"),
            (fields["ordertype"], fields["variety"], fields["producttype"], fields["duration"], fields["price"], fields["triggerprice"], fields["exchange"], fields["symboltoken"]));
        Dictionary<string, string> modify = Fields(_orders.Modify("260929000000001", ticket, out _));
        Assert.Equal("260929000000001", modify["orderid"]);
        Assert.Equal(fields, modify.Where(f => f.Key != "orderid").ToDictionary());
        OrderRequest? cancel = _orders.Cancel("260929000000001", ticket, out _);
        Assert.Equal($$"""{"variety":"{{variety}}","orderid":"260929000000001"}""", cancel!.Body);
    }

    [Fact]
    public void A_price_keeps_the_digits_that_it_has() =>
        Assert.Equal("83.9925", Fields(_orders.Place(Ticket(Parts.Dollar, quantity: 1, limit: 83.9925m), out _))["price"]);

    public static TheoryData<string, object> Bad => new()
    {
        { "tag", Ticket(Banded, quantity: 1, limit: 800, tag: "") },
        { "tag", Ticket(Banded, quantity: 1, limit: 800, tag: "12345678901234567890") },
        { "tag", Ticket(Banded, quantity: 1, limit: 800, tag: "a-b") },
        { "not among", Ticket(Parts.Crude, quantity: 1, limit: 800) },
        { "index", Ticket(Parts.Index, quantity: 1, limit: 25000) },
        { "above zero", Ticket(Banded, quantity: 0, limit: 800) },
        { "whole number of lots", Ticket(Frozen, quantity: 76, limit: 100) },
        { "freeze quantity", Ticket(Frozen, quantity: 1875, limit: 100) },
        { "DELIVERY", Ticket(Frozen, limit: 100, product: Product.Delivery) },
        { "CARRYFORWARD", Ticket(Banded, quantity: 1, limit: 800, product: Product.Carry) },
        { "above zero", Ticket(Banded, quantity: 1, limit: 0) },
        { "above zero", Ticket(Banded, quantity: 1, limit: -800) },
        { "tick", Ticket(Banded, quantity: 1, limit: 800.03m) },
        { "band", Ticket(Banded, quantity: 1, limit: 880.05m) },
        { "band", Ticket(Banded, quantity: 1, limit: 719.95m) },
        { "no limit price", Ticket(Banded, BrokerOrderType.Market, 1, 800) },
        { "no trigger price", Ticket(Banded, quantity: 1, limit: 800, trigger: 800) },
        { "above zero", Ticket(Banded, BrokerOrderType.StopMarket, 1) },
        { "below its trigger", Ticket(Banded, BrokerOrderType.StopLimit, 1, 800, 801) },
        { "above its trigger", Ticket(Banded, BrokerOrderType.StopLimit, 1, 801, 800, side: BrokerSide.Sell) },
    };

    [Theory, MemberData(nameof(Bad))]
    public void What_would_be_refused_is_found_before_it_is_sent(string words, object ticket)
    {
        Assert.Null(_orders.Place((OrderTicket)ticket, out string problem));
        Assert.Contains(words, problem, StringComparison.Ordinal);
        Assert.Null(_orders.Modify("1", (OrderTicket)ticket, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1\",\"x\":\"")]
    public void An_order_id_that_is_none_is_refused(string id)
    {
        Assert.Null(_orders.Cancel(id, Ticket(Banded, quantity: 1, limit: 800), out string problem));
        Assert.NotEqual("", problem);
        Assert.Null(_orders.Modify(id, Ticket(Banded, quantity: 1, limit: 800), out _));
    }
}
