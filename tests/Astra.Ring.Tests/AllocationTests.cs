namespace Astra.Ring.Tests;

[Collection(nameof(RunsAlone))]
public class AllocationTests
{
    private const int WarmUp = 100_000, Events = 1_000_000;

    public static TheoryData<ProducerType, bool> Cases => new()
    {
        { ProducerType.Single, false }, { ProducerType.Single, true }, { ProducerType.Multi, false }, { ProducerType.Multi, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Neither_side_allocates_a_byte_over_a_million_events(ProducerType producer, bool parks)
    {
        IWaitStrategy wait = parks ? new SpinThenParkWaitStrategy(spins: 10, yields: 1) : new YieldingWaitStrategy();
        RingBuffer<FlowEvent> ring = RingBuffer<FlowEvent>.Create(producer, 1024, wait);
        var processor = new EventProcessor<FlowEvent, Meter>(ring, ring.NewBarrier(), default);
        ring.AddGatingSequence(processor.Sequence);
        ProcessorThread thread = ProcessorThread.Start(processor, "meter");

        Send(ring, WarmUp);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Send(ring, Events);
        long byProducer = GC.GetAllocatedBytesForCurrentThread() - before;

        processor.HaltWhenDrained();
        Patience.Join(thread);
        Assert.Null(processor.Fault);
        Assert.InRange(byProducer, 0, RunsAlone.Noise);
        Assert.Equal(WarmUp + Events, processor.Handler.Seen);
        Assert.InRange(processor.Handler.Allocated, 0, RunsAlone.Noise);
    }

    private static void Send(RingBuffer<FlowEvent> ring, int events)
    {
        for (int i = 0; i < events; i += 2)
        {
            long highest = ring.Next(2);
            ring[highest - 1].Number = i;
            ring[highest].Number = i + 1;
            ring.Publish(highest - 1, highest);
        }
    }

    private struct Meter : IEventHandler<FlowEvent>
    {
        private long _before;

        public long Seen;
        public long Allocated;

        public void OnEvent(ref FlowEvent e, long sequence, bool endOfBatch)
        {
            Seen++;
            if (sequence == WarmUp - 1) _before = GC.GetAllocatedBytesForCurrentThread();
            if (sequence == WarmUp + Events - 1) Allocated = GC.GetAllocatedBytesForCurrentThread() - _before;
        }
    }
}
