using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Astra.Core;
using Astra.Host;
using Astra.Journal.EventStore;

namespace Astra.Perf.Scenario.Journals;

/// <summary>
/// Mode eventstoredb without the rest of the engine: one thread appends ticks and commits each batch as the engine's journal handler does, as fast as the session takes them, until the
/// last one is acknowledged.
/// </summary>
internal sealed class WholeSession : IDurabilityListener
{
    private const int Batch = 256;
    private const int SampleEvery = 16;

    private readonly LatencyHistogram _latency = new();
    private readonly Queue<(long Sequence, long Since)> _pending = new();
    private Exception? _failed;

    /// <returns>The rate, and bytes that the appending thread allocated after its first tenth.</returns>
    public static (TransferRate Rate, long Allocated) Run(EventStoreSettings settings, InboundEvent[] events, long count, int inFlight)
    {
        EventStoreJournalOptions options = new() { InFlight = inFlight, InFlightCatchingUp = inFlight };
        using EventStoreSession session = EventStoreSession.Create(settings, ServerUnderTest.NewSession(), DateOnly.FromDateTime(DateTime.UtcNow), options);
        WholeSession run = new();
        session.Journal.Attach(run);
        long bytes = 0, before = 0;
        long began = Stopwatch.GetTimestamp();
        for (long sequence = 0; sequence < count; sequence++)
        {
            if (sequence == count / 10) before = GC.GetAllocatedBytesForCurrentThread();
            ref InboundEvent e = ref events[sequence % events.Length];
            session.Journal.Append(sequence, ref e);
            bytes += e.Record.Canonical.Length;
            if ((sequence + 1) % Batch != 0) continue;
            if (sequence / Batch % SampleEvery == 0) run.Stamp(sequence);
            session.Journal.Commit();
        }
        session.Journal.Commit();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        session.Journal.Want(count - 1);
        while (session.Journal.DurableSequence < count - 1)
        {
            if (Volatile.Read(ref run._failed) is { } failed) ExceptionDispatchInfo.Throw(failed);
            Thread.Sleep(1);
        }
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        double perFrame = (double)EventStoreJournalOptions.LargestFrame * count / bytes;
        return (new TransferRate(count / perFrame / seconds, bytes / seconds, count / seconds, LatencySummary.Of(run._latency)), allocated);
    }

    public void OnDurable(long sequence)
    {
        long now = Stopwatch.GetTimestamp();
        lock (_pending)
        {
            while (_pending.TryPeek(out (long Sequence, long Since) oldest) && oldest.Sequence <= sequence)
            {
                _pending.Dequeue();
                _latency.Record(Stopwatch.GetElapsedTime(oldest.Since, now).Ticks * 100);
            }
        }
    }

    public void OnFailed(Exception fault) => Volatile.Write(ref _failed, fault);

    private void Stamp(long sequence)
    {
        lock (_pending) _pending.Enqueue((sequence, Stopwatch.GetTimestamp()));
    }
}
