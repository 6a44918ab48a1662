using Astra.Adapters.AngelOne.Live;
using Astra.Host;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne.Tests;

public sealed class BrokerTests : IDisposable
{
    private static readonly OrderTicket Ticket = new("tag1", Parts.Share.Instrument, BrokerSide.Buy, 10, BrokerOrderType.Limit, Price.FromRupees(800), Price.Zero, Product.Intraday);

    private readonly Desk _desk = new();
    private readonly LiveOrderSwitch _lives = new();
    private readonly AngelBroker _broker;

    public BrokerTests()
    {
        _desk.Server.Good(AngelPaths.Login, Desk.Tokens(1)).Good(AngelPaths.Tokens, Desk.Tokens(2));
        _broker = new AngelBroker(_desk.Calls, new AngelOrders([Parts.Share]), _lives, _desk.Time);
    }

    public void Dispose() => _desk.Dispose();

    private void TurnOn() => Assert.True(_lives.TurnOn(LiveOrderSwitch.Phrase));

    [Fact]
    public async Task Nothing_is_sent_until_the_whole_phrase_is_said()
    {
        foreach (string phrase in (string[])["", "yes", LiveOrderSwitch.Phrase.ToUpperInvariant()]) Assert.False(_lives.TurnOn(phrase));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _broker.PlaceAsync(Ticket, CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _broker.ModifyAsync("1", Ticket, CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _broker.CancelAsync("1", Ticket, CancellationToken.None));
        Assert.Empty(_desk.Server.Calls);
    }

    [Fact]
    public async Task An_order_is_placed_once_and_answers_its_id()
    {
        TurnOn();
        _desk.Server.Good(AngelPaths.PlaceOrder, """{"script":"SBIN-EQ","orderid":"77","uniqueorderid":"u"}""");
        Assert.Equal(new BrokerAnswer(true, "77", ""), await _desk.RunAsync(_broker.PlaceAsync(Ticket, CancellationToken.None)));
        Assert.Equal(1, _desk.Server.Count(AngelPaths.PlaceOrder));
    }

    [Fact]
    public async Task A_refused_order_has_its_reason_and_a_bad_one_is_not_sent()
    {
        TurnOn();
        _desk.Server.Bad(AngelPaths.PlaceOrder, "AB1012", "Invalid product type");
        BrokerAnswer refused = await _desk.RunAsync(_broker.PlaceAsync(Ticket, CancellationToken.None));
        Assert.False(refused.Accepted);
        Assert.Contains("AB1012", refused.Reason, StringComparison.Ordinal);
        Assert.False((await _desk.RunAsync(_broker.PlaceAsync(Ticket with { Quantity = 0 }, CancellationToken.None))).Accepted);
        Assert.Equal(1, _desk.Server.Count(AngelPaths.PlaceOrder));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(502, "<html>")]
    [InlineData(200, "{\"status\":false,\"errorcode\":\"AB2001\"}")]
    public async Task An_order_whose_answer_is_lost_is_looked_for_and_never_sent_again(int status, string body)
    {
        TurnOn();
        _desk.Server.Answer(AngelPaths.PlaceOrder, status, body).Good(AngelPaths.OrderBook, "null")
            .Good(AngelPaths.OrderBook, """[{"ordertag":"other","orderid":"1"},{"ordertag":"tag1","orderid":"77","status":"open","quantity":"10","filledshares":"0"}]""");
        Assert.Equal((true, "77"), Id(await _desk.RunAsync(_broker.PlaceAsync(Ticket, CancellationToken.None))));
        Assert.Equal((1, 2), (_desk.Server.Count(AngelPaths.PlaceOrder), _desk.Server.Count(AngelPaths.OrderBook)));
    }

    [Fact]
    public async Task An_order_that_is_nowhere_is_for_a_person_to_look_at()
    {
        TurnOn();
        _desk.Server.Answer(AngelPaths.PlaceOrder, 502, "").Good(AngelPaths.OrderBook, "[]");
        VendorException unknown = await _desk.FailsAsync(_broker.PlaceAsync(Ticket, CancellationToken.None));
        Assert.True(unknown.IsFinal);
        Assert.Equal(1, _desk.Server.Count(AngelPaths.PlaceOrder));
    }

    [Fact]
    public async Task Book_and_positions_are_read_whatever_their_types()
    {
        _desk.Server
            .Good(AngelPaths.OrderBook, """[{"orderid":"1","ordertag":"t","tradingsymbol":"SBIN-EQ","status":"complete","quantity":"10","filledshares":10,"averageprice":812.32,"text":""}]""")
            .Good(AngelPaths.Positions, """[{"tradingsymbol":"SBIN-EQ","symboltoken":"3045","producttype":"DELIVERY","netqty":"-5","netprice":"812.50"}]""");
        Assert.Equal(
            new BrokerOrder("1", "t", "SBIN-EQ", BrokerOrderState.Filled, 10, 10, 812.32m, ""), Assert.Single(await _desk.RunAsync(_broker.OrderBookAsync(CancellationToken.None))));
        Assert.Equal(new BrokerPosition("SBIN-EQ", "3045", Product.Delivery, -5, 812.50m), Assert.Single(await _desk.RunAsync(_broker.PositionsAsync(CancellationToken.None))));
    }

    [Fact]
    public async Task A_change_whose_outcome_is_not_known_is_an_exception()
    {
        TurnOn();
        _desk.Server.Answer(AngelPaths.CancelOrder, 502, "").Good(AngelPaths.ModifyOrder, "{\"orderid\":\"77\"}");
        await _desk.FailsAsync(_broker.CancelAsync("77", Ticket, CancellationToken.None));
        Assert.Equal(1, _desk.Server.Count(AngelPaths.CancelOrder));
        Assert.True((await _desk.RunAsync(_broker.ModifyAsync("77", Ticket, CancellationToken.None))).Accepted);
    }

    [Fact]
    public void The_product_does_not_hold_the_sending_code()
    {
        Type[] types = typeof(AngelOrders).Assembly.GetTypes();
        Assert.DoesNotContain(types, t => typeof(IBroker).IsAssignableFrom(t) || (t.Namespace ?? "").EndsWith(".Live", StringComparison.Ordinal));
    }

    private static (bool, string) Id(BrokerAnswer answer) => (answer.Accepted, answer.BrokerOrderId);
}
