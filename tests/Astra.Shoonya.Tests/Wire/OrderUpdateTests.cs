namespace Astra.Adapters.Shoonya.Tests;

public class OrderUpdateTests
{
    [Theory]
    [InlineData("COMPLETE", "Fill", "filled")]
    [InlineData("Executed", "", "filled")]
    [InlineData("OPEN", "Fill", "working")]
    [InlineData("NEW", "", "working")]
    [InlineData("REPLACED", "", "working")]
    [InlineData("PENDING", "NewAck", "working")]
    [InlineData("OPEN_PENDING", "Rejected", "working")]
    [InlineData("MODIFY_PENDING", "", "working")]
    [InlineData("cancel pending", "Canceled", "working")]
    [InlineData("AFTER_MARKET_ORDER_REQ_RECEIVED", "", "working")]
    [InlineData("TRIGGER_PENDING", "", "trigger-pending")]
    [InlineData("REJECT", "", "rejected")]
    [InlineData("REJECTED", "", "rejected")]
    [InlineData("CANCELED", "", "cancelled")]
    [InlineData("CANCELLED", "", "cancelled")]
    [InlineData("SOMETHING", "Rejected", "rejected")]
    [InlineData("SOMETHING", "Canceled", "cancelled")]
    [InlineData("SOMETHING", "CANCELLED", "cancelled")]
    [InlineData("SOMETHING", "Fill", "working")]
    [InlineData("", "Rejected", "rejected")]
    public void The_state_is_the_status_and_only_then_the_report(string status, string report, string state) =>
        Assert.Equal(state, new BookScene().In($"{{'t':'om','norenordno':'1','status':'{status}','reporttype':'{report}'}}").Last.Order!.StateWord);

    [Fact]
    public void Both_spellings_and_odd_quantities_are_read()
    {
        ShoonyaOrderUpdate order = new BookScene().In(
            "{'t':'om','norenoordno':'77','pcode':'M','qty':'150.0','fillshares':'','avgprc':' 12.50 ','status':'OPEN','tsym':'X','remarks':'tag'}").Last.Order!;
        Assert.Equal(("77", "M", 150L, 0L, "12.50", "X", "tag"), (order.OrderId, order.Product, order.Quantity, order.Filled, order.AveragePrice, order.TradingSymbol, order.Tag));
        Assert.Null(order.Fill);
    }

    [Fact]
    public void A_reason_is_kept_only_when_rejected()
    {
        Assert.Equal("no money", new BookScene().In("{'t':'om','status':'REJECTED','rejreason':' no money '}").Last.Order!.Reason);
        Assert.Null(new BookScene().In("{'t':'om','status':'REJECTED','rejreason':' '}").Last.Order!.Reason);
        Assert.Null(new BookScene().In("{'t':'om','status':'OPEN','rejreason':'no money'}").Last.Order!.Reason);
    }

    [Fact]
    public void The_same_update_counts_once()
    {
        var ledger = new OrderLedger();
        ShoonyaOrderUpdate Update(string status, int filled, string fill) =>
            new BookScene().In($"{{'t':'om','norenordno':'1','status':'{status}','fillshares':'{filled}','flid':'{fill}','flqty':'1'}}").Last.Order!;
        Assert.True(ledger.IsNew(Update("OPEN", 0, "")));
        Assert.False(ledger.IsNew(Update("open", 0, "")));
        Assert.True(ledger.IsNew(Update("OPEN", 4, "501")));
        Assert.True(ledger.IsNew(Update("OPEN", 4, "502")));
        Assert.True(ledger.IsNew(Update("COMPLETE", 4, "502")));
        Assert.False(ledger.IsNew(Update("OPEN", 4, "501")));
    }
}
