using System.Diagnostics;
using Astra.Core;
using Astra.Host;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne.Tests;

[Collection(nameof(RunsAlone))]
public class AllocationTests
{
    [Fact]
    public void A_packet_costs_no_byte()
    {
        var port = new IdlePort();
        var door = new FeedDoor(port, 0, Parts.All);
        var state = new AngelConnectionState();
        var targets = new AngelTarget[Parts.All.Length];
        foreach (FeedInstrument instrument in Parts.All)
            targets[state.Register(instrument.Token, AngelExchange.TypeOf(instrument.Exchange), instrument.Instrument.Kind == InstrumentKind.Index)] = AngelTarget.Of(instrument);
        var ticks = new AngelTicks(door, state, targets);
        byte[][] frames =
        [
            Snap(2, "54786", 25820), Snap(1, "3045", 81235), Snap(13, "1284", 839_925_000), Snap(5, "426016", 612_300),
            Frames.Quote(1, "99926000", 1, 2_515_060, 0, 0), Frames.Quote(1, "3045", 1, 81235, 900), Frames.Ltp(5, "426016", 1, 612_300),
        ];
        for (int i = 0; i < 5; i++) Run(ticks, frames, 200_000, 1 + 1_000_000L * i);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long from = Stopwatch.GetTimestamp();
        const int Count = 2_000_000;
        Run(ticks, frames[..4], Count, 10_000_000);
        TimeSpan taken = Stopwatch.GetElapsedTime(from);
        long snaps = GC.GetAllocatedBytesForCurrentThread() - before;
        Run(ticks, frames, 70_000, 100_000_000);
        long all = GC.GetAllocatedBytesForCurrentThread() - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{Count / taken.TotalSeconds / 1e6:0.0} million packets/s, {snaps} bytes");
        Assert.InRange(all, 0, RunsAlone.Noise);
        Assert.True(port.Published > Count * 2L);
    }

    private static void Run(AngelTicks ticks, byte[][] frames, int count, long sequence)
    {
        for (int i = 0; i < count; i++)
        {
            byte[] frame = frames[i % frames.Length];
            System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(27), sequence + i);
            ticks.Take(frame, Scene.At, 1);
        }
    }

    private static byte[] Snap(int exchange, string token, long price)
    {
        byte[] frame = Frames.Snap(exchange, token, 1, price, 5000, 75, 9000);
        long step = exchange == 13 ? 25_000 : 5;
        for (int i = 0; i < 5; i++) frame.Level(i, 1, 75 * (i + 1), price - step * i, 2).Level(5 + i, 0, 150, price + step * (i + 1), 3);
        return frame;
    }

    /// <summary>Slots and a counter: what the ring costs is the ring's business.</summary>
    private sealed class IdlePort : IInboundPort
    {
        private readonly InboundEvent[] _slots = new InboundEvent[4096];

        public long Published { get; private set; } = -1;

        public ref InboundEvent this[long sequence] => ref _slots[sequence & 4095];

        public long Claim(int count) => Published += count;

        public bool TryClaim(int count, out long highest)
        {
            highest = Published += count;
            return true;
        }

        public void Publish(long lowest, long highest)
        {
        }
    }
}
