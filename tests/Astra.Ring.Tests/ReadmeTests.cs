namespace Astra.Ring.Tests;

/// <summary>The use shown in the room's README, so that it keeps compiling and keeps its word.</summary>
public class ReadmeTests
{
    [Fact]
    public void The_example_counts_and_sums_side_by_side_and_reports_after_both()
    {
        var ring = RingBuffer<Reading>.Create(ProducerType.Single, 1024, new SpinThenParkWaitStrategy());
        var count = new EventProcessor<Reading, Count>(ring, ring.NewBarrier(), new Count());
        var sum = new EventProcessor<Reading, Sum>(ring, ring.NewBarrier(), new Sum());
        var report = new EventProcessor<Reading, Report>(ring, ring.NewBarrier(count.Sequence, sum.Sequence), new Report());
        ring.AddGatingSequence(report.Sequence);

        ProcessorThread[] threads =
        [
            ProcessorThread.Start(count, "count"), ProcessorThread.Start(sum, "sum"), ProcessorThread.Start(report, "report"),
        ];

        for (int i = 1; i <= 10_000; i++)
        {
            long sequence = ring.Next();
            ring[sequence].Value = i;
            ring.Publish(sequence);
        }

        foreach (ProcessorThread thread in threads) thread.Processor.HaltWhenDrained();
        foreach (ProcessorThread thread in threads) Patience.Join(thread);
        Assert.Equal((10_000, 50_005_000), (report.Handler.LastCount, report.Handler.LastSum));
    }

    private struct Reading
    {
        public long Value;
        public long CountSoFar;
        public long SumSoFar;
    }

    private struct Count : IEventHandler<Reading>
    {
        private long _count;

        public void OnEvent(ref Reading e, long sequence, bool endOfBatch) => e.CountSoFar = ++_count;
    }

    private struct Sum : IEventHandler<Reading>
    {
        private long _sum;

        public void OnEvent(ref Reading e, long sequence, bool endOfBatch) => e.SumSoFar = _sum += e.Value;
    }

    private struct Report : IEventHandler<Reading>
    {
        public long LastCount;
        public long LastSum;

        public void OnEvent(ref Reading e, long sequence, bool endOfBatch) => (LastCount, LastSum) = (e.CountSoFar, e.SumSoFar);
    }
}
