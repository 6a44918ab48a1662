using Astra.Markets;

namespace Astra.Journal.EventStore;

/// <summary>What a session on a server holds, counted by reading it whole.</summary>
public static class EventStoreStat
{
    /// <exception cref="JournalException">There is no such session, or the server cannot be read.</exception>
    public static async Task<JournalStat> ReadAsync(EventStoreClient client, SessionName name, CancellationToken stop = default)
    {
        // What rests on an inbound event is read before the inbound events, so that beside a writer the figures agree.
        Count outbound = await Count.OfAsync(client, name, JournalStream.Out, stop).ConfigureAwait(false);
        Guid? journal = await JournalIdAsync(client, name, stop).ConfigureAwait(false);
        IReadOnlyList<long> snapshots = journal is { } id ? await SnapshotsAsync(client, name, id, stop).ConfigureAwait(false) : [];
        Count inbound = await Count.OfAsync(client, name, JournalStream.In, stop).ConfigureAwait(false);
        if (!inbound.Exists) throw await new SessionIndex(client).MissingAsync(name, stop).ConfigureAwait(false);
        return new JournalStat(
            inbound.Id, inbound.Frames, inbound.Events, inbound.First, inbound.Next - 1, inbound.Next - 1, inbound.Bytes + outbound.Bytes,
            Segments: 0, snapshots, inbound.FirstTime, inbound.Events > 0 ? inbound.HighestTime : null,
            outbound.Events, inbound.Damage ?? outbound.Damage, Durability.Sync);
    }

    /// <summary>The journal that a session's streams belong to, null when there is no such session.</summary>
    internal static async Task<Guid?> JournalIdAsync(EventStoreClient client, SessionName name, CancellationToken stop)
    {
        long first = await client.FirstRevisionAsync(name.Journal, stop).ConfigureAwait(false);
        if (first < 0) return null;
        StoredEvent? stored = await client.ReadOneAsync(name.Journal, first, stop).ConfigureAwait(false);
        return stored is { } found ? FrameEnvelope.JournalOf(in found) : null;
    }

    private static async Task<IReadOnlyList<long>> SnapshotsAsync(EventStoreClient client, SessionName name, Guid journal, CancellationToken stop)
    {
        StoredSnapshots.Listing all = await StoredSnapshots.ListAsync(client, name.Snapshots, journal, int.MaxValue, stop).ConfigureAwait(false);
        return [.. all.Snapshots.Select(s => s.Manifest.Sequence).Distinct().Order()];
    }

    private sealed class Count
    {
        public bool Exists;
        public Guid Id;
        public long Frames, Events, First, Next, Bytes;
        public Timestamp? FirstTime;
        public Timestamp HighestTime;
        public string? Damage;

        public static async Task<Count> OfAsync(EventStoreClient client, SessionName name, JournalStream kind, CancellationToken stop)
        {
            Count count = new();
            FrameWalk walk = new(client, name, kind);
            await foreach (FrameWalk.Step step in walk.RunAsync(stop).ConfigureAwait(false))
            {
                count.Bytes += step.Stored.Data.Length;
                if (step.Fault is { } fault) count.Damage ??= JournalCorruptException.InStream(walk.Stream, step.Stored.Revision, step.Sequence, name.ToString(), fault).Message;
                // The first damage ends the count of everything but bytes, as it does in a folder.
                if (count.Damage is null) count.Add(step.Header!.Value);
            }
            (count.Exists, count.Id) = (walk.Exists, walk.FoundJournalId);
            return count;
        }

        private void Add(in FrameHeader header)
        {
            if (Frames == 0) First = header.FirstSequence;
            Next = header.FirstSequence + header.Count;
            if (header.Kind != FrameKind.Events) return;
            Frames++;
            Events += header.Count;
            FirstTime ??= header.FirstTime;
            HighestTime = header.HighestTime;
        }
    }
}
