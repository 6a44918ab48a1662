using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne.Tests;

public class TicksTests
{
    private readonly SlotPort _port = new();
    private readonly FeedDoor _door;
    private readonly AngelTicks _ticks;
    private readonly AngelConnectionState _state = new();

    public TicksTests()
    {
        _door = new FeedDoor(_port, 0, Parts.All);
        var targets = new AngelTarget[Parts.All.Length];
        foreach (FeedInstrument instrument in Parts.All)
            targets[_state.Register(instrument.Token, AngelExchange.TypeOf(instrument.Exchange), instrument.Instrument.Kind == InstrumentKind.Index)] = AngelTarget.Of(instrument);
        _ticks = new AngelTicks(_door, _state, targets);
    }

    private StreamVerdict Take(byte[] frame) => _ticks.Take(frame, Scene.At, 1);

    private InboundRecord Only(byte[] frame)
    {
        Assert.Equal(StreamVerdict.Data, Take(frame));
        return Assert.Single(_port.Ticks);
    }

    [Fact]
    public void A_last_price_is_a_touchline_with_nothing_else()
    {
        InboundRecord record = Only(Frames.Ltp(1, "3045", 1, 81235));
        Assert.Equal((InboundKind.Touchline, (byte)TickFields.Last, InboundSource.Feed, 0), (record.Header.Kind, record.Header.Flags, record.Header.Source, record.Header.Instrument));
        Assert.Equal((Scene.At, Scene.At), (record.Header.ExchangeTime, record.Header.ArrivalTime));
        Assert.Equal(8_123_500, record.Touchline.Last.Units);
    }

    [Fact]
    public void A_quote_has_the_last_trade_and_the_days_volume()
    {
        InboundRecord record = Only(Frames.Quote(2, "54786", 1, 25820, 70_813_950, 75));
        Assert.Equal(TickFields.Last | TickFields.LastQuantity | TickFields.Volume, (TickFields)record.Header.Flags);
        Assert.Equal((2_582_000L, 75, 70_813_950L), (record.Touchline.Last.Units, record.Touchline.LastQuantity, record.Touchline.Volume));
    }

    [Fact]
    public void A_snapquote_is_depth_and_then_a_touchline()
    {
        byte[] frame = Frames.Snap(2, "54786", 1, 25820, 900, 75, openInterest: 3_118_800)
            .Level(0, 1, 75, 25815).Level(1, 1, 0, 0).Level(2, 1, 150, 25810)
            .Level(5, 0, 0, 25815).Level(6, 0, 225, 25825).Level(7, 0, 300, 25830);
        Assert.Equal(StreamVerdict.Data, Take(frame));
        List<InboundRecord> ticks = _port.Ticks;
        Assert.Equal([InboundKind.Depth, InboundKind.Touchline], ticks.Select(t => t.Header.Kind));
        DepthTick depth = ticks[0].Depth;
        Assert.Equal((2_582_000L, 0), (depth.Reference.Units, ticks[0].Header.Flags));
        // The hole is closed, the levels behind are absent.
        Assert.Equal([(75, 2_581_500L), (150, 2_581_000L)], Enumerable.Range(0, 5).Where(i => depth.Bids[i].Quantity > 0).Select(i => (depth.Bids[i].Quantity, depth.BidPrice(i).Units)));
        Assert.Equal([(225, 2_582_500L), (300, 2_583_000L)], Enumerable.Range(0, 5).Where(i => depth.Asks[i].Quantity > 0).Select(i => (depth.Asks[i].Quantity, depth.AskPrice(i).Units)));
        Assert.Equal((0, 0), (depth.Bids[2].Quantity, depth.Bids[2].Offset));
        TouchlineTick touch = ticks[1].Touchline;
        Assert.Equal(
            TickFields.Last | TickFields.LastQuantity | TickFields.Volume | TickFields.OpenInterest | TickFields.Bid | TickFields.Ask, (TickFields)ticks[1].Header.Flags);
        Assert.Equal((2_581_500L, 75, 2_582_500L, 225), (touch.Bid.Units, touch.BidQuantity, touch.Ask.Units, touch.AskQuantity));
        Assert.Equal((900L, 3_118_800L), (touch.Volume, touch.OpenInterest));
    }

    [Fact]
    public void A_share_has_no_open_interest_and_a_locked_market_no_ask()
    {
        Take(Frames.Snap(1, "3045", 1, 132000, 10, openInterest: 5).Level(0, 1, 50_000, 132000));
        InboundRecord touch = _port.Ticks[1];
        Assert.Equal(TickFields.Last | TickFields.LastQuantity | TickFields.Volume | TickFields.Bid, (TickFields)touch.Header.Flags);
    }

    [Fact]
    public void An_index_is_a_touchline_without_quantities_and_its_sequence_means_nothing()
    {
        foreach (long sequence in (long[])[0, 0, -3]) Take(Frames.Snap(1, "99926000", sequence, 2515060, 0, 0));
        Assert.Equal(3, _port.Ticks.Count);
        Assert.All(_port.Ticks, t => Assert.Equal((InboundKind.Touchline, TickFields.Last), (t.Header.Kind, (TickFields)t.Header.Flags)));
    }

    [Fact]
    public void Neighbours_of_one_price_are_one_level_and_a_side_may_be_empty()
    {
        byte[] frame = Frames.Snap(1, "3045", 1, 100, 10);
        frame.Level(0, 1, 10, 99).Level(1, 1, 20, 99).Level(2, 1, 5, 98).Level(3, 1, 7, 97).Level(4, 1, 7, 96).Level(5, 1, 8, 95);
        Take(frame);
        DepthTick depth = _port.Ticks[0].Depth;
        Assert.Equal([30, 5, 7, 7, 8], Enumerable.Range(0, 5).Select(i => depth.Bids[i].Quantity));
        Assert.Equal(0, depth.Asks[0].Quantity);
        Assert.Equal((30, TickFields.None), (_port.Ticks[1].Touchline.BidQuantity, (TickFields)_port.Ticks[1].Header.Flags & TickFields.Ask));
    }

    [Fact]
    public void Six_levels_of_a_side_are_five()
    {
        byte[] frame = Frames.Snap(1, "3045", 1, 100, 10);
        for (int i = 0; i < 6; i++) frame.Level(i, 1, 10 + i, 99 - i);
        Take(frame);
        Assert.Equal(14, _port.Ticks[0].Depth.Bids[4].Quantity);
        Assert.Equal(2, _port.Ticks.Count);
    }

    [Theory]
    [InlineData(-86_400_000, false)]
    [InlineData(-86_399_999, true)]
    [InlineData(0, true)]
    [InlineData(59_999, true)]
    [InlineData(60_000, false)]
    [InlineData(long.MaxValue / 1_000_000, false)]
    [InlineData(long.MinValue + 1, false)]
    public void The_exchanges_time_counts_within_a_day_before_and_a_minute_after(long offset, bool used)
    {
        long milliseconds = unchecked(Scene.Millis + offset);
        InboundRecord record = Only(Frames.Ltp(1, "3045", 1, 100, milliseconds));
        Assert.Equal(used ? new Timestamp(milliseconds * 1_000_000) : Scene.At, record.Header.ExchangeTime);
        Assert.Equal(used ? 0 : 1, _door.CountOf(TickReject.BadExchangeTime));
    }

    [Fact]
    public void Before_the_first_trade_there_is_no_tick_but_a_state()
    {
        Assert.Equal(StreamVerdict.Data, Take(Frames.Quote(1, "3045", 5, 0, 0, 0)));
        Assert.Empty(_port.Ticks);
        Assert.Equal(1, _door.CountOf(TickReject.NoTradeYet));
        Take(Frames.Quote(1, "3045", 5, 100, 1));
        Assert.Equal(1, _door.CountOf(TickReject.Duplicate));
    }

    [Fact]
    public void Duplicates_and_late_packets_are_counted_and_not_published()
    {
        Take(Frames.Ltp(1, "3045", 7, 100));
        Assert.Equal(StreamVerdict.Data, Take(Frames.Ltp(1, "3045", 7, 100)));
        Assert.Equal(StreamVerdict.Data, Take(Frames.Ltp(1, "3045", 6, 100)));
        Assert.Equal((1, 1L, 1L), (_port.Ticks.Count, _door.CountOf(TickReject.Duplicate), _door.CountOf(TickReject.Late)));
    }

    [Fact]
    public void What_nobody_asked_for_is_counted_and_proves_nothing()
    {
        Assert.Equal(StreamVerdict.Control, Take(Frames.Ltp(1, "4242424", 1, 100)));
        Assert.Equal(StreamVerdict.Control, Take(Frames.Ltp(2, "3045", 1, 100)));
        Assert.Equal(StreamVerdict.Control, Take(Frames.Head(4, 1, "3045", 443)));
        Assert.Equal((0, 3L), (_port.Ticks.Count, _door.CountOf(TickReject.NotSubscribed)));
    }

    [Fact]
    public void Every_reject_has_its_count()
    {
        (byte[] Frame, TickReject Reason)[] frames =
        [
            ([], TickReject.EmptyFrame), ([9], TickReject.UnknownMode), ([1, 1], TickReject.Truncated), (Frames.Ltp(6, "1", 1, 1), TickReject.UnknownExchange),
            (Frames.Ltp(1, "", 1, 1), TickReject.EmptyToken), (Frames.Ltp(1, "\u00FF", 1, 1), TickReject.BadToken),
        ];
        foreach ((byte[] frame, TickReject reason) in frames)
        {
            Assert.Equal(StreamVerdict.Rejected, Take(frame));
            Assert.Equal(1, _door.CountOf(reason));
        }
        Assert.Empty(_port.Ticks);
    }

    [Fact]
    public void Remarks_are_counted_and_the_tick_goes_on()
    {
        byte[] frame = [.. Frames.Snap(1, "3045", 1, 100, 50).Level(3, 7, 1, 1), 1];
        Take(frame);
        Take(Frames.Quote(1, "3045", 1, 100, 40));
        Assert.Equal(3, _port.Ticks.Count);
        Assert.Equal((1L, 1L, 1L), (_door.CountOf(TickReject.TrailingBytes), _door.CountOf(TickReject.IgnoredLevels), _door.CountOf(TickReject.VolumeFell)));
    }

    [Fact]
    public void What_a_tick_cannot_hold_is_quarantined_whole()
    {
        Take(Frames.Ltp(13, "1284", 1, 839_925_001));
        Take(Frames.Ltp(1, "3045", 1, long.MaxValue));
        Assert.Equal(2, _door.CountOf(TickReject.BadPrice));
        Take(Frames.Quote(1, "3045", 1, 100, 1, quantity: 1L << 31));
        Take(Frames.Quote(1, "3045", 2, 100, 1, quantity: -1));
        Take(Frames.Quote(1, "3045", 3, 100, -1));
        Take(Frames.Snap(1, "3045", 4, 100, 1).Level(0, 1, 1L << 40, 99));
        Assert.Equal(4, _door.CountOf(TickReject.BadQuantity));
        Take(Frames.Snap(13, "1284", 4, 839_925_000, 1).Level(0, 1, 1, 839_925_001));
        Assert.Equal(3, _door.CountOf(TickReject.BadPrice));
        Assert.Empty(_port.Ticks);
    }

    [Theory]
    [InlineData(100L, 100L + 21_474_837L, true)]
    [InlineData(100L, 100L + 21_474_836L, false)]
    [InlineData(long.MinValue / 100, long.MaxValue / 100, true)]
    [InlineData(-100L, 100L, false)]
    public void A_level_too_far_from_the_last_price_costs_the_depth_but_not_the_touch(long last, long level, bool tooFar)
    {
        Take(Frames.Snap(5, "426016", 1, last, 10).Level(5, 0, 3, level));
        Assert.Equal(tooFar ? [InboundKind.Touchline] : [InboundKind.Depth, InboundKind.Touchline], _port.Ticks.Select(t => t.Header.Kind));
        Assert.Equal(tooFar ? 1 : 0, _door.CountOf(TickReject.BadField));
        Assert.Equal((level * 100, 3), (_port.Ticks[^1].Touchline.Ask.Units, _port.Ticks[^1].Touchline.AskQuantity));
    }

    [Fact]
    public void A_negative_price_is_a_price()
    {
        InboundRecord record = Only(Frames.Ltp(5, "426016", 1, -288_400));
        Assert.Equal(-28_840_000, record.Touchline.Last.Units);
    }

    [Fact]
    public void An_engine_that_has_ended_is_told_to_the_caller()
    {
        _port.HasEnded = true;
        Assert.Throws<Host.EngineStoppedException>(() => Take(Frames.Ltp(1, "3045", 1, 100)));
    }
}
