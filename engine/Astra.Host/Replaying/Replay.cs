using System.Diagnostics;
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
        VerifyingSink sink = VerifyingSink.From(stored, core.OutboundSequence + 1);
        start.Hosted.SpeakTo(sink);

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
            OutboundHash = core.OutboundHash,
            StateHash = core.StateHash(),
            Compared = sink.Compared,
            CheckpointsCompared = sink.CheckpointsCompared,
            FirstDifference = sink.FirstDifference,
            Seconds = seconds,
        };
    }
}
