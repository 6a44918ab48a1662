using System.Globalization;
using System.Runtime.InteropServices;

namespace Astra.Journal.EventStore;

/// <summary>How a frame is wrapped as an event of the server, and what must hold when it comes back.</summary>
internal static class FrameEnvelope
{
    public const string EventType = "astra-frame";
    public const string ContentType = "application/octet-stream";

    private const int IdLength = 16;

    /// <summary>Custom metadata of a frame: its journal's id.</summary>
    public static byte[] Metadata(Guid journalId) => journalId.ToByteArray();

    /// <summary>The frame's header and its journal's id. Throws <see cref="EventStoreException"/> when the event is no whole frame, or one of a newer format.</summary>
    public static FrameHeader Open(string stream, in StoredEvent stored, out Guid journalId)
    {
        journalId = default;
        ReadOnlySpan<byte> frame = stored.Data.Span;
        if (stored.Type != EventType) throw Damaged(stream, stored.Revision, $"it is a '{stored.Type}'");
        if (stored.CustomMetadata.Length != IdLength) throw Damaged(stream, stored.Revision, "it names no journal");
        journalId = new Guid(stored.CustomMetadata.Span);
        if (frame.Length < FrameHeader.Length) throw Damaged(stream, stored.Revision, "it is cut short");
        FrameHeader header = MemoryMarshal.Read<FrameHeader>(frame);
        if (header.Magic != FrameHeader.MagicValue) throw Damaged(stream, stored.Revision, "it does not begin as a frame");
        if (header.Version > FrameHeader.CurrentVersion)
        {
            throw new EventStoreException(JournalErrorKind.NewerFormat, stream,
                string.Create(CultureInfo.InvariantCulture, $"revision {stored.Revision} has frame format {header.Version}, newer than this build knows"), "use a newer build");
        }
        if (header.BodyLength is < 0 or > FrameHeader.LongestBody || header.FrameLength != frame.Length)
            throw Damaged(stream, stored.Revision, "its length is not what its header says");
        if (!FrameHeader.ChecksumHolds(frame)) throw Damaged(stream, stored.Revision, "its checksum does not hold");
        return header;
    }

    private static EventStoreException Damaged(string stream, long revision, string what) => new(JournalErrorKind.Corrupt, stream,
        string.Create(CultureInfo.InvariantCulture, $"revision {revision} is no frame of a journal: {what}"),
        "something else has written to the stream, or the server's data is damaged: give the run another name, or restore the server's data");
}
