using Astra.Host;
using Astra.Markets;

namespace Astra.Live.Tests;

public sealed class ShadowBrokerTests
{
    private static CancellationToken None => CancellationToken.None;

    private static OrderTicket Ticket(string tag, int quantity = 75) =>
        new(tag, Says.Option, BrokerSide.Buy, quantity, BrokerOrderType.Limit, Price.FromRupees(101.5m), Price.Zero, Product.Intraday);

    [Fact]
    public async Task Every_order_is_taken_with_an_id_of_its_own_and_stands_in_the_book()
    {
        using ShadowBroker broker = new(new PlainDialect(), null, [new FeedInstrument(Says.Option, MasterExchange.Nfo, "54786", "NIFTY24NOV26C25000X")]);
        BrokerAnswer first = await broker.PlaceAsync(Ticket("t1"), None), second = await broker.PlaceAsync(Ticket("t2"), None);
        Assert.True(first.Accepted && second.Accepted);
        Assert.NotEqual(first.BrokerOrderId, second.BrokerOrderId);
        IReadOnlyList<BrokerOrder> book = await broker.OrderBookAsync(None);
        Assert.Equal(["t1", "t2"], book.Select(o => o.Tag));
        Assert.All(book, o => Assert.Equal((BrokerOrderState.Working, "NIFTY24NOV26C25000X"), (o.State, o.TradingSymbol)));
    }

    [Fact]
    public async Task The_same_tag_is_the_same_order()
    {
        using ShadowBroker broker = new(null, null);
        BrokerAnswer once = await broker.PlaceAsync(Ticket("t"), None), again = await broker.PlaceAsync(Ticket("t"), None);
        Assert.Equal(once, again);
        Assert.Single(await broker.OrderBookAsync(None));
        Assert.Equal(1, broker.Orders);
    }

    [Fact]
    public async Task An_order_can_be_changed_and_taken_back_once()
    {
        using ShadowBroker broker = new(new PlainDialect(), null);
        string id = (await broker.PlaceAsync(Ticket("t"), None)).BrokerOrderId;
        Assert.True((await broker.ModifyAsync(id, Ticket("t", 150), None)).Accepted);
        Assert.Equal(150, (await broker.OrderBookAsync(None))[0].Quantity);
        Assert.True((await broker.CancelAsync(id, Ticket("t", 150), None)).Accepted);
        Assert.Equal(BrokerOrderState.Cancelled, (await broker.OrderBookAsync(None))[0].State);
        BrokerAnswer late = await broker.CancelAsync(id, Ticket("t"), None);
        Assert.False(late.Accepted);
        Assert.Contains("ended", late.Reason, StringComparison.Ordinal);
        Assert.Contains("no such order", (await broker.ModifyAsync("nowhere", Ticket("u"), None)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Positions_follow_the_fills_through_zero()
    {
        using ShadowBroker broker = new(null, null);
        await broker.PlaceAsync(Ticket("b", 150), None);
        Fill("b", BrokerSide.Buy, 75, 100);
        Fill("b", BrokerSide.Buy, 75, 102);
        BrokerPosition held = Assert.Single(await broker.PositionsAsync(None));
        Assert.Equal((150, 101m), (held.Quantity, held.AveragePrice));
        BrokerOrder order = Assert.Single(await broker.OrderBookAsync(None));
        Assert.Equal((BrokerOrderState.Filled, 150, 101m), (order.State, order.Filled, order.AveragePrice));

        Fill("s", BrokerSide.Sell, 225, 110);
        held = Assert.Single(await broker.PositionsAsync(None));
        Assert.Equal((-75, 110m), (held.Quantity, held.AveragePrice));
        Fill("b2", BrokerSide.Buy, 75, 90);
        Assert.Equal((0, 0m), ((await broker.PositionsAsync(None))[0].Quantity, (await broker.PositionsAsync(None))[0].AveragePrice));

        void Fill(string tag, BrokerSide side, int quantity, decimal price) => broker.Witness(new OrderStep(
            OrderStepKind.Fill, 0, Timestamp.Zero, Says.Option, null, 1, tag, side, quantity, Price.FromRupees(price), Product.Intraday, Core.Reason.StrategyEntry, Core.Reason.Filled));
    }

    [Fact]
    public async Task A_problem_that_the_vendor_would_have_is_counted()
    {
        using ShadowBroker broker = new(new PlainDialect(mostUnits: 100), null);
        Assert.True((await broker.PlaceAsync(Ticket("big", 150), None)).Accepted);
        Assert.Equal(1, broker.Problems);
    }
}
