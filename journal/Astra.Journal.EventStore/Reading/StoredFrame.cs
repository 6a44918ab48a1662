using System.Runtime.InteropServices;

namespace Astra.Journal.EventStore;

/// <summary>What must hold of a frame that comes back from a server: it is whole, and it is the one that was put at this place of this journal.</summary>
internal static class StoredFrame
{
    /// <summary>What is wrong with the event itself, null when it is the frame of this journal, stream and revision.</summary>
    /// <exception cref="EventStoreException">The frame is whole and of a newer format.</exception>
    public static string? Check(string stream, in StoredEvent stored, JournalStream kind, Guid journal, out FrameHeader header)
    {
        if (FrameEnvelope.Check(stream, in stored, out header) is { } fault) return fault;
        Guid named = FrameEnvelope.JournalOf(in stored);
        if (named != journal) return $"the frame belongs to journal {named}, the stream to {journal}";
        if (stored.Id != FrameId.Of(journal, kind, stored.Revision, stored.Data.Span)) return "the event's id is not that of this frame at this place: something else wrote it, or it was moved";
        return null;
    }

    /// <summary>The frame's bytes without a copy where the receiver keeps them in an array, as it does.</summary>
    public static ArraySegment<byte> Bytes(in StoredEvent stored) =>
        MemoryMarshal.TryGetArray(stored.Data, out ArraySegment<byte> bytes) ? bytes : stored.Data.ToArray();
}
