using System.Text.Json;
using Astra.Host;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya.Tests;

public class OrderTests
{
    private static readonly ShoonyaOrders Dialect = new("FA12345", "FA1", instrument => instrument.Id switch { 0 => Facts.Share(0), 1 => Facts.Option(1), _ => null }, _ => new Price(19_073_500));

    private static OrderTicket Share(BrokerOrderType type = BrokerOrderType.Limit, long limit = 19_070_000, long trigger = 0, int quantity = 10, BrokerSide side = BrokerSide.Buy) =>
        new("astra1", Facts.Share(0).Instrument, side, quantity, type, new Price(limit), new Price(trigger), Product.Intraday);

    [Fact]
    public void A_limit_order_has_all_fields_as_texts_and_nothing_else()
    {
        OrderRequest request = Dialect.Place(Share(), out string problem)!;
        Assert.Equal("", problem);
        Assert.Equal("PlaceOrder", request.Path);
        Assert.Equal(
            "{\"uid\":\"FA12345\",\"actid\":\"FA1\",\"exch\":\"NSE\",\"tsym\":\"ACC-EQ\",\"qty\":\"10\",\"prc\":\"1907.00\",\"dscqty\":\"0\",\"prd\":\"I\",\"trantype\":\"B\","
            + "\"prctyp\":\"LMT\",\"ret\":\"DAY\",\"remarks\":\"astra1\",\"ordersource\":\"API\"}", request.Body);
    }

    [Theory]
    [InlineData(BrokerSide.Buy, "1916.85")]
    [InlineData(BrokerSide.Sell, "1897.85")]
    public void A_market_order_becomes_a_limit_with_a_band(BrokerSide side, string price) =>
        Assert.Equal(price, Field(Dialect.Place(Share(BrokerOrderType.Market, 0, side: side), out _)!, "prc"));

    [Fact]
    public void Without_any_price_a_market_order_is_a_problem()
    {
        var blind = new ShoonyaOrders("U", "A", _ => Facts.Share(0));
        Assert.Null(blind.Place(Share(BrokerOrderType.Market, 0), out string problem));
        Assert.Contains("no price yet", problem, StringComparison.Ordinal);
        Assert.NotNull(blind.Place(Share(BrokerOrderType.Market, 19_070_000), out _));
    }

    [Fact]
    public void A_stop_has_a_trigger_and_its_limit_stands_behind_it()
    {
        OrderRequest request = Dialect.Place(Share(BrokerOrderType.StopMarket, 0, 19_000_000, side: BrokerSide.Sell), out _)!;
        Assert.Equal(("SL-LMT", "1900.00", "1890.50"), (Field(request, "prctyp"), Field(request, "trgprc"), Field(request, "prc")));
    }

    [Theory]
    [InlineData(InstrumentKind.Equity, 99.95, 101.90)]
    [InlineData(InstrumentKind.Equity, 100, 101)]
    [InlineData(InstrumentKind.Equity, 500, 505)]
    [InlineData(InstrumentKind.Equity, 500.05, 502.55)]
    [InlineData(InstrumentKind.Option, 9.95, 10.40)]
    [InlineData(InstrumentKind.Option, 10, 10.30)]
    [InlineData(InstrumentKind.Option, 100.05, 102.05)]
    [InlineData(InstrumentKind.Option, 600, 606)]
    [InlineData(InstrumentKind.Option, 0.05, 0.10)]
    public void The_band_depends_on_kind_and_price(InstrumentKind kind, double reference, double limit) =>
        Assert.Equal(Price.FromRupees((decimal)limit), ProtectionBand.Limit(Facts.Share(0).Instrument with { Kind = kind }, Price.FromRupees((decimal)reference), buy: true));

    [Fact]
    public void What_the_vendor_would_refuse_is_said_before()
    {
        void Bad(OrderTicket ticket, string words)
        {
            Assert.Null(Dialect.Place(ticket, out string problem));
            Assert.Contains(words, problem, StringComparison.Ordinal);
        }
        OrderTicket option = Share() with { Instrument = Facts.Option(1).Instrument, Quantity = 75, Product = Product.Carry };
        Assert.NotNull(Dialect.Place(option, out _));
        Bad(option with { Quantity = 100 }, "lot");
        Bad(option with { Quantity = 75 * 25 }, "slices");
        Bad(option with { Product = Product.Delivery }, "carry");
        Bad(Share() with { Product = Product.Carry }, "delivery");
        Bad(Share(quantity: 0), "quantity");
        Bad(Share(limit: 0), "limit price");
        Bad(Share(limit: 19_070_001), "tick");
        Bad(Share(trigger: 500), "trigger");
        Bad(Share(BrokerOrderType.StopLimit, 19_000_000, 19_070_000), "wrong side");
        Bad(Share() with { Tag = "has blank" }, "tag");
        Bad(Share() with { Tag = "" }, "tag");
        Bad(Share() with { Instrument = Facts.Share(7).Instrument }, "master");
    }

    [Fact]
    public void A_change_names_the_total_and_no_trigger_for_a_limit_order()
    {
        OrderRequest request = Dialect.Modify("26092900000017", Share(quantity: 12), out _)!;
        Assert.Equal(
            "{\"uid\":\"FA12345\",\"norenordno\":\"26092900000017\",\"exch\":\"NSE\",\"tsym\":\"ACC-EQ\",\"qty\":\"12\",\"prc\":\"1907.00\",\"prctyp\":\"LMT\",\"ret\":\"DAY\"}", request.Body);
        Assert.Equal("{\"uid\":\"FA12345\",\"norenordno\":\"17\"}", Dialect.Cancel("17", Share(), out _)!.Body);
        Assert.Null(Dialect.Cancel("", Share(), out string problem));
        Assert.NotEqual("", problem);
    }

    [Fact]
    public async Task An_order_leaves_only_with_the_switch_on()
    {
        using var desk = new Desk(Desk.OAuth, Desk.LoginsThen((path, _) => (200, path.EndsWith("PlaceOrder", StringComparison.Ordinal) ? "{\"stat\":\"Ok\",\"norenordno\":\"17\"}" : "[]")));
        var power = new LiveOrderSwitch();
        var broker = ShoonyaBroker.For(desk.Vendor, desk.Vendor.CreateOrders(_ => Facts.Share(0)), power, desk.Time);
        Assert.False((await broker.PlaceAsync(Share(), CancellationToken.None)).Accepted);
        Assert.False((await broker.CancelAsync("17", Share(), CancellationToken.None)).Accepted);
        Assert.False((await broker.ModifyAsync("17", Share(), CancellationToken.None)).Accepted);
        Assert.Empty(desk.Host.Calls);
        power.TurnOn(LiveOrderSwitch.Phrase);
        Assert.Equal(new BrokerAnswer(true, "17", ""), await desk.RunAsync(broker.PlaceAsync(Share(), CancellationToken.None)));
        Assert.StartsWith("jData={\"uid\":\"FA12345\",\"actid\":\"FA12345\"", desk.Host.Calls[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_whose_fate_is_not_known_is_looked_up_and_not_sent_again()
    {
        string book = "[{\"stat\":\"Ok\",\"norenordno\":\"99\",\"remarks\":\"astra1\",\"status\":\"OPEN\",\"qty\":\"10\",\"fillshares\":\"\"}]";
        using var desk = new Desk(Desk.OAuth, Desk.LoginsThen((path, _) => path.EndsWith("PlaceOrder", StringComparison.Ordinal) ? (502, "<html>") : (200, book)));
        var power = new LiveOrderSwitch();
        power.TurnOn(LiveOrderSwitch.Phrase);
        var broker = new ShoonyaBroker(desk.Vendor.Rest, Dialect, power, desk.Time);
        Assert.Equal("99", (await desk.RunAsync(broker.PlaceAsync(Share(), CancellationToken.None))).BrokerOrderId);
        Assert.Equal(1, desk.Host.CountOf("PlaceOrder"));
        book = "[]";
        await Assert.ThrowsAsync<VendorException>(() => desk.RunAsync(broker.PlaceAsync(Share(), CancellationToken.None)));
        Assert.Equal(2, desk.Host.CountOf("PlaceOrder"));
    }

    [Fact]
    public async Task A_refusal_in_words_is_an_answer()
    {
        using var desk = new Desk(Desk.OAuth, Desk.LoginsThen((_, _) => (200, "{\"stat\":\"Not_Ok\",\"emsg\":\"RED:Margin Shortfall\"}")));
        var power = new LiveOrderSwitch();
        power.TurnOn(LiveOrderSwitch.Phrase);
        BrokerAnswer answer = await desk.RunAsync(new ShoonyaBroker(desk.Vendor.Rest, Dialect, power, desk.Time).PlaceAsync(Share(), CancellationToken.None));
        Assert.False(answer.Accepted);
        Assert.Contains("Margin", answer.Reason, StringComparison.Ordinal);
    }

    private static string? Field(OrderRequest request, string name) => JsonDocument.Parse(request.Body).RootElement.GetProperty(name).GetString();
}
