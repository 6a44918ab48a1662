using System.Text;
using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya.Tests;

/// <summary>From a state to the ring.</summary>
public class TickTests
{
    private readonly FakePort _port = new();
    private readonly FeedDoor _door;
    private readonly BookScene _scene;
    private readonly ScripFeed[] _scrips;
    private readonly TickMaker _ticks;

    public TickTests()
    {
        FeedInstrument[] instruments = [Facts.Share(0), Facts.Currency(1)];
        _door = new FeedDoor(_port, 0, instruments);
        _scrips = [.. instruments.Select(i => new ScripFeed(i))];
        _ticks = new TickMaker(_door, _scrips);
        _scene = BookScene.Touch("NSE|22", "CDS|1284").Out("{'t':'d','k':'NSE|22'}");
        _scene.Book.KeyOf("NSE", "22").Instrument = 0;
        _scene.Book.KeyOf("CDS", "1284").Instrument = 1;
    }

    [Fact]
    public void A_touchline_has_what_the_state_has()
    {
        Assert.True(Feed("{'t':'tk','e':'NSE','tk':'22','pp':'2','lp':'412.55','v':'162220','oi':'7','bp1':'412.45','bq1':'26','sp1':'412.50','ft':'1'}"));
        InboundRecord record = Assert.Single(_port.Of(InboundKind.Touchline));
        Assert.Equal(TickFields.Last | TickFields.Bid | TickFields.Ask | TickFields.Volume | TickFields.OpenInterest, (TickFields)record.Header.Flags);
        Assert.Equal((4_125_500L, 4_124_500L, 4_125_000L), (record.Touchline.Last.Units, record.Touchline.Bid.Units, record.Touchline.Ask.Units));
        Assert.Equal((26, 0, 162_220L, 7L), (record.Touchline.BidQuantity, record.Touchline.AskQuantity, record.Touchline.Volume, record.Touchline.OpenInterest));
        Assert.Equal((Facts.Morning, Facts.Morning, 0), (record.Header.ExchangeTime, record.Header.ArrivalTime, record.Header.Instrument));
    }

    [Theory]
    [InlineData("'CDS','tk':'1284','lp':'83.9925'", 839_925)]
    [InlineData("'CDS','tk':'1284','lp':'83.99250'", 839_925)]
    [InlineData("'NSE','tk':'22','lp':'83.5'", 835_000)]
    [InlineData("'NSE','tk':'22','pp':'4','lp':'0.0001'", 1)]
    [InlineData("'NSE','tk':'22','pp':'0','lp':'83'", 830_000)]
    [InlineData("'NSE','tk':'22','lp':'42949672.00'", 429_496_720_000)]
    public void Prices_are_exact(string fields, long units)
    {
        Assert.True(Feed($"{{'t':'tk','e':{fields}}}"));
        Assert.Equal(units, _port.All[^1].Touchline.Last.Units);
    }

    [Theory]
    [InlineData("'lp':'83.9925'", TickReject.BadPrice)]
    [InlineData("'lp':'-1.00'", TickReject.BadPrice)]
    [InlineData("'lp':'42949672.95'", TickReject.NoTradeYet)]
    [InlineData("'lp':'999999999999999999999999'", TickReject.NoTradeYet)]
    [InlineData("'lp':'1','bp1':'0.001'", TickReject.BadPrice)]
    [InlineData("'lp':'1','bp1':'1','bq1':'2147483648'", TickReject.BadQuantity)]
    [InlineData("'lp':'1','bp1':'1','bq1':'-1'", TickReject.BadQuantity)]
    [InlineData("'lp':'1','v':'99999999999999999999'", TickReject.BadQuantity)]
    [InlineData("'lp':'1','v':'1.5'", TickReject.BadQuantity)]
    [InlineData("'lp':'1','oi':'-5'", TickReject.BadQuantity)]
    public void What_cannot_be_true_is_counted_and_kept_out(string fields, TickReject reason)
    {
        Assert.False(Feed($"{{'t':'tk','e':'NSE','tk':'22',{fields}}}"));
        Assert.Equal(1, _door.CountOf(reason));
        Assert.Empty(_port.Of(InboundKind.Touchline));
    }

    [Fact]
    public void A_price_that_is_none_is_absent()
    {
        Assert.True(Feed("{'t':'tk','e':'NSE','tk':'22','lp':'5','bp1':'42949672.95','bq1':'1','sp1':'0.00','sq1':'0'}"));
        Assert.Equal(TickFields.Last, (TickFields)_port.All[^1].Header.Flags);
    }

    [Fact]
    public void Traded_is_what_the_volume_rose_above_its_highest()
    {
        string Traded(string frame, Timestamp at = default)
        {
            Assert.True(Feed(frame, at == default ? Facts.Morning : at));
            InboundRecord record = _port.All[^1];
            return ((TickFields)record.Header.Flags & TickFields.LastQuantity) != 0 ? record.Touchline.LastQuantity.ToString(System.Globalization.CultureInfo.InvariantCulture) : "unknown";
        }
        Assert.Equal("unknown", Traded("{'t':'tk','e':'NSE','tk':'22','lp':'5','v':'100'}"));
        Assert.Equal("30", Traded("{'t':'tf','e':'NSE','tk':'22','v':'130'}"));
        Assert.Equal("0", Traded("{'t':'tf','e':'NSE','tk':'22','v':'110'}"));
        Assert.Equal("5", Traded("{'t':'tf','e':'NSE','tk':'22','v':'135'}"));
        Assert.Equal("0", Traded("{'t':'tf','e':'NSE','tk':'22','lp':'6'}"));
        // Both families count the same trades.
        Assert.Equal("1", Traded("{'t':'dk','e':'NSE','tk':'22','lp':'6','v':'136'}"));
        // Midnight in India is 18:30 UTC.
        Timestamp tomorrow = Ist.At(new DateOnly(2026, 9, 30), TimeOnly.MinValue);
        Assert.Equal("4", Traded("{'t':'df','e':'NSE','tk':'22','v':'140'}", tomorrow - 1));
        Assert.Equal("unknown", Traded("{'t':'df','e':'NSE','tk':'22','v':'9'}", tomorrow));
        Assert.Equal("1", Traded("{'t':'df','e':'NSE','tk':'22','v':'10'}", tomorrow + 1));
        _scrips[0].ForgetVolume();
        Assert.Equal("unknown", Traded("{'t':'df','e':'NSE','tk':'22','v':'11'}", tomorrow + 2));
        // One leap that no quantity holds is kept out; the next tick goes on from there.
        Assert.False(Feed("{'t':'df','e':'NSE','tk':'22','v':'9007199254740993'}", tomorrow + 3));
        Assert.Equal("1", Traded("{'t':'df','e':'NSE','tk':'22','v':'9007199254740994'}", tomorrow + 4));
    }

    [Fact]
    public void Depth_is_a_book_and_a_touchline()
    {
        Assert.True(Feed("{'t':'dk','e':'NSE','tk':'22','lp':'10.00','bp1':'9.95','bq1':'5','bp2':'0.00','bq2':'0','bp3':'9.85','bq3':'7','sp1':'10.05','sq1':'3'}"));
        Assert.Equal([InboundKind.Depth, InboundKind.Touchline], _port.All.Select(r => r.Header.Kind));
        DepthTick depth = _port.All[0].Depth;
        Assert.Equal((100_000L, 99_500L, 5, 98_500L, 7, 0), (depth.Reference.Units, depth.BidPrice(0).Units, depth.Bids[0].Quantity, depth.BidPrice(1).Units, depth.Bids[1].Quantity, depth.Bids[2].Quantity));
        Assert.Equal((100_500L, 3, 0), (depth.AskPrice(0).Units, depth.Asks[0].Quantity, depth.Asks[1].Quantity));
        Assert.True(Feed("{'t':'df','e':'NSE','tk':'22','bq1':'0','bq3':'0'}"));
        Assert.Equal(0, _port.Of(InboundKind.Depth)[^1].Depth.Bids[0].Quantity);
        Assert.True(Feed("{'t':'dk','e':'NSE','tk':'22','lp':'10.00','c':'9'}"));
        Assert.Equal(2, _port.Of(InboundKind.Depth).Count);
    }

    [Fact]
    public void Neighbours_of_one_price_are_one_level()
    {
        Assert.True(Feed("{'t':'dk','e':'NSE','tk':'22','lp':'10.00','bp1':'9.95','bq1':'5','bp2':'9.950','bq2':'2','bp3':'9.85','bq3':'7'}"));
        DepthTick depth = _port.All[0].Depth;
        Assert.Equal((7, 7, 0), (depth.Bids[0].Quantity, depth.Bids[1].Quantity, depth.Bids[2].Quantity));
        Assert.Equal(98_500L, depth.BidPrice(1).Units);
    }

    private bool Feed(string frame, Timestamp at = default)
    {
        if (at == default) at = Facts.Morning;
        _scene.In(frame, at.UnixNanos / Timestamp.NanosPerMillisecond);
        Assert.True(_scene.Emit);
        return _ticks.Publish(
            _scene.Last.Key!, _scene.Last.Family, _scene.Last.State!, new StreamMessage { Bytes = Encoding.UTF8.GetBytes(frame), IsText = true, ReceivedTicks = 1, ReceivedAt = at });
    }
}
