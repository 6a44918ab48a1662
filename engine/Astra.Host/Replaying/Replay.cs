using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Astra.Core;
using Astra.Ring;

namespace Astra.Host;

/// <summary>
/// Runs a journal through the core again, strategies and all, and holds what it says against what was said then. One thread reads and
/// decodes, the caller's runs the core; nothing is written.
/// </summary>
public static class Replay
{
    private const int RingSize = 16_384;
    private const int ReadBatch = 256;

    /// <param name="journal">Open at any place.</param>
    /// <param name="stored">What was said then; null compares nothing.</param>
    /// <param name="snapshots">Needed for <see cref="ReplayOptions.FromSnapshot"/>.</param>
    /// <exception cref="RecoveryException">The journal has a hole, or the snapshot asked for does not exist.</exception>
    public static ReplayReport Run(
        IJournalReader journal, IOutboundLogReader? stored, ISnapshotStore? snapshots, ReplayOptions options, CancellationToken stop = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Batch, 1);
        CoreStart start = StartOf(journal, snapshots, options);
        TradingCore core = start.Hosted.Core;
        TradeSummary trades = new();
        if (stored is not null && core.OutboundSequence >= 0) trades.AddStored(stored, core.OutboundSequence);
        (long saidBefore, long ticksBefore) = (core.OutboundSequence, core.Totals.Ticks);
        VerifyingSink sink = VerifyingSink.From(stored, core.OutboundSequence + 1);
        start.Hosted.SpeakTo(new Listeners(sink, trades));

        long began = Stopwatch.GetTimestamp();
        RunThrough(journal, core, start.Next, options, stop);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;

        long last = core.LastSequence;
        sink.Finish(last);
        return new ReplayReport
        {
            Snapshot = start.Snapshot,
            Events = last + 1 - start.Next,
            LastSequence = last,
            Totals = core.Totals,
            Instruments = core.Instruments.Count,
            PerInstrument = trades.Results(core.Instruments),
            Quarantined = QuarantineCount.Of(core),
            Refusals = trades.Refusals,
            TicksNow = core.Totals.Ticks - ticksBefore,
            OutboundSequence = core.OutboundSequence,
            OutboundHash = core.OutboundHash,
            StateHash = core.StateHash(),
            Said = core.OutboundSequence - saidBefore,
            Compared = sink.Compared,
            CheckpointsCompared = sink.CheckpointsCompared,
            FirstDifference = sink.FirstDifference,
            Seconds = seconds,
        };
    }

    private static CoreStart StartOf(IJournalReader journal, ISnapshotStore? snapshots, ReplayOptions options)
    {
        if (options.FromSnapshot is not { } wanted)
        {
            if (journal.LastSequence >= 0 && journal.FirstSequence > 0)
                throw new RecoveryException($"the journal begins at event {journal.FirstSequence}; replay it from a snapshot (--from-snapshot last)");
            return CoreStart.From(null, -1);
        }
        CoreStart start = CoreStart.From(snapshots, wanted);
        if (start.Snapshot is not null) return start;
        string held = snapshots?.List() is { Count: > 0 } list ? string.Join(", ", list) : "none";
        throw new RecoveryException($"there is no readable snapshot at or before event {wanted} (snapshots held: {held}{string.Concat(start.Notes.Select(note => "; " + note))})");
    }

    private static void RunThrough(IJournalReader journal, TradingCore core, long next, ReplayOptions options, CancellationToken stop)
    {
        if (next > journal.LastSequence) return;
        journal.Seek(next);

        using CancellationTokenSource coreFailed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        RingBuffer<InboundEvent> ring = RingBuffer<InboundEvent>.Create(ProducerType.Single, RingSize, new SpinThenParkWaitStrategy(), next - 1);
        EventProcessor<InboundEvent, CoreOnly> processor = new(
            ring, ring.NewBarrier(), new CoreOnly(core), options.Batch, (_, _) => coreFailed.Cancel());
        ring.AddGatingSequence(processor.Sequence);

        JournalPump pump = new(journal, ring, options, coreFailed.Token);
        Thread reader = new(() => pump.Run(next, ReadBatch, processor)) { Name = "replay reader", IsBackground = true };
        reader.Start();
        processor.Run();
        reader.Join();

        Rethrow(processor.Fault);
        Rethrow(pump.Fault);
        stop.ThrowIfCancellationRequested();
    }

    private static void Rethrow(Exception? fault)
    {
        if (fault is not null) ExceptionDispatchInfo.Throw(fault);
    }

    private sealed class Listeners(VerifyingSink verify, TradeSummary trades) : IOutboundSink
    {
        public void Publish(in OutboundEvent e)
        {
            verify.Publish(in e);
            trades.OnEvent(in e);
        }
    }

    private readonly struct CoreOnly(TradingCore core) : IEventHandler<InboundEvent>
    {
        public void OnEvent(ref InboundEvent e, long sequence, bool endOfBatch) => core.Apply(ref e, sequence);
    }
}
