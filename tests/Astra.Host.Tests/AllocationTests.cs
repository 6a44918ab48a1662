using Astra.Core;
using Astra.Markets;
using Astra.Ring;

namespace Astra.Host.Tests;

/// <summary>What the engine's threads do per event, done on the test's thread, where the runtime counts every byte.</summary>
[Collection(nameof(RunsAlone))]
public class AllocationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_journal_handler_allocates_nothing(bool pipelined)
    {
        InboundEvent[] events = EventsOf(new MarketDay());
        LatencyStamps stamps = new(256, 16);
        LatencyPair latency = new();
        CountingJournal journal = new();
        IEventHandler<InboundEvent> handler = pipelined
            ? new PipelinedJournalHandler(journal, new Sequence(), stamps, latency, (_, _) => { })
            : new JournalHandler(journal, new Sequence(), stamps, latency);
        if (pipelined) journal.Attach((IDurabilityListener)handler);
        long sequence = 0;
        Round();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 300; round++) Round();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, RunsAlone.Noise);
        Assert.True(latency.FromDue.Count > 100_000);

        void Round()
        {
            for (int i = 0; i < events.Length; i++, sequence++)
            {
                stamps.Mark(sequence, sequence, 1, 1);
                handler.OnEvent(ref events[i], sequence, endOfBatch: sequence % 64 == 63);
            }
        }
    }

    [Fact]
    public void The_core_handler_its_snapshots_and_the_publisher_allocate_nothing()
    {
        MarketDay day = new(ticks: 20_000);
        InboundEvent[] events = EventsOf(day);
        // The first run compiles and fills static tables.
        AllocatedInSecondHalf(day, events);
        Assert.InRange(AllocatedInSecondHalf(day, events), 0, RunsAlone.Noise);
    }

    private static long AllocatedInSecondHalf(MarketDay day, InboundEvent[] events)
    {
        RingBuffer<InboundEvent> ring = RingBuffer<InboundEvent>.Create(ProducerType.Multi, 256, new SpinThenParkWaitStrategy());
        LatencyStamps stamps = new(256, 16);
        DurableGate gate = new(ring, new Sequence(long.MaxValue));
        HostedCore hosted = new();
        PublishHandler publisher = new(gate, [new TradeSummary()]);
        hosted.SpeakTo(new Direct(publisher));
        using SnapshotWriter snapshots = new(new NoStore(), null, gate, ring.NewBarrier(new Sequence(long.MaxValue)), publisher, every: 1_000);
        Thread writer = new(snapshots.Run);
        writer.Start();
        CoreHandler handler = new(hosted.Core, snapshots, stamps);

        long sequence = 0;
        Apply(StartUp(day));
        Apply(events.AsSpan(0, events.Length / 2));
        (long before, int tradesBefore) = (GC.GetAllocatedBytesForCurrentThread(), hosted.Core.Totals.Trades);
        Apply(events.AsSpan(events.Length / 2));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        snapshots.End();
        writer.Join();
        Assert.True(hosted.Core.Totals.Trades > tradesBefore, "the measured half traded");
        Assert.True(snapshots.Saved >= 1 && snapshots.Saved + snapshots.Skipped > 1, "snapshots were taken");
        return allocated;

        void Apply(Span<InboundEvent> part)
        {
            foreach (ref InboundEvent e in part)
            {
                stamps.Mark(sequence, sequence, 1, 1);
                handler.OnEvent(ref e, sequence, endOfBatch: sequence % 64 == 63);
                sequence++;
            }
        }
    }

    private static InboundEvent[] StartUp(MarketDay day)
    {
        List<InboundEvent> events = [Of(InboundKind.Configure, MarketDay.Settings)];
        foreach (Instrument instrument in day.Instruments) events.Add(Of(InboundKind.Instrument, instrument));
        foreach (Plan plan in day.Plans) events.Add(Of(InboundKind.Plan, plan));
        return [.. events];

        static InboundEvent Of(InboundKind kind, object payload)
        {
            InboundEvent e = new() { Payload = payload };
            e.Record.Header = new InboundHeader { Kind = kind, Source = InboundSource.Host, Instrument = -1, ExchangeTime = MarketDay.Start };
            return e;
        }
    }

    private static InboundEvent[] EventsOf(MarketDay day) => [.. day.Records.Select(record => new InboundEvent { Record = record })];

    private sealed class Direct(PublishHandler publisher) : IOutboundSink
    {
        public void Publish(in OutboundEvent e)
        {
            OutboundEvent copy = e;
            publisher.OnEvent(ref copy, e.Header.Sequence, endOfBatch: false);
        }
    }

    private sealed class CountingJournal : IPipelinedJournal
    {
        private long _last = -1;
        private IDurabilityListener? _listener;

        public long DurableSequence { get; private set; } = -1;

        public void Append(long sequence, ref InboundEvent e) => _last = sequence;

        public void Commit()
        {
            DurableSequence = _last;
            _listener?.OnDurable(_last);
        }

        public void Attach(IDurabilityListener listener) => _listener = listener;

        public void Want(long sequence)
        {
        }

        public void Finish()
        {
        }

        public void Release()
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class NoStore : ISnapshotStore
    {
        public void Save(long sequence, ReadOnlySpan<byte> state) => Assert.False(state.IsEmpty);

        public IReadOnlyList<long> List() => [];

        public bool TryLoad(long atMost, out long sequence, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out byte[]? state)
        {
            (sequence, state) = (-1, null);
            return false;
        }
    }
}
