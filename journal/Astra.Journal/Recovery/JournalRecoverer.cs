using System.Globalization;
using System.Runtime.InteropServices;
using Astra.Core;

namespace Astra.Journal;

/// <summary>
/// Opens a journal's inbound stream for appending. Beside the stream's own frames it hears two witnesses: a snapshot or an outbound event
/// is only ever stored after the inbound event that it rests on was durable, so one that points behind the journal's end proves a loss.
/// </summary>
internal static class JournalRecoverer
{
    public static StreamPosition Recover(JournalOptions options, out JournalRecovery recovery)
    {
        string folder = options.Folder;
        StreamScan inbound = StreamScan.Run(folder, JournalStream.In, thorough: options.Thorough);
        SnapshotStore snapshots = new(folder);
        long last = inbound.NextSequence - 1;
        Damage? damage = inbound.Damage ?? SnapshotBeyond(snapshots, last) ?? OutboundBeyond(folder, last, inbound);

        StreamRecovery stream = new(options, JournalStream.In);
        StreamPosition start = stream.Recover(inbound, damage);
        if (damage is not null) stream.Messages.AddRange(snapshots.SetAsideBeyond(last));
        File.Delete(JournalFiles.Spare(folder, JournalStream.In));

        recovery = new JournalRecovery(
            inbound.NextSequence - inbound.FirstSequence, inbound.FirstSequence, last, stream.CutBytes, inbound.Segments.Count, stream.Messages);
        return start;
    }

    private static Damage? SnapshotBeyond(SnapshotStore snapshots, long last)
    {
        long newest = snapshots.NewestGood();
        return newest <= last ? null : new Damage(snapshots.PathOf(newest), 0, last + 1, string.Create(CultureInfo.InvariantCulture,
            $"a snapshot of sequence {newest} exists, but the journal ends at {last}: durable events are gone"));
    }

    private static Damage? OutboundBeyond(string folder, long last, StreamScan inbound)
    {
        StreamScan outbound = StreamScan.Run(folder, JournalStream.Out, inbound.JournalId);
        // Damage of the outbound log itself is told when that log is opened.
        for (int i = Math.Min(outbound.Good, outbound.Segments.Count) - 1; i >= 0; i--)
        {
            long cause = -1, sequence = -1;
            SegmentScan.Run(outbound.Segments[i], newest: i == outbound.Segments.Count - 1, (_, body) =>
            {
                OutboundEvent e = default;
                BodyCursor events = new(body);
                while (events.TryReadOutbound(ref e)) (cause, sequence) = (e.Header.Cause, e.Header.Sequence);
                return null;
            });
            if (cause > last)
            {
                return new Damage(outbound.Segments[i].Path, 0, last + 1, string.Create(CultureInfo.InvariantCulture,
                    $"outbound event {sequence} was caused by sequence {cause}, but the journal ends at {last}: durable events are gone"));
            }
            if (cause >= 0) return null;
        }
        return null;
    }
}
