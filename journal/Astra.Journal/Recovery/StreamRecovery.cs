using System.Globalization;
using Astra.Markets;
using Microsoft.Win32.SafeHandles;

namespace Astra.Journal;

/// <summary>
/// Makes a stream ready to go on after <see cref="StreamScan"/>: seals a last segment that was left open (which cuts a torn tail),
/// gives an empty one's name free, and, only when loss is accepted, moves what cannot be trusted aside.
/// </summary>
internal sealed class StreamRecovery(JournalOptions options, JournalStream stream)
{
    public List<string> Messages { get; } = [];

    public long CutBytes { get; private set; }

    /// <param name="scan">The stream as found.</param>
    /// <param name="damage">Its own damage, or damage proved by something else.</param>
    public StreamPosition Recover(StreamScan scan, Damage? damage)
    {
        int ordinal = scan.NextOrdinal;
        if (damage is not null)
        {
            if (!options.AcceptLoss) throw damage.ToException();
            if (scan.Damage is not null && SetAside(scan)) ordinal++;
            Messages.Add(string.Create(CultureInfo.InvariantCulture,
                $"LOSS ACCEPTED: {damage.File} at byte {damage.Offset}: {damage.What}; the stream goes on at sequence {scan.NextSequence}"));
        }
        if (scan.Last is { Damage: null } last && scan.LastIndex == scan.Good - 1)
        {
            SegmentFile segment = scan.Segments[scan.LastIndex];
            ReportCut(segment, last);
            if (last.Empty)
            {
                // It holds no event, and the next segment needs its name and number.
                Delete(segment);
                ordinal--;
            }
            else if (!last.Sealed)
            {
                SealAt(segment.Path, last);
            }
        }
        return new StreamPosition(scan.JournalId ?? options.JournalId ?? Guid.NewGuid(), ordinal, scan.NextSequence, scan.HighestTime);
    }

    private void ReportCut(SegmentFile segment, SegmentScan last)
    {
        if (last.TornBytes == 0) return;
        CutBytes = last.TornBytes;
        // A write that a crash tore and a last frame that was damaged later look alike; only of the first can it be said that nobody was told.
        string consequence = stream == JournalStream.In
            ? "a write that a crash tore was never reported durable"
            : "the core says them again when it recovers";
        Messages.Add(string.Create(CultureInfo.InvariantCulture,
            $"cut {last.TornBytes} bytes of an unfinished write at byte {last.GoodEnd} of {segment.Path}, after sequence {last.NextSequence - 1}; {consequence}"));
    }

    /// <summary>Moves the damaged segment and all behind it aside; true when its good beginning stays, sealed.</summary>
    private bool SetAside(StreamScan scan)
    {
        bool partial = scan.Last is { Damage: not null, Empty: false } && scan.LastIndex == scan.Good;
        for (int i = scan.Good; i < scan.Segments.Count; i++)
        {
            string path = scan.Segments[i].Path;
            string aside = JournalFiles.Aside(path);
            if (i == scan.Good && partial)
            {
                File.Copy(path, aside);
                SealAt(path, scan.Last!);
            }
            else
            {
                File.Move(path, aside);
            }
            File.Delete(JournalFiles.Index(path));
            Messages.Add($"moved aside: {aside}");
        }
        File.Delete(JournalFiles.Tip(options.Folder, stream));
        Native.SyncFolder(options.Folder);
        return partial;
    }

    private static void SealAt(string path, SegmentScan scan)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        SegmentWriter.Seal(file, scan.GoodEnd, scan.NextSequence, scan.HighestTime);
    }

    private void Delete(SegmentFile segment)
    {
        // The tip first: killed in between, a tip that still names this segment would tell of a loss that there was not.
        File.Delete(JournalFiles.Tip(options.Folder, stream));
        Native.SyncFolder(options.Folder);
        File.Delete(segment.Path);
        File.Delete(JournalFiles.Index(segment.Path));
        Native.SyncFolder(options.Folder);
    }
}
