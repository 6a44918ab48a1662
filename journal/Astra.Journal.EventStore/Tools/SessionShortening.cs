using System.Globalization;
using Astra.Core;

namespace Astra.Journal.EventStore;

/// <summary>Moves the beginning of a session's streams up to a snapshot that was read whole. What is hidden comes back if the streams' metadata is changed before a scavenge.</summary>
internal static class SessionShortening
{
    public static async Task<IReadOnlyList<string>> RunAsync(EventStoreClient client, SessionName name, int keepSnapshots, CancellationToken stop)
    {
        if (await EventStoreStat.JournalIdAsync(client, name, stop).ConfigureAwait(false) is not { } journal)
            throw await new SessionIndex(client).MissingAsync(name, stop).ConfigureAwait(false);
        StreamState inbound = await client.StreamStateAsync(name.Journal, stop).ConfigureAwait(false);
        StoredEvent? end = await client.ReadOneAsync(name.Journal, inbound.LastRevision, stop).ConfigureAwait(false);
        FrameHeader last = HeaderOf(name, JournalStream.In, journal, end, inbound.LastRevision);
        if (await AnchorAsync(client, name, journal, last.FirstSequence + last.Count - 1, keepSnapshots, stop).ConfigureAwait(false) is not { } anchor)
            return [$"nothing removed from {name}: there is no good snapshot to recover from"];

        long sequence = anchor.Manifest.Sequence;
        long first = await RevisionSearch.FirstAsync(inbound.FirstRevision, inbound.LastRevision, anchor.Manifest.Frame, async at =>
        {
            FrameHeader header = HeaderOf(name, JournalStream.In, journal, await client.ReadOneAsync(name.Journal, at, stop).ConfigureAwait(false), at);
            return header.FirstSequence + header.Count - 1 > sequence;
        }).ConfigureAwait(false);
        List<string> said = [];
        // The last event stays whatever it is: it says where the stream goes on.
        await TruncateAsync(client, name.Journal, inbound.FirstRevision, Math.Min(first, inbound.LastRevision), sequence, said, stop).ConfigureAwait(false);
        await TruncateOutboundAsync(client, name, journal, sequence, said, stop).ConfigureAwait(false);
        StreamState snapshots = await client.StreamStateAsync(name.Snapshots, stop).ConfigureAwait(false);
        await TruncateAsync(client, name.Snapshots, snapshots.FirstRevision, anchor.Manifest.FirstPart, sequence, said, stop).ConfigureAwait(false);
        return said.Count > 0 ? said : [string.Create(CultureInfo.InvariantCulture, $"nothing removed from {name}: no frame precedes snapshot {sequence}")];
    }

    /// <summary>The oldest of the newest good snapshots that the journal reaches.</summary>
    private static async Task<StoredSnapshots.Found?> AnchorAsync(EventStoreClient client, SessionName name, Guid journal, long last, int keep, CancellationToken stop)
    {
        StoredSnapshots.Listing all = await StoredSnapshots.ListAsync(client, name.Snapshots, journal, int.MaxValue, stop).ConfigureAwait(false);
        StoredSnapshots.Found? anchor = null;
        int good = 0;
        foreach (StoredSnapshots.Found found in all.Snapshots.Where(s => s.Manifest.Sequence <= last))
        {
            (byte[]? state, _) = await StoredSnapshots.LoadAsync(client, name.Snapshots, found.Manifest, stop).ConfigureAwait(false);
            if (state is null) continue;
            anchor = found;
            if (++good == keep) break;
        }
        return anchor;
    }

    /// <summary>Outbound events belong to their causes: a frame goes when all its events were caused at or before the snapshot.</summary>
    private static async Task TruncateOutboundAsync(EventStoreClient client, SessionName name, Guid journal, long sequence, List<string> said, CancellationToken stop)
    {
        StreamState state = await client.StreamStateAsync(name.Outbound, stop).ConfigureAwait(false);
        if (!state.Exists || state.FirstRevision > state.LastRevision) return;
        long first = await RevisionSearch.FirstAsync(state.FirstRevision, state.LastRevision, -1, async at =>
        {
            // A mark holds no event, so it goes with the frame behind it, or stays as the last.
            for (long revision = at; revision <= state.LastRevision; revision++)
            {
                StoredEvent? stored = await client.ReadOneAsync(name.Outbound, revision, stop).ConfigureAwait(false);
                FrameHeader header = HeaderOf(name, JournalStream.Out, journal, stored, revision);
                if (header.Kind == FrameKind.Events) return LastCause(StoredFrame.Bytes(stored!.Value).Slice(FrameHeader.Length, header.BodyLength)) > sequence;
            }
            return true;
        }).ConfigureAwait(false);
        await TruncateAsync(client, name.Outbound, state.FirstRevision, Math.Min(first, state.LastRevision), sequence, said, stop).ConfigureAwait(false);
    }

    private static long LastCause(ArraySegment<byte> body)
    {
        long cause = -1;
        OutboundEvent e = default;
        BodyCursor events = new(body);
        while (events.TryReadOutbound(ref e)) cause = e.Header.Cause;
        return cause;
    }

    private static FrameHeader HeaderOf(SessionName name, JournalStream kind, Guid journal, StoredEvent? stored, long revision)
    {
        string stream = name.StreamOf(kind);
        if (stored is not { } found) throw JournalCorruptException.InStream(stream, revision, -1, name.ToString(), "the frame is missing");
        return StoredFrame.Check(stream, in found, kind, journal, out FrameHeader header) is { } fault
            ? throw JournalCorruptException.InStream(stream, revision, -1, name.ToString(), fault)
            : header;
    }

    private static async Task TruncateAsync(EventStoreClient client, string stream, long from, long before, long sequence, List<string> said, CancellationToken stop)
    {
        if (before <= from) return;
        StreamMetadata metadata = await client.GetMetadataAsync(stream, stop).ConfigureAwait(false);
        await client.SetMetadataAsync(stream, metadata with { TruncateBefore = before }, stop).ConfigureAwait(false);
        said.Add(string.Create(CultureInfo.InvariantCulture, $"removed revisions {from} to {before - 1} of {stream}: they precede snapshot {sequence}"));
    }
}
