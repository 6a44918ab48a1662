using System.Globalization;
using System.Text;
using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne.Tests;

/// <summary>
/// Mutated frames: each is a counted rejection or a packet, whatever it holds. <c>ASTRA_FUZZ</c> says how many (10000000 for the long run), <c>ASTRA_FUZZ_SEED</c> repeats one.
/// </summary>
public class FuzzTests
{
    private static readonly long FrameCount = long.Parse(Environment.GetEnvironmentVariable("ASTRA_FUZZ") ?? "300000", CultureInfo.InvariantCulture);
    private const string Signs = "{}[]\",:\\u\0e9-";

    private static readonly ulong Seed = ulong.Parse(Environment.GetEnvironmentVariable("ASTRA_FUZZ_SEED") ?? $"{Environment.TickCount64}", CultureInfo.InvariantCulture);

    [Fact]
    public void Every_binary_frame_is_a_packet_or_a_counted_rejection()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}, {FrameCount} frames");
        var port = new CheckingPort();
        var door = new FeedDoor(port, 0, Parts.All);
        var state = new AngelConnectionState();
        var targets = new AngelTarget[Parts.All.Length];
        foreach (FeedInstrument instrument in Parts.All)
            targets[state.Register(instrument.Token, AngelExchange.TypeOf(instrument.Exchange), instrument.Instrument.Kind == InstrumentKind.Index)] = AngelTarget.Of(instrument);
        var ticks = new AngelTicks(door, state, targets);
        var mutator = new Mutator(Seed);
        Span<byte> frame = Mutator.Room;
        long packets = 0, rejected = 0;
        for (long i = 0; i < FrameCount; i++)
        {
            int length = mutator.Next(frame);
            // Else the highest sequence of all would make every later packet a late one.
            if (i % 32 == 0) state.Reconnected();
            AngelPacketReject reject = AngelPacket.Check(frame[..length]);
            Assert.Equal(reject, Slowly(frame[..length]));
            StreamVerdict verdict = ticks.Take(frame[..length], Scene.At, 1);
            Assert.Equal(reject != AngelPacketReject.None, verdict == StreamVerdict.Rejected);
            if (reject == AngelPacketReject.None) packets++;
            else rejected++;
            if (i % 64 == 0) Assert.True(Read(frame[..length]));
        }
        long counted = new[] { TickReject.EmptyFrame, TickReject.UnknownMode, TickReject.Truncated, TickReject.UnknownExchange, TickReject.EmptyToken, TickReject.BadToken }.Sum(door.CountOf);
        Assert.Equal(rejected, counted);
        // Each packet is a tick, or dropped under a name.
        long dropped = new[] { TickReject.Duplicate, TickReject.Late, TickReject.NoTradeYet, TickReject.BadPrice, TickReject.BadQuantity, TickReject.NotSubscribed }.Sum(door.CountOf);
        Assert.Equal(packets, dropped + port.Touchlines);
        Assert.True(packets > FrameCount / 10 && rejected > FrameCount / 10 && port.Touchlines > FrameCount / 100, $"the frames are too much alike: {packets} packets, {rejected} rejected");
    }

    [Fact]
    public void Every_text_frame_is_read_without_an_exception()
    {
        string[] good =
        [
            "pong", "{\"correlationID\":\"x1\",\"errorCode\":\"E1001\",\"errorMessage\":\"Invalid Request Payload\"}",
            "{\"user-id\":\"A1\",\"order-status\":\"AB05\",\"orderData\":{\"quantity\":\"10\",\"filledshares\":10,\"status\":\"complete\",\"averageprice\":812.32,\"orderid\":\"1\"}}",
        ];
        var random = new Random((int)Seed);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {(int)Seed}");
        for (long i = 0; i < FrameCount / 10; i++)
        {
            byte[] text = Encoding.UTF8.GetBytes(good[random.Next(good.Length)]);
            for (int changes = random.Next(4); changes > 0; changes--) text[random.Next(text.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : Signs[random.Next(Signs.Length)]);
            AngelTextFrame stream = AngelTextFrame.OfStream(text.AsSpan(0, random.Next(text.Length + 1)));
            AngelTextFrame order = AngelTextFrame.OfOrders(text.AsSpan(0, random.Next(3) == 0 ? random.Next(text.Length + 1) : text.Length), random.Next(8) != 0);
            Assert.False(stream.IsFatal || order.IsFatal);
            Assert.Equal(order.Kind == AngelTextKind.Order, order.Order is not null);
        }
    }

    /// <summary>The checks once more, as the document words them.</summary>
    private static AngelPacketReject Slowly(ReadOnlySpan<byte> frame)
    {
        if (frame.Length == 0) return AngelPacketReject.EmptyFrame;
        if (frame[0] is < 1 or > 4) return AngelPacketReject.UnknownMode;
        if (frame.Length < (frame[0] switch { 1 => 51, 2 => 123, 3 => 379, _ => 443 })) return AngelPacketReject.Truncated;
        if (frame[1] is not (1 or 2 or 3 or 4 or 5 or 7 or 13)) return AngelPacketReject.UnknownExchange;
        string token = Encoding.Latin1.GetString(frame[2..27]).Split('\0')[0].TrimEnd(' ');
        if (token.Length == 0) return AngelPacketReject.EmptyToken;
        return token.Any(c => c is < '!' or > '~') ? AngelPacketReject.BadToken : AngelPacketReject.None;
    }

    /// <summary>Every field of a packet can be written down.</summary>
    private static bool Read(ReadOnlySpan<byte> frame)
    {
        if (AngelPacket.Read(frame, out AngelPacket packet) != AngelPacketReject.None) return true;
        return Frames.Json(packet, AngelPacketJson.WriteRaw).EnumerateObject().Any() && Frames.Json(packet, AngelPacketJson.WriteRupees).EnumerateObject().Any();
    }

    /// <summary>Looks at each published tick instead of keeping it.</summary>
    private sealed class CheckingPort : Host.IInboundPort
    {
        private readonly InboundEvent[] _slots = new InboundEvent[64];
        private long _claimed = -1;
        private long _published = -1;

        public long Touchlines { get; private set; }

        public ref InboundEvent this[long sequence] => ref _slots[sequence & 63];

        public long Claim(int count) => _claimed += count;

        public bool TryClaim(int count, out long highest)
        {
            highest = Claim(count);
            return true;
        }

        public void Publish(long lowest, long highest)
        {
            Assert.Equal((_published + 1, _claimed), (lowest, highest));
            _published = highest;
            for (long i = lowest; i <= highest; i++)
            {
                ref InboundRecord record = ref this[i].Record;
                if (record.Header.Kind == InboundKind.Feed) continue;
                Assert.InRange(record.Header.Instrument, 0, Parts.All.Length - 1);
                Assert.True(Scene.At - record.Header.ExchangeTime is > -60_000_000_000 and < 86_400_000_000_000);
                if (record.Header.Kind == InboundKind.Touchline)
                {
                    Touchlines++;
                    ref TouchlineTick tick = ref record.Touchline;
                    Assert.True(tick.Last.Units != 0 && tick.LastQuantity >= 0 && tick.Volume >= 0 && tick.OpenInterest >= 0 && tick.BidQuantity >= 0 && tick.AskQuantity >= 0);
                    continue;
                }
                Assert.Equal(InboundKind.Depth, record.Header.Kind);
                for (int level = 0; level < 5; level++)
                {
                    Assert.True(record.Depth.Bids[level].Quantity >= 0 && record.Depth.Asks[level].Quantity >= 0);
                    if (level > 0) Assert.False(record.Depth.Bids[level].Quantity > 0 && record.Depth.Bids[level - 1].Quantity == 0);
                }
            }
        }
    }
}
