using Astra.Markets;

namespace Astra.Journal;

/// <summary>What a journal holds, counted by reading it whole.</summary>
/// <param name="Frames">Inbound frames of events.</param>
/// <param name="DurableSequence">Last event that stands whole in the files, or on the server.</param>
/// <param name="Bytes">Size of the segments of both streams as the folder shows them; on a server of their frames.</param>
/// <param name="Segments">Inbound segments of a folder; 0 on a server, which has none.</param>
/// <param name="Snapshots">Their sequences, rising.</param>
/// <param name="FirstTime">Exchange time of the first event, null when there is none.</param>
/// <param name="LastTime">Highest exchange time of any event, null when there is none.</param>
/// <param name="Durability">What the commits of the newest inbound segment waited for; a server acknowledges what it has synced.</param>
/// <param name="Damage">First damage met, which ends the count; null when there is none.</param>
public sealed record JournalStat(
    Guid JournalId,
    long Frames,
    long Events,
    long FirstSequence,
    long LastSequence,
    long DurableSequence,
    long Bytes,
    int Segments,
    IReadOnlyList<long> Snapshots,
    Timestamp? FirstTime,
    Timestamp? LastTime,
    long OutboundEvents,
    string? Damage,
    Durability Durability)
{
    /// <summary>Counts a folder. Throws <see cref="JournalException"/> when there is no journal or it cannot be read.</summary>
    public static JournalStat Read(string folder)
    {
        folder = Path.GetFullPath(folder);
        if (!Directory.Exists(folder) || !JournalFiles.Holds(folder))
            throw new JournalException(JournalErrorKind.NotFound, folder, "there is no journal here", "name a folder that a journal was written to");
        try
        {
            // What rests on an inbound event is read before the inbound events, so that beside a writer the figures agree.
            Count outbound = Count.Calmly(folder, JournalStream.Out);
            IReadOnlyList<long> snapshots = new SnapshotStore(folder).List();
            Count inbound = Count.Calmly(folder, JournalStream.In);
            return new JournalStat(
                inbound.Id, inbound.Frames, inbound.Events, inbound.First, inbound.Next - 1, inbound.Next - 1, inbound.Bytes + outbound.Bytes,
                inbound.Segments, snapshots, inbound.FirstTime, inbound.Events > 0 ? inbound.HighestTime : null,
                outbound.Events, inbound.Damage ?? outbound.Damage, inbound.Durability);
        }
        catch (Exception e) when (IoFault.Is(e))
        {
            throw IoFault.Of(e, folder, "reading the journal");
        }
    }

    private sealed class Count
    {
        public Guid Id;
        public long Frames, Events, First, Next, Bytes;
        public int Segments;
        public Timestamp? FirstTime;
        public Timestamp HighestTime;
        public string? Damage;
        public Durability Durability;

        /// <summary>Counts again when damage shows: a writer may have opened or closed the journal meanwhile.</summary>
        public static Count Calmly(string folder, JournalStream stream)
        {
            Count count = SecondLook.At(() => Of(folder, stream));
            return count.Damage is null ? count : SecondLook.At(() => Of(folder, stream));
        }

        private static Count Of(string folder, JournalStream stream)
        {
            RetainedMark mark = RetainedMark.Read(folder);
            List<SegmentFile> segments = SegmentFile.List(folder, stream);
            Count count = new() { First = mark.FirstSequence(stream), Next = mark.FirstSequence(stream), Segments = segments.Count };
            int ordinal = (int)mark.FirstOrdinal(stream);
            for (int i = 0; i < segments.Count; i++)
            {
                count.Bytes += segments[i].Bytes;
                if (count.Damage is null) count.Add(segments[i], ordinal + i, newest: i == segments.Count - 1);
            }
            return count;
        }

        private void Add(SegmentFile segment, int ordinal, bool newest)
        {
            Journal.Damage? damage = StreamScan.CheckHeader(segment, ordinal, Next, Id == Guid.Empty ? null : Id);
            if (damage is null)
            {
                Id = segment.Header.JournalId;
                Durability = segment.Header.Durability;
                SegmentScan scan = SegmentScan.Run(segment, newest);
                Frames += scan.Frames;
                Events += scan.Events;
                Next = scan.NextSequence;
                FirstTime ??= scan.FirstTime;
                if (!scan.Empty) HighestTime = scan.HighestTime;
                damage = scan.Damage;
            }
            Damage = damage?.ToException().Message;
        }
    }
}
