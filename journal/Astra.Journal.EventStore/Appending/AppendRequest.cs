using System.Buffers.Binary;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Astra.Journal.EventStore;

/// <summary>
/// The one request object of a call, filled anew for each frame. The frame's bytes are not copied into it, and what does not change is made once. The correlation id
/// is the call's
/// own random half and the frame's index, so an answer finds its frame without a table, and one that belongs to another call finds none.
/// </summary>
internal sealed class AppendRequest
{
    private readonly Wire.BatchAppendReq _request;
    private readonly Wire.UUID.Types.Structured _correlation = new();
    private readonly Wire.BatchAppendReq.Types.ProposedMessage _message;

    public AppendRequest(string stream, Guid journalId, TimeSpan deadline)
    {
        _correlation.MostSignificantBits = Random.Shared.NextInt64(1, long.MaxValue);
        _message = new Wire.BatchAppendReq.Types.ProposedMessage
        {
            CustomMetadata = UnsafeByteOperations.UnsafeWrap(FrameEnvelope.Metadata(journalId)),
            Metadata = { ["type"] = FrameEnvelope.EventType, ["content-type"] = FrameEnvelope.ContentType },
        };
        _request = new Wire.BatchAppendReq
        {
            CorrelationId = new Wire.UUID { Structured = _correlation },
            Options = new Wire.BatchAppendReq.Types.Options
            {
                StreamIdentifier = new Wire.StreamIdentifier { StreamName = ByteString.CopyFromUtf8(stream) },
                Deadline = Duration.FromTimeSpan(deadline),
            },
            ProposedMessages = { _message },
            IsFinal = true,
        };
    }

    /// <summary>The request for a frame; valid until the next one is made.</summary>
    public Wire.BatchAppendReq For(CutFrame frame)
    {
        _correlation.LeastSignificantBits = frame.Index;
        _message.Id = StructuredUuid.From(frame.Id);
        _request.Options.StreamPosition = (ulong)(frame.Index - 1);
        _message.Data = UnsafeByteOperations.UnsafeWrap(frame.Memory);
        return _request;
    }

    /// <summary>Index of the frame that an answer is about; false when it is about none of this call's. The id's form does not matter.</summary>
    public bool TryIndex(Wire.UUID? correlation, out long index)
    {
        Span<byte> halves = stackalloc byte[16];
        StructuredUuid.Read(correlation).TryWriteBytes(halves, bigEndian: true, out _);
        index = BinaryPrimitives.ReadInt64BigEndian(halves[8..]);
        return BinaryPrimitives.ReadInt64BigEndian(halves) == _correlation.MostSignificantBits;
    }
}
