using System.Globalization;
using Google.Protobuf;

namespace Astra.Journal.EventStore;

/// <summary>Requests as the protocol wants them.</summary>
internal static class WireRequests
{
    private const string Type = "type", ContentType = "content-type", Created = "created";
    private const string Octets = "application/octet-stream", Json = "application/json";

    private static readonly Wire.Empty Empty = new();

    public static Wire.StreamIdentifier Stream(string name) => new() { StreamName = ByteString.CopyFromUtf8(name) };

    /// <param name="fromRevision">Null for the stream's beginning, or its end when reading backwards.</param>
    public static Wire.ReadReq Read(string stream, long? fromRevision, bool backwards, long count)
    {
        Wire.ReadReq.Types.StreamOptions from = new() { StreamIdentifier = Stream(stream) };
        if (fromRevision is { } revision) from.Revision = (ulong)revision;
        else if (backwards) from.End = Empty;
        else from.Start = Empty;
        return new Wire.ReadReq
        {
            Options = new Wire.ReadReq.Types.Options
            {
                Stream = from,
                ReadDirection = backwards ? Wire.ReadReq.Types.ReadDirection.Backwards : Wire.ReadReq.Types.ReadDirection.Forwards,
                Count = (ulong)count,
                // Both are required, whatever is read.
                NoFilter = Empty,
                UuidOption = new Wire.ReadReq.Types.UUIDOption { Structured = Empty },
                // Asks for the messages that tell a stream's first and last position.
                ControlOption = new Wire.ReadReq.Types.ControlOption { Compatibility = 1 },
            },
        };
    }

    public static StoredEvent Stored(Wire.ReadResp.Types.RecordedEvent recorded) => new(
        (long)recorded.StreamRevision,
        StructuredUuid.Read(recorded.Id),
        recorded.Metadata.TryGetValue(Type, out string? type) ? type : "",
        recorded.Data.Memory,
        recorded.CustomMetadata.Memory,
        recorded.Metadata.TryGetValue(Created, out string? created) && long.TryParse(created, NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)
            ? DateTimeOffset.UnixEpoch.AddTicks(ticks)
            : DateTimeOffset.UnixEpoch);

    /// <param name="expectedRevision">-1 for no stream.</param>
    public static Wire.AppendReq AppendTo(string stream, long expectedRevision)
    {
        Wire.AppendReq.Types.Options options = new() { StreamIdentifier = Stream(stream) };
        if (expectedRevision < 0) options.NoStream = Empty;
        else options.Revision = (ulong)expectedRevision;
        return new Wire.AppendReq { Options = options };
    }

    public static Wire.AppendReq Append(ProposedEvent proposed)
    {
        Wire.AppendReq.Types.ProposedMessage message = new()
        {
            Id = StructuredUuid.From(proposed.Id),
            // The caller's bytes are not copied: it leaves them alone until it is answered.
            Data = UnsafeByteOperations.UnsafeWrap(proposed.Data),
            CustomMetadata = UnsafeByteOperations.UnsafeWrap(proposed.CustomMetadata),
        };
        message.Metadata[Type] = proposed.Type;
        message.Metadata[ContentType] = proposed.IsJson ? Json : Octets;
        return new Wire.AppendReq { ProposedMessage = message };
    }

    public static Wire.DeleteReq Delete(string stream, long expectedRevision) =>
        new() { Options = new Wire.DeleteReq.Types.Options { StreamIdentifier = Stream(stream), Revision = (ulong)expectedRevision } };
}
