using Astra.Core;
using Astra.Journal;
using Astra.Markets;
using Astra.Ring;

namespace Astra.Host.Tests;

/// <summary>
/// The hot path makes no garbage, on the very threads that run it: ring, core and the embedded log with its syncs, over ten million events
/// (ASTRA_ALLOCATION_EVENTS for another number), by the runtime's own counter of each thread.
/// </summary>
[Collection(nameof(RunsAlone))]
public class TenMillionEventsTests
{
    private const int WarmUp = 1_000_000;

    [Fact]
    public void Core_and_journal_threads_allocate_nothing_per_event()
    {
        long wanted = long.TryParse(Environment.GetEnvironmentVariable("ASTRA_ALLOCATION_EVENTS"), out long n) ? n : 10_000_000;
        string folder = Directory.CreateTempSubdirectory("astra-allocation-").FullName;
        try
        {
            using EmbeddedJournal journal = EmbeddedJournal.Open(new JournalOptions(folder));
            RingBuffer<InboundEvent> ring = RingBuffer<InboundEvent>.Create(ProducerType.Single, 65_536, new SpinThenParkWaitStrategy());
            HostedCore hosted = new();
            hosted.SpeakTo(new Silence());
            Metered journaling = new(new JournalHandler(journal, new Sequence(), new LatencyStamps(65_536, 16), new LatencyPair()), wanted);
            Metered deciding = new(new CoreHandler(hosted.Core, null, new LatencyStamps(65_536, 16)), wanted);
            EventProcessor<InboundEvent, Metered> journalLoop = new(ring, ring.NewBarrier(), journaling, 8192);
            EventProcessor<InboundEvent, Metered> coreLoop = new(ring, ring.NewBarrier(), deciding, 8192);
            ring.AddGatingSequence(journalLoop.Sequence);
            ring.AddGatingSequence(coreLoop.Sequence);
            ProcessorThread[] threads = [ProcessorThread.Start(journalLoop, "journal"), ProcessorThread.Start(coreLoop, "core")];

            Feed(ring, wanted);
            journalLoop.HaltWhenDrained();
            coreLoop.HaltWhenDrained();
            foreach (ProcessorThread thread in threads) thread.Join();

            Assert.Null(journalLoop.Fault);
            Assert.Null(coreLoop.Fault);
            Assert.Equal(wanted, hosted.Core.LastSequence);
            Assert.True(hosted.Core.Totals.Fills > 0 && hosted.Core.Totals.Bars > 1_000, "the core was at work");
            Assert.InRange(deciding.Allocated, 0, RunsAlone.Noise);
            // Each new segment of 64 MiB (about 840,000 events) opens a file and hands its predecessor's index to the helper thread.
            long segments = Directory.GetFiles(folder, "in-*.seg").Length;
            Assert.True(journaling.Allocated <= segments * 16_384, $"{journaling.Allocated} bytes over {segments} segments");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Feed(RingBuffer<InboundEvent> ring, long wanted)
    {
        MarketDay day = new(ticks: 50_000);
        Put(new InboundEvent { Payload = MarketDay.Settings }, InboundKind.Configure);
        foreach (Instrument instrument in day.Instruments) Put(new InboundEvent { Payload = instrument }, InboundKind.Instrument);
        foreach (Plan plan in day.Plans) Put(new InboundEvent { Payload = plan }, InboundKind.Plan);
        // The day again and again, each time one day later, until there are enough; opening a session looks up charges, so sessions are
        // left to the warm-up and the days follow each other within one long session.
        InboundRecord[] records = [.. day.Records];
        InboundRecord open = records.First(r => r.Header.Kind == InboundKind.Session && r.Session.Phase == SessionPhase.Open);
        open.Session.Close += 1_000 * Timestamp.NanosPerDay;
        open.Session.SquareOff += 1_000 * Timestamp.NanosPerDay;
        Put(new InboundEvent { Record = open }, InboundKind.Session);
        InboundRecord[] ticks = [.. records.Where(r => r.Header.Kind != InboundKind.Session)];
        for (long lap = 0; ring.Cursor < wanted; lap++)
        {
            for (int i = 0; i < ticks.Length && ring.Cursor < wanted; i++)
            {
                InboundEvent e = new() { Record = ticks[i] };
                e.Record.Header.ExchangeTime += lap * Timestamp.NanosPerDay;
                Put(e, e.Record.Header.Kind);
            }
        }

        void Put(InboundEvent e, InboundKind kind)
        {
            if (e.Payload is not null)
                e.Record.Header = new InboundHeader { Kind = kind, Source = InboundSource.Host, Instrument = -1, ExchangeTime = MarketDay.Start };
            long sequence = ring.Next();
            ring[sequence] = e;
            ring.Publish(sequence);
        }
    }

    /// <summary>Passes events on and reads the thread's allocation counter after the warm-up and at the last event.</summary>
    private sealed class Metered(IEventHandler<InboundEvent> inner, long last) : IEventHandler<InboundEvent>
    {
        private long _before;

        public long Allocated { get; private set; } = -1;

        public void OnEvent(ref InboundEvent e, long sequence, bool endOfBatch)
        {
            inner.OnEvent(ref e, sequence, endOfBatch);
            if (sequence == WarmUp) _before = GC.GetAllocatedBytesForCurrentThread();
            if (sequence == last) Allocated = GC.GetAllocatedBytesForCurrentThread() - _before;
        }
    }

    private sealed class Silence : IOutboundSink
    {
        public void Publish(in OutboundEvent e)
        {
        }
    }
}
