namespace Astra.Adapters.AngelOne.Tests;

public class ConnectionStateTests
{
    private const long Day = 86_400_000;
    private readonly AngelConnectionState _state = new(["99926000"]);

    private AngelStep Next(byte[] frame)
    {
        Assert.Equal(AngelPacketReject.None, AngelPacket.Read(frame, out AngelPacket packet));
        return _state.Next(packet);
    }

    private string Verdict(byte[] frame) => Next(frame).VerdictName;

    private long? Traded(byte[] frame) => Next(frame) is { HasTradedQuantity: true } step ? step.TradedQuantity : null;

    [Fact]
    public void Sequences_are_kept_by_exchange_token_and_mode()
    {
        Assert.Equal("accept", Verdict(Frames.Ltp(1, "7", 100, 1)));
        Assert.Equal("accept", Verdict(Frames.Ltp(2, "7", 50, 1)));
        Assert.Equal("accept", Verdict(Frames.Ltp(1, "8", 50, 1)));
        Assert.Equal("accept", Verdict(Frames.Quote(1, "7", 50, 1, 1)));
        Assert.Equal("accept", Verdict(Frames.Snap(1, "7", 50, 1, 1)));
        Assert.Equal("drop-duplicate", Verdict(Frames.Ltp(1, "7", 100, 1)));
        Assert.Equal("drop-late", Verdict(Frames.Ltp(1, "7", 99, 1)));
        Assert.Equal("drop-late", Verdict(Frames.Snap(1, "7", -1, 1, 1)));
        Assert.Equal("accept", Verdict(Frames.Ltp(1, "7", 100_000, 1)));
    }

    [Fact]
    public void The_first_number_may_be_any()
    {
        Assert.Equal("accept", Verdict(Frames.Ltp(1, "7", long.MinValue, 1)));
        Assert.Equal("drop-duplicate", Verdict(Frames.Ltp(1, "7", long.MinValue, 1)));
        Assert.Equal("accept", Verdict(Frames.Ltp(1, "7", 0, 1)));
    }

    [Fact]
    public void A_dropped_packet_leaves_the_volume_as_it_was()
    {
        Next(Frames.Quote(1, "7", 10, 1, 500));
        AngelStep late = Next(Frames.Quote(1, "7", 9, 1, 9_999));
        Assert.Equal((AngelVerdict.DropLate, false), (late.Verdict, late.HasTradedQuantity));
        Assert.Equal(1, Traded(Frames.Quote(1, "7", 11, 1, 501)));
    }

    [Fact]
    public void Volume_is_kept_by_token_across_modes()
    {
        Assert.Null(Traded(Frames.Ltp(1, "7", 1, 1)));
        Assert.Null(Traded(Frames.Quote(1, "7", 1, 1, 100)));
        Assert.Equal(20, Traded(Frames.Snap(1, "7", 1, 1, 120)));
        Assert.Null(Traded(Frames.Quote(3, "7", 1, 1, 100)));
    }

    [Fact]
    public void A_new_date_in_India_starts_the_volume_anew()
    {
        // 18:29:59 UTC is 23:59:59 in India.
        const long LastSecond = 1_790_706_599_000;
        Assert.Null(Traded(Frames.Quote(5, "7", 1, 1, 900, milliseconds: LastSecond - 1000)));
        Assert.Equal(5, Traded(Frames.Quote(5, "7", 2, 1, 905, milliseconds: LastSecond)));
        Assert.Null(Traded(Frames.Quote(5, "7", 3, 1, 10, milliseconds: LastSecond + 1000)));
        Assert.Equal(2, Traded(Frames.Quote(5, "7", 4, 1, 12, milliseconds: LastSecond + Day)));
    }

    [Fact]
    public void A_time_that_tells_no_day_changes_none()
    {
        Assert.Null(Traded(Frames.Quote(1, "7", 1, 1, 100)));
        Assert.Equal(1, Traded(Frames.Quote(1, "7", 2, 1, 101, milliseconds: 0)));
        Assert.Equal(1, Traded(Frames.Quote(1, "7", 3, 1, 102, milliseconds: long.MaxValue)));
        Assert.Equal(1, Traded(Frames.Quote(1, "7", 4, 1, 103, milliseconds: long.MinValue)));
        Assert.Equal(1, Traded(Frames.Quote(1, "7", 5, 1, 104)));
    }

    [Fact]
    public void A_volume_that_falls_is_remarked_upon_each_time_and_the_highest_stays()
    {
        Next(Frames.Quote(1, "7", 1, 1, 100));
        for (int i = 0; i < 2; i++)
        {
            AngelStep fell = Next(Frames.Quote(1, "7", 2 + i, 1, 40));
            Assert.Equal((AngelVerdict.Accept, true, 0L), (fell.Verdict, fell.HasTradedQuantity, fell.TradedQuantity));
            Assert.Equal(["volume-fell"], fell.Counted);
        }
        Assert.Equal(1, Traded(Frames.Quote(1, "7", 9, 1, 101)));
    }

    [Fact]
    public void A_rise_wider_than_a_long_is_the_widest_long()
    {
        Next(Frames.Quote(1, "7", 1, 1, long.MinValue));
        Assert.Equal(long.MaxValue, Traded(Frames.Quote(1, "7", 2, 1, long.MaxValue)));
    }

    [Fact]
    public void After_a_reconnect_everything_starts_anew()
    {
        Next(Frames.Quote(1, "7", 100, 1, 500));
        _state.Reconnected();
        Assert.Null(Traded(Frames.Quote(1, "7", 100, 1, 510)));
        Assert.Equal(3, Traded(Frames.Quote(1, "7", 101, 1, 513)));
    }

    [Fact]
    public void Indices_have_no_sequence()
    {
        foreach (long sequence in (long[])[0, 0, -5, 3])
            Assert.Equal("accept", Verdict(Frames.Ltp(1, "99926000", sequence, 1)));
    }

    [Fact]
    public void Depth_of_twenty_has_neither_sequence_nor_volume()
    {
        byte[] frame = Frames.Head(4, 1, "7", 443).Put(27, Scene.Millis);
        for (int i = 0; i < 3; i++) Assert.Equal(default, Next(frame));
    }

    [Fact]
    public void A_thousand_tokens_are_told_apart()
    {
        for (int round = 0; round < 2; round++)
            for (int token = 0; token < 1000; token++)
                Assert.Equal(round == 0 ? null : token, Traded(Frames.Quote(1 + token % 5, $"{token}", round, 1, round * token)));
        Assert.Equal(1000, _state.Count);
    }
}
