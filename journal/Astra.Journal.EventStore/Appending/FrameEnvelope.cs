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

    /// <summary>The journal that the event says it belongs to, empty when it does not say.</summary>
    public static Guid JournalOf(in StoredEvent stored) => stored.CustomMetadata.Length == IdLength ? new Guid(stored.CustomMetadata.Span) : Guid.Empty;

    /// <summary>What is wrong with the event as a frame by itself, wherever it stands; null when it is a whole one.</summary>
    /// <exception cref="EventStoreException">It is a frame of a newer format.</exception>
    public static string? Check(string stream, in StoredEvent stored, out FrameHeader header)
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
        return null;
    }

    /// <summary>The frame's header and its journal's id. Throws <see cref="EventStoreException"/> when the event is no whole frame, or one of a newer format.</summary>
    public static FrameHeader Open(string stream, in StoredEvent stored, out Guid journalId)
    {
        journalId = JournalOf(in stored);
        if (Check(stream, in stored, out FrameHeader header) is { } fault) throw Damaged(stream, stored.Revision, fault);
        return journalId == Guid.Empty ? throw Damaged(stream, stored.Revision, "it names no journal") : header;
    }

    private static EventStoreException Newer(string stream, long revision, byte version) => new(
        JournalErrorKind.NewerFormat,
        string.Create(CultureInfo.InvariantCulture, $"{stream}@{revision}"),
        $"the frame has format {version}, newer than this build reads",
        "use the build that wrote it, or a newer one");

    private static EventStoreException Damaged(string stream, long revision, string what) => new(JournalErrorKind.Corrupt, stream,
        string.Create(CultureInfo.InvariantCulture, $"revision {revision} is no frame of a journal: {what}"),
        "something else has written to the stream, or the server's data is damaged: give the run another name, or restore the server's data");
}
