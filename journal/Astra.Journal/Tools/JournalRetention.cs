using System.Globalization;
using Astra.Core;
using Astra.Markets;

namespace Astra.Journal;

/// <summary>
/// Removes what is no longer needed to recover: whole sealed segments of both streams that precede a good snapshot. The rest of the journal
/// then replays from that snapshot only, and no longer from the first event.
/// </summary>
/// <param name="KeepSnapshots">Newest good snapshots from which recovery stays possible, 1 or more.</param>
/// <param name="OlderThan">Remove only segments whose every event has an earlier exchange time; null = any.</param>
public sealed record JournalRetention(int KeepSnapshots = 2, Timestamp? OlderThan = null)
{
    /// <summary>Applies the rule to a journal that no writer holds and says in one sentence each what was removed and why nothing was.</summary>
    public IReadOnlyList<string> Apply(string folder)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(KeepSnapshots, 1);
        folder = Path.GetFullPath(folder);
        if (!Directory.Exists(folder) || !JournalFiles.Holds(folder))
            throw new JournalException(JournalErrorKind.NotFound, folder, "there is no journal here", "name a folder that a journal was written to");
        using FolderLock folderLock = FolderLock.Take(folder);
        try
        {
            return ApplyLocked(folder);
        }
        catch (Exception e) when (IoFault.Is(e))
        {
            throw IoFault.Of(e, folder, "removing segments");
        }
    }

    private List<string> ApplyLocked(string folder)
    {
        StreamScan inbound = Scan(folder, JournalStream.In, null);
        StreamScan outbound = Scan(folder, JournalStream.Out, inbound.JournalId);
        SnapshotStore snapshots = new(folder);
        List<long> good = [.. snapshots.List().Where(s => s < inbound.NextSequence && snapshots.Check(s, out _) is null)];
        if (good.Count == 0) return ["nothing removed: there is no good snapshot to recover from"];
        long anchor = good[Math.Max(0, good.Count - KeepSnapshots)];

        int inCount = CountRemovable(inbound.Segments, scan => scan.NextSequence - 1 <= anchor);
        int outCount = CountRemovable(outbound.Segments, scan => scan.LastCause <= anchor);
        if (inCount + outCount == 0)
            return [string.Create(CultureInfo.InvariantCulture, $"nothing removed: no whole segment precedes snapshot {anchor}{AgeText()}")];

        SegmentFile inFirst = inbound.Segments[inCount];
        RetainedMark mark = RetainedMark.Read(folder) with { InOrdinal = inFirst.Header.Ordinal, InFirst = inFirst.Header.FirstSequence };
        if (outCount > 0)
            mark = mark with { OutOrdinal = outbound.Segments[outCount].Header.Ordinal, OutFirst = outbound.Segments[outCount].Header.FirstSequence };
        // The mark first: a crash between the two leaves segments that are ignored, never a gap that looks like a loss.
        mark.Write(folder);
        List<string> removed = [];
        foreach (SegmentFile segment in inbound.Segments.Take(inCount).Concat(outbound.Segments.Take(outCount)))
        {
            File.Delete(segment.Path);
            File.Delete(JournalFiles.Index(segment.Path));
            removed.Add(string.Create(CultureInfo.InvariantCulture, $"removed {segment.Path} ({segment.Bytes} bytes): it precedes snapshot {anchor}"));
        }
        foreach (long sequence in snapshots.List().Where(s => s + 1 < mark.InFirst))
        {
            File.Delete(snapshots.PathOf(sequence));
            removed.Add($"removed {snapshots.PathOf(sequence)}: the events after it are gone");
        }
        Native.SyncFolder(folder);
        return removed;
    }

    private static StreamScan Scan(string folder, JournalStream stream, Guid? id)
    {
        StreamScan scan = StreamScan.Run(folder, stream, id);
        return scan.Damage is { } damage ? throw damage.ToException() : scan;
    }

    /// <summary>How many segments from the first may go; the newest always stays.</summary>
    private int CountRemovable(IReadOnlyList<SegmentFile> segments, Func<SegmentEnd, bool> covered)
    {
        int count = 0;
        while (count < segments.Count - 1)
        {
            SegmentEnd end = SegmentEnd.Of(segments[count]);
            if (!covered(end) || (OlderThan is { } time && end.HighestTime >= time)) break;
            count++;
        }
        return count;
    }

    private string AgeText() => OlderThan is { } time ? $" with every event before {time}" : "";

    private readonly record struct SegmentEnd(long NextSequence, Timestamp HighestTime, long LastCause)
    {
        public static SegmentEnd Of(SegmentFile segment)
        {
            long cause = -1;
            OutboundEvent e = default;
            SegmentScan scan = SegmentScan.Run(segment, newest: false, (_, body) =>
            {
                BodyCursor events = new(body);
                while (segment.Header.Stream == JournalStream.Out && events.TryReadOutbound(ref e)) cause = e.Header.Cause;
                return null;
            });
            return scan.Damage is { } damage ? throw damage.ToException() : new SegmentEnd(scan.NextSequence, scan.HighestTime, cause);
        }
    }
}
