using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live.Tests.Feeds;

[Collection(nameof(RunsAlone))]
public class FeedDoorAllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_tick_through_the_door_allocates_nothing(int feeds)
    {
        TimeProvider time = TimeProvider.System;
        FeedInstrument[] instruments = Market.Shares(16);
        // Today by this machine, so that the stamps are such as come; the calendar is made for the day.
        LiveClock clock = new(EveryDay(), [Segment.NseEquity], time, feeds, TimeSpan.FromSeconds(1));
        Arbiter arbiter = new(feeds, instruments.Length, time);
        RoundPort port = new();
        FeedDoorParts parts = new() { Time = time, Clock = clock, Arbiter = arbiter };
        FeedDoor[] doors = [.. Enumerable.Range(0, feeds).Select(i => new FeedDoor(port, (byte)i, instruments, parts))];
        clock.Begin(port, Market.Wall(time) - 1);
        clock.Pulse();

        long volume = Run(doors, time, 0, 20_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(doors, time, volume, 200_000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 0, RunsAlone.Noise);
        Assert.True(doors.Sum(d => d.Accepted) >= 220_000);
    }

    private static long Run(FeedDoor[] doors, TimeProvider time, long volume, int ticks)
    {
        for (int i = 0; i < ticks; i++)
        {
            volume++;
            Timestamp stamp = Market.Wall(time).FloorTo(Timestamp.NanosPerSecond);
            foreach (FeedDoor door in doors) Market.Tick(door, time, i % 16, stamp, volume, 100);
        }
        return volume;
    }

    private static SessionCalendar EveryDay() => SessionCalendar.Parse(
        "segments,effective_from,pre_open,open,close,close_us_winter,source\nNseEquity,2020-01-01,,00:01,23:58,,test\n",
        "date,segments,status,pre_open,open,close,name,source\n");

    /// <summary>A ring of a few slots that nobody reads.</summary>
    private sealed class RoundPort : IInboundPort
    {
        private readonly InboundEvent[] _slots = new InboundEvent[256];
        private long _claimed = -1;

        public ref InboundEvent this[long sequence] => ref _slots[sequence & 255];

        public long Claim(int count) => _claimed += count;

        public bool TryClaim(int count, out long highest)
        {
            highest = Claim(count);
            return true;
        }

        public void Publish(long lowest, long highest)
        {
        }
    }
}
