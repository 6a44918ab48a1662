using System.Globalization;
using System.Runtime.InteropServices;

namespace Astra.Journal.EventStore;

/// <summary>The end of a stream on a server, as a mirror looks at it before it writes there: whose it is, and its last frame that holds events.</summary>
/// <param name="LastIndex">Revision of the last frame of any kind.</param>
/// <param name="Events">The last frame that holds events; null when there is none.</param>
internal sealed record ServerTail(string Stream, Guid JournalId, long LastIndex, long NextSequence, StoredEvent? Events)
{
    /// <summary>Where the frame with the events stands, for messages.</summary>
    public string Place => PlaceOf(Stream, Events?.Revision ?? LastIndex);

    /// <summary>Reads it; null when there is no stream.</summary>
    /// <exception cref="EventStoreException">The server does not answer, or the stream holds something that is no frame of a journal, or was deleted.</exception>
    public static async Task<ServerTail?> ReadAsync(EventStoreClient client, string stream, CancellationToken stop)
    {
        StoredEvent? last = await client.ReadLastAsync(stream, stop).ConfigureAwait(false);
        if (last is not { } end)
        {
            StreamMetadata metadata = await client.GetMetadataAsync(stream, stop).ConfigureAwait(false);
            return metadata.TruncateBefore is null ? null : throw AppendVerdict.DeletedName(stream);
        }
        FrameHeader header = FrameEnvelope.Open(stream, end, out Guid journalId);
        StoredEvent? events = end;
        // Each start of a writer leaves a mark that holds no events, so some may stand at the end.
        while (events is { } at && FrameEnvelope.Open(stream, at, out _).Kind == FrameKind.Opened)
            events = at.Revision == 0 ? null : await client.ReadOneAsync(stream, at.Revision - 1, stop).ConfigureAwait(false);
        return new ServerTail(stream, journalId, end.Revision, header.FirstSequence + header.Count, events);
    }

    /// <summary>Header and body, without padding, of the frame with the events.</summary>
    public FrameHeader Read(out ArraySegment<byte> body)
    {
        ReadOnlyMemory<byte> frame = Events!.Value.Data;
        FrameHeader header = MemoryMarshal.Read<FrameHeader>(frame.Span);
        ReadOnlyMemory<byte> bytes = frame.Slice(FrameHeader.Length, header.BodyLength);
        body = MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array) ? array : new ArraySegment<byte>(bytes.ToArray());
        return header;
    }

    public static string PlaceOf(string stream, long revision) => string.Create(CultureInfo.InvariantCulture, $"{stream}@{revision}");
}
