using System.Globalization;
using System.Runtime.InteropServices;

namespace Astra.Journal.EventStore;

/// <summary>What must hold of a frame that comes back from a server: it is whole, and it is the one that was put at this place of this journal.</summary>
internal static class StoredFrame
{
    public const string EventType = "astra-frame";

    private const int JournalIdLength = 16;

    /// <summary>The journal that the event says it belongs to, empty when it does not say.</summary>
    public static Guid JournalOf(in StoredEvent stored) =>
        stored.CustomMetadata.Length == JournalIdLength ? new Guid(stored.CustomMetadata.Span) : Guid.Empty;

    /// <summary>What is wrong with the event itself, null when it is the frame of this journal, stream and revision.</summary>
    /// <exception cref="EventStoreException">The frame is whole and of a newer format.</exception>
    public static string? Check(string stream, in StoredEvent stored, JournalStream kind, Guid journal, out FrameHeader header)
    {
        header = default;
        if (stored.Type != EventType) return $"an event of type '{stored.Type}' is no frame";
        ReadOnlySpan<byte> frame = stored.Data.Span;
        if (frame.Length < FrameHeader.Length) return "the event ends inside a frame header";
        header = MemoryMarshal.Read<FrameHeader>(frame);
        if (header.Magic != FrameHeader.MagicValue) return "no frame begins here";
        if (header.BodyLength is < 0 or > FrameHeader.LongestBody || header.FrameLength != frame.Length)
            return string.Create(CultureInfo.InvariantCulture, $"the event has {frame.Length} bytes, its frame's body should have {header.BodyLength}");
        if (!FrameHeader.ChecksumHolds(frame)) return "the frame's checksum does not hold";
        if (header.Version > FrameHeader.CurrentVersion) throw Newer(stream, stored.Revision, header.Version);
        if (header.Kind is not (FrameKind.Events or FrameKind.Opened)) return $"a frame of kind {(int)header.Kind} does not belong on a server";
        if (header.Kind == FrameKind.Events ? header.Count <= 0 : header.Count != 0)
            return string.Create(CultureInfo.InvariantCulture, $"a frame of kind {header.Kind} says that it holds {header.Count} events");
        Guid named = JournalOf(in stored);
        if (named != journal) return $"the frame belongs to journal {named}, the stream to {journal}";
        if (stored.Id != FrameId.Of(journal, kind, stored.Revision, frame)) return "the event's id is not that of this frame at this place: something else wrote it, or it was moved";
        return null;
    }

    /// <summary>The frame's bytes without a copy where the receiver keeps them in an array, as it does.</summary>
    public static ArraySegment<byte> Bytes(in StoredEvent stored) =>
        MemoryMarshal.TryGetArray(stored.Data, out ArraySegment<byte> bytes) ? bytes : stored.Data.ToArray();

    private static EventStoreException Newer(string stream, long revision, byte version) => new(
        JournalErrorKind.NewerFormat,
        string.Create(CultureInfo.InvariantCulture, $"{stream}@{revision}"),
        $"the frame has format {version}, newer than this build reads",
        "use the build that wrote it, or a newer one");
}
