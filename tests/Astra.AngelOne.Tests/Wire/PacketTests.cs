namespace Astra.Adapters.AngelOne.Tests;

public class PacketTests
{
    [Fact]
    public void The_checks_stand_in_the_documents_order()
    {
        Assert.Equal(AngelPacketReject.EmptyFrame, AngelPacket.Check([]));
        // Wrong in everything at once: the mode is named first, then the length, then the exchange, then the token.
        Assert.Equal(AngelPacketReject.UnknownMode, AngelPacket.Check([0, 99]));
        Assert.Equal(AngelPacketReject.UnknownMode, AngelPacket.Check([5]));
        Assert.Equal(AngelPacketReject.Truncated, AngelPacket.Check([1]));
        Assert.Equal(AngelPacketReject.Truncated, AngelPacket.Check(Frames.Head(2, 99, "", 122)));
        Assert.Equal(AngelPacketReject.UnknownExchange, AngelPacket.Check(Frames.Head(2, 99, "", 123)));
        Assert.Equal(AngelPacketReject.EmptyToken, AngelPacket.Check(Frames.Head(2, 13, "", 123)));
        Assert.Equal(AngelPacketReject.BadToken, AngelPacket.Check(Frames.Head(2, 13, "\u0001", 123)));
    }

    [Fact]
    public void Only_seven_exchange_types_and_four_modes_exist()
    {
        for (int type = 0; type < 256; type++)
            Assert.Equal(type is 1 or 2 or 3 or 4 or 5 or 7 or 13, AngelPacket.Check(Frames.Head(1, type, "1", 51)) == AngelPacketReject.None);
        for (int mode = 0; mode < 256; mode++)
            Assert.Equal(mode is 1 or 2 or 3 or 4, AngelPacket.Check(Frames.Head(mode, 1, "1", 443)) == AngelPacketReject.None);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1234567", "1234567")]
    [InlineData("12345678", "12345678")]
    [InlineData("123456789", "123456789")]
    [InlineData("12  ", "12")]
    [InlineData("1234567 ", "1234567")]
    [InlineData("12\0\u0001\u00FF", "12")]
    [InlineData("~!", "~!")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXY", "ABCDEFGHIJKLMNOPQRSTUVWXY")]
    public void A_token_ends_at_its_padding(string sent, string token)
    {
        Assert.Equal(AngelPacketReject.None, AngelPacket.Read(Frames.Head(1, 1, sent, 51), out AngelPacket packet));
        Assert.Equal(token, packet.TokenText);
        Assert.True(packet.Key.Equals(AngelKey.Of(System.Text.Encoding.ASCII.GetBytes(token), 1)));
        Assert.False(packet.Key.Equals(AngelKey.Of(System.Text.Encoding.ASCII.GetBytes(token), 2)));
    }

    [Theory]
    [InlineData(" 12", AngelPacketReject.BadToken)]
    [InlineData("1 2", AngelPacketReject.BadToken)]
    [InlineData("12\u007F", AngelPacketReject.BadToken)]
    [InlineData("\u0080", AngelPacketReject.BadToken)]
    [InlineData("1234567890123456789012\u00FF", AngelPacketReject.BadToken)]
    [InlineData("   ", AngelPacketReject.EmptyToken)]
    [InlineData("\0junk", AngelPacketReject.EmptyToken)]
    [InlineData("                         ", AngelPacketReject.EmptyToken)]
    public void A_token_that_is_none_is_refused(string sent, AngelPacketReject reject) =>
        Assert.Equal(reject, AngelPacket.Check(Frames.Head(1, 1, sent, 51)));

    [Fact]
    public void Every_letter_of_a_token_is_judged_alike_wherever_it_stands()
    {
        for (int at = 0; at < 25; at++)
            for (int letter = 1; letter < 256; letter++)
            {
                byte[] frame = Frames.Head(1, 1, new string('7', 25), 51);
                frame[2 + at] = (byte)letter;
                bool good = letter is >= 0x21 and <= 0x7E || (letter == ' ' && at == 24);
                Assert.Equal((at, letter, good), (at, letter, AngelPacket.Check(frame) == AngelPacketReject.None));
                if (at > 5) continue;
                // The same in a short token.
                frame = Frames.Head(1, 1, new string('7', at + 1), 51);
                frame[2 + at] = (byte)letter;
                good = letter is >= 0x21 and <= 0x7E || (letter == ' ' && at > 0);
                Assert.Equal((at, letter, good), (at, letter, AngelPacket.Check(frame) == AngelPacketReject.None));
            }
    }

    [Fact]
    public void Trailing_bytes_are_counted_and_not_read()
    {
        byte[] frame = [.. Frames.Snap(2, "54786", 1, 100, 5), 9, 9, 9];
        Assert.Equal(AngelPacketReject.None, AngelPacket.Read(frame, out AngelPacket packet));
        Assert.Equal(3, packet.TrailingBytes);
        Assert.Equal(379, packet.Bytes.Length);
    }

    [Theory]
    [InlineData(double.NaN, null)]
    [InlineData(double.PositiveInfinity, null)]
    [InlineData(double.NegativeInfinity, null)]
    [InlineData(-0.5, null)]
    [InlineData(0.0, 0.0)]
    [InlineData(12.0, 12.0)]
    public void A_total_that_is_no_quantity_is_absent(double sent, double? total)
    {
        byte[] frame = Frames.Quote(1, "1", 1, 1, 1).Put(75, sent).Put(83, 7.0);
        Assert.Equal(AngelPacketReject.None, AngelPacket.Read(frame, out AngelPacket packet));
        Assert.Equal(total, packet.TotalBuyQuantity);
        Assert.Equal(7.0, packet.TotalSellQuantity);
    }

    [Fact]
    public void Levels_go_by_their_flag_and_keep_their_order()
    {
        byte[] frame = Frames.Snap(1, "1", 1, 100, 1)
            .Level(0, 0, 10, 101).Level(1, 1, 11, 99).Level(2, 2, 12, 98).Level(3, -1, 13, 97).Level(9, 1, 14, 96, -3);
        Assert.Equal(AngelPacketReject.None, AngelPacket.Read(frame, out AngelPacket packet));
        Assert.Equal(2, packet.IgnoredLevels);
        var levels = new AngelLevel[20];
        int buys = packet.Levels(AngelSide.Buy, levels);
        Assert.Equal([new AngelLevel(11, 99, 0), default, new AngelLevel(14, 96, -3)], levels[..buys]);
        int sells = packet.Levels(AngelSide.Sell, levels);
        Assert.Equal([new AngelLevel(10, 101, 0), default, default, default, default], levels[..sells]);
    }

    [Fact]
    public void Depth_of_twenty_counts_orders_without_a_sign()
    {
        byte[] frame = Frames.Head(4, 1, "1", 443);
        frame.AsSpan(43, 10).Fill(0xFF);
        Assert.Equal(AngelPacketReject.None, AngelPacket.Read(frame, out AngelPacket packet));
        var levels = new AngelLevel[20];
        Assert.Equal(20, packet.Levels(AngelSide.Buy, levels));
        Assert.Equal(new AngelLevel(-1, -1, 65535), levels[0]);
    }

    [Fact]
    public void A_field_that_the_mode_has_not_cannot_be_read()
    {
        AngelPacket.Read(Frames.Ltp(1, "1", 1, 1), out AngelPacket ltp);
        AngelPacket.Read(Frames.Head(4, 1, "1", 443), out AngelPacket depth);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ask(Frames.Ltp(1, "1", 1, 1), static p => p.Volume));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ask(Frames.Quote(1, "1", 1, 1, 1), static p => p.OpenInterest));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ask(Frames.Head(4, 1, "1", 443), static p => p.Sequence));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ask(Frames.Quote(1, "1", 1, 1, 1), static p => p.PacketReceivedTime));
        Assert.Equal(0, ltp.IgnoredLevels + depth.IgnoredLevels);
    }

    private delegate long Question(AngelPacket packet);

    private static long Ask(byte[] frame, Question question)
    {
        Assert.Equal(AngelPacketReject.None, AngelPacket.Read(frame, out AngelPacket packet));
        return question(packet);
    }

    [Theory]
    [InlineData(1, 5, "0.05")]
    [InlineData(2, -5, "-0.05")]
    [InlineData(5, 612300, "6123.00")]
    [InlineData(1, long.MaxValue, "92233720368547758.07")]
    [InlineData(1, long.MinValue, "-92233720368547758.08")]
    [InlineData(13, 839925000, "83.9925")]
    [InlineData(13, 839612500, "83.96125")]
    [InlineData(13, 1, "0.0000001")]
    [InlineData(13, 0, "0.0000")]
    [InlineData(13, long.MaxValue, "922337203685.4775807")]
    public void Rupees_are_exact(byte exchange, long wire, string rupees) => Assert.Equal(rupees, AngelPrice.Rupees(exchange, wire));

    [Theory]
    [InlineData(1, 81235, true, 8_123_500)]
    [InlineData(13, 839925000, true, 839_925)]
    [InlineData(13, 839925001, false, 0)]
    [InlineData(5, -288400, true, -28_840_000)]
    [InlineData(1, long.MaxValue / 100, true, long.MaxValue / 100 * 100)]
    [InlineData(1, (long.MaxValue / 100) + 1, false, 0)]
    [InlineData(1, long.MinValue, false, 0)]
    [InlineData(13, long.MinValue, false, 0)]
    public void Prices_convert_exactly_or_not_at_all(byte exchange, long wire, bool fits, long units)
    {
        Assert.Equal(fits, AngelPrice.TryConvert(exchange, wire, out Markets.Price price));
        if (fits) Assert.Equal(units, price.Units);
    }
}
