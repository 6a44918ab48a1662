using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>Says what became of a mirror that has ended.</summary>
internal static class MirrorEnd
{
    /// <param name="run">Ended.</param>
    /// <param name="why">What kept it from being done when it was told to stop; null when nothing did but time.</param>
    public static MirrorOutcome Of(MirrorRun run, string? why)
    {
        MirrorStatus status = run.Status;
        MirrorParts? parts = run.Parts;
        bool complete = status.State == MirrorState.Complete;
        long inbound = Math.Max(0, run.Source.Durable() - (parts?.Inbound.Acknowledged ?? -1));
        (long outbound, int snapshots) = complete ? (0, 0) : Behind(run.Source.Folder, run.Options.SnapshotsKept, parts);
        long shipped = parts?.Inbound.Shipped ?? 0, outboundShipped = parts?.Outbound.Shipped ?? 0;
        int snapshotsShipped = parts?.Snapshots.Shipped ?? 0;
        string text;
        if (complete && parts is null)
        {
            text = "the journal holds no event, so there is nothing to ship";
        }
        else if (complete)
        {
            text = string.Create(CultureInfo.InvariantCulture,
                $"session {status.Session}: the server holds everything; shipped in this run: {shipped} inbound events, {outboundShipped} outbound events, {snapshotsShipped} snapshots");
        }
        else
        {
            string lacks = parts?.Ready == true || shipped > 0 ? "the server lacks" : "the server is not known to hold";
            text = string.Create(CultureInfo.InvariantCulture,
                $"session {status.Session?.ToString() ?? "without a name yet"}: {lacks} {inbound} inbound events, {outbound} outbound events and {snapshots} snapshots: ");
            text += status.Message ?? why ?? "there was not enough time";
            if (!status.NeedsAttention) text += $"; {run.Commands.Ship} completes it";
        }
        return new MirrorOutcome(status.State, status.Session, complete, complete ? 0 : inbound, outbound, snapshots, shipped, outboundShipped, snapshotsShipped, text);
    }

    private static (long Outbound, int Snapshots) Behind(string folder, int kept, MirrorParts? parts)
    {
        try
        {
            using LocalLog log = new(folder, JournalStream.Out);
            long outbound = Math.Max(0, log.Last() - (parts?.Outbound.Acknowledged ?? log.FirstSequence - 1));
            return (outbound, parts?.Snapshots.Behind() ?? Math.Min(kept, new SnapshotStore(folder).List().Count));
        }
        catch (JournalException)
        {
            // A folder that cannot be read cannot be counted either; the outcome's state and text say why.
            return (0, 0);
        }
    }
}
