using System.Diagnostics;
using Astra.Core;

namespace Astra.Host;

/// <summary>
/// Brings a core back to where the journal ends: the newest good snapshot, then the tail through the same core and the same strategies.
/// The result equals a full replay to the bit, and an engine started with it continues the numbering.
/// </summary>
public static class Recovery
{
    /// <param name="journal">Open at any place; read to its last event.</param>
    /// <param name="snapshots">Null when none are kept.</param>
    /// <param name="log">Takes the outbound events that it lacks; null when none is kept.</param>
    /// <param name="stored">Reads <paramref name="log"/>; when given, regenerated events must equal the stored ones.</param>
    /// <param name="stop">Gives up between two events.</param>
    /// <exception cref="RecoveryException">The files do not fit together.</exception>
    public static (HostedCore Core, RecoveryReport Report) Run(
        IJournalReader journal, ISnapshotStore? snapshots = null, IOutboundLog? log = null, IOutboundLogReader? stored = null, CancellationToken stop = default)
    {
        long started = Stopwatch.GetTimestamp();
        CoreStart start = CoreStart.From(snapshots, journal.LastSequence, log?.LastSequence ?? long.MaxValue);
        TradingCore core = start.Hosted.Core;
        RequireReachable(journal, start);

        RecoverySink sink = new(log, VerifyingSink.From(stored, core.OutboundSequence + 1));
        start.Hosted.SpeakTo(sink);
        long tail = ReplayTail(journal, core, start.Next, stop);
        RequireAgreement(journal, log, sink, core);
        if (sink.Appended > 0) log!.Commit();

        return (start.Hosted, new RecoveryReport
        {
            Snapshot = start.Snapshot,
            TailEvents = tail,
            LastSequence = journal.LastSequence,
            OutboundSequence = core.OutboundSequence,
            Appended = sink.Appended,
            Compared = sink.Compared,
            StateHash = core.StateHash(),
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            Messages = start.Notes,
        });
    }

    private static long ReplayTail(IJournalReader journal, TradingCore core, long next, CancellationToken stop)
    {
        long first = next;
        if (next > journal.LastSequence) return 0;
        journal.Seek(next);
        InboundEvent e = default;
        while (journal.TryRead(ref e, out long sequence))
        {
            stop.ThrowIfCancellationRequested();
            JournalOrder.Require(next, sequence);
            core.Apply(ref e, sequence);
            next++;
        }
        return next - first;
    }

    private static void RequireReachable(IJournalReader journal, CoreStart start)
    {
        if (journal.LastSequence < 0 || start.Next >= journal.FirstSequence) return;
        throw new RecoveryException(
            $"the journal begins at event {journal.FirstSequence} and no readable snapshot reaches event {journal.FirstSequence - 1}; " +
            $"restore older journal segments or a snapshot from a backup{string.Concat(start.Notes.Select(note => "; " + note))}");
    }

    private static void RequireAgreement(IJournalReader journal, IOutboundLog? log, RecoverySink sink, TradingCore core)
    {
        if (sink.FirstDifference is { } difference)
            throw new RecoveryException(
                $"the core does not say again what the outbound log holds: {difference}; " +
                "replay the journal with verification, or move the outbound log away to have it made anew");
        if (log is not null && log.LastSequence > core.OutboundSequence)
            throw new RecoveryException(
                $"the outbound log reaches event {log.LastSequence}, but the journal (to event {journal.LastSequence}) accounts for {core.OutboundSequence} only: " +
                "the journal has lost durable events; restore it from a backup, or move the outbound log away to accept the loss");
    }
}
