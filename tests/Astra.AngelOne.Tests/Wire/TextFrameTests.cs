using System.Text;
using Astra.Host;

namespace Astra.Adapters.AngelOne.Tests;

public class TextFrameTests
{
    [Theory]
    [InlineData("pong", AngelTextKind.Heartbeat)]
    [InlineData("PONG", AngelTextKind.Unknown)]
    [InlineData("pong ", AngelTextKind.Unknown)]
    [InlineData("", AngelTextKind.Unknown)]
    [InlineData("null", AngelTextKind.Unknown)]
    [InlineData("[1]", AngelTextKind.Unknown)]
    [InlineData("{", AngelTextKind.Unknown)]
    [InlineData("{}", AngelTextKind.Unknown)]
    [InlineData("{\"errorCode\":\"E1001\"} x", AngelTextKind.Unknown)]
    [InlineData("{\"errorCode\":\"E1001\"}", AngelTextKind.Error)]
    [InlineData("{\"errorCode\":\"E7777\",\"errorMessage\":\"new\"}", AngelTextKind.Error)]
    [InlineData("{\"errorCode\":1002}", AngelTextKind.Error)]
    public void Texts_of_the_tick_stream(string text, AngelTextKind kind)
    {
        AngelTextFrame frame = AngelTextFrame.OfStream(Encoding.UTF8.GetBytes(text));
        Assert.Equal(kind, frame.Kind);
        Assert.False(frame.IsFatal);
    }

    [Fact]
    public void An_error_keeps_what_it_says()
    {
        AngelTextFrame frame = AngelTextFrame.OfStream("{\"correlationID\":\"abc\",\"errorCode\":\"E1002\",\"errorMessage\":\"too many\"}"u8);
        Assert.Equal(("abc", "E1002", "too many"), (frame.CorrelationId, frame.Code, frame.Message));
    }

    [Theory]
    [InlineData("AB01", "working")]
    [InlineData("AB02", "cancelled")]
    [InlineData("AB03", "rejected")]
    [InlineData("AB04", "working")]
    [InlineData("AB05", "filled")]
    [InlineData("AB06", "working")]
    [InlineData("AB07", "cancelled")]
    [InlineData("AB08", "working")]
    [InlineData("AB09", "working")]
    [InlineData("AB10", "trigger-pending")]
    [InlineData("AB11", "working")]
    public void A_documented_code_decides_whatever_the_words(string code, string state)
    {
        AngelOrderUpdate order = Order($"{{\"order-status\":\"{code}\",\"orderData\":{{\"status\":\"complete\"}}}}");
        Assert.Equal((state, false), (order.StateName, order.UnknownCode));
    }

    [Theory]
    [InlineData("complete", "filled")]
    [InlineData("Trigger Pending", "trigger-pending")]
    [InlineData("amo cancelled", "cancelled")]
    [InlineData("rejected", "rejected")]
    [InlineData("open pending", "working")]
    [InlineData("nobody knows", "working")]
    [InlineData("", "working")]
    public void Without_a_known_code_the_words_decide(string words, string state)
    {
        AngelOrderUpdate order = Order($"{{\"order-status\":\"AB77\",\"orderData\":{{\"status\":\"{words}\"}}}}");
        Assert.Equal((state, true), (order.StateName, order.UnknownCode));
    }

    [Theory]
    [InlineData("{\"quantity\":\"10\",\"filledshares\":4,\"unfilledshares\":\"6\"}", 10, 4)]
    [InlineData("{\"quantity\":10,\"filledshares\":\"4\"}", 10, 4)]
    [InlineData("{\"filledshares\":\"4\",\"unfilledshares\":6}", 10, 4)]
    [InlineData("{\"quantity\":\"\",\"filledshares\":\"\",\"unfilledshares\":\"6\"}", 0, 0)]
    [InlineData("{\"quantity\":null,\"filledshares\":\"1\",\"unfilledshares\":\"2\"}", 3, 1)]
    [InlineData("{\"quantity\":\"7.0\"}", 7, 0)]
    [InlineData("{\"quantity\":\"many\",\"filledshares\":[]}", 0, 0)]
    [InlineData("{\"filledshares\":9223372036854775807,\"unfilledshares\":1}", long.MaxValue, long.MaxValue)]
    public void Quantities_come_as_text_or_number(string data, long quantity, long filled)
    {
        AngelOrderUpdate order = Order($"{{\"order-status\":\"AB01\",\"orderData\":{data}}}");
        Assert.Equal((quantity, filled), (order.Quantity, order.Filled));
    }

    [Theory]
    [InlineData("{\"order-status\":\"AB00\",\"orderData\":{}}", AngelTextKind.Connected)]
    [InlineData("{\"order-status\":\"AB00\",\"orderData\":null}", AngelTextKind.Connected)]
    [InlineData("{\"order-status\":\"AB01\",\"orderData\":null}", AngelTextKind.Unknown)]
    [InlineData("{\"order-status\":\"AB01\",\"orderData\":[]}", AngelTextKind.Unknown)]
    [InlineData("{\"order-status\":\"AB01\"}", AngelTextKind.Unknown)]
    [InlineData("{}", AngelTextKind.Unknown)]
    [InlineData("", AngelTextKind.Unknown)]
    [InlineData("Pong", AngelTextKind.Unknown)]
    [InlineData("pong", AngelTextKind.Heartbeat)]
    [InlineData("\0", AngelTextKind.Unknown)]
    public void Texts_of_the_order_stream(string text, AngelTextKind kind) => Assert.Equal(kind, AngelTextFrame.OfOrders(Encoding.UTF8.GetBytes(text), true).Kind);

    [Fact]
    public void A_lone_zero_byte_is_a_heartbeat_and_other_bytes_are_not()
    {
        Assert.Equal(AngelTextKind.Heartbeat, AngelTextFrame.OfOrders([0], false).Kind);
        Assert.Equal(AngelTextKind.Unknown, AngelTextFrame.OfOrders([0, 0], false).Kind);
        Assert.Equal(AngelTextKind.Unknown, AngelTextFrame.OfOrders([], false).Kind);
    }

    [Fact]
    public void A_rejection_has_its_reason_and_others_have_none()
    {
        AngelOrderUpdate rejected = Order("{\"order-status\":\"AB03\",\"orderData\":{\"text\":\"no margin\",\"orderid\":77,\"averageprice\":\"12.35\"}}");
        Assert.Equal((BrokerOrderState.Rejected, "no margin", "77", 12.35m), (rejected.State, rejected.Reason, rejected.OrderId, rejected.AveragePrice));
        Assert.Equal("", Order("{\"order-status\":\"AB01\",\"orderData\":{\"text\":\"remark\"}}").Reason);
    }

    [Fact]
    public void Half_letters_and_half_pairs_are_no_reason_to_fall()
    {
        Assert.Equal(AngelTextKind.Unknown, AngelTextFrame.OfStream([(byte)'{', 0xC3, (byte)'}']).Kind);
        Assert.Equal("", AngelTextFrame.OfStream("{\"errorCode\":\"\\ud800\"}"u8).Code);
        Assert.Equal(AngelTextKind.Unknown, AngelTextFrame.OfStream("{\"\\ud800\":1}"u8).Kind);
        Assert.Equal(AngelTextKind.Unknown, AngelTextFrame.OfStream(Encoding.UTF8.GetBytes(new string('[', 5000))).Kind);
    }

    private static AngelOrderUpdate Order(string text)
    {
        AngelTextFrame frame = AngelTextFrame.OfOrders(Encoding.UTF8.GetBytes(text), true);
        Assert.Equal(AngelTextKind.Order, frame.Kind);
        return frame.Order!;
    }
}
