using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Astra.Journal.EventStore;

/// <summary>
/// The event id of a frame: a hash of journal, stream, index and bytes. The server takes an id that it has seen for the same event without looking at the bytes, so the
/// id must say all of them: the same frame sent again is the same event, another frame at its place never is.
/// </summary>
internal static class FrameId
{
    public static Guid Of(Guid journalId, JournalStream stream, long index, ReadOnlySpan<byte> frame)
    {
        Span<byte> place = stackalloc byte[32];
        journalId.TryWriteBytes(place);
        BinaryPrimitives.WriteInt64LittleEndian(place[16..], (long)stream);
        BinaryPrimitives.WriteInt64LittleEndian(place[24..], index);
        XxHash128 hash = new();
        hash.Append(place);
        hash.Append(frame);
        Span<byte> id = stackalloc byte[16];
        hash.GetHashAndReset(id);
        // The all-zero id is refused by the server.
        if (!id.ContainsAnyExcept((byte)0)) id[0] = 1;
        return MemoryMarshal.Read<Guid>(id);
    }
}
