using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Astra.Journal.EventStore;

/// <summary>
/// A bounded ring of bytes between one thread that writes entries and one that reads them, without a lock and without allocating. An entry is a frame header, a body and its padding, always in one
/// piece: where the ring's end is too near, the rest of it is passed over. On the tape the header's last eight bytes, where a checksum would stand, say when the entry was published.
/// </summary>
internal sealed class EventTape
{
    /// <summary>Place of the moment of publishing in an entry's header.</summary>
    private const int StampAt = 40;

    /// <summary>Stands instead of a header's magic where the ring's rest is passed over.</summary>
    private const uint PassOver = 0;

    private readonly byte[] _bytes;
    private readonly int _mask;
    private Ends _ends;

    // The writer's own.
    private long _open;
    private long _freedSeen;

    // The reader's own.
    private long _read;

    /// <param name="capacity">A power of two.</param>
    public EventTape(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(capacity & (capacity - 1), 0);
        _bytes = GC.AllocateArray<byte>(capacity, pinned: true);
        _mask = capacity - 1;
    }

    public int Capacity => _bytes.Length;

    public byte[] Bytes => _bytes;

    /// <summary>Bytes published and not freed, what was passed over included. From any thread.</summary>
    public long Backlog => Math.Max(0, Volatile.Read(ref _ends.Published) - Volatile.Read(ref _ends.Freed));

    /// <summary>Writer: finds room for an entry of at most <paramref name="length"/> bytes in one piece; false while the tape is too full. Asked again it finds the same place.</summary>
    /// <param name="length">A multiple of 8, at most a quarter of the capacity.</param>
    public bool TryOpen(int length, out int offset)
    {
        offset = (int)(_open & _mask);
        int toEnd = Capacity - offset;
        int passed = toEnd < length ? toEnd : 0;
        if (_open + passed + length - _freedSeen > Capacity)
        {
            _freedSeen = Volatile.Read(ref _ends.Freed);
            if (_open + passed + length - _freedSeen > Capacity) return false;
        }
        if (passed == 0) return true;
        MemoryMarshal.Write(_bytes.AsSpan(offset), PassOver);
        _open += passed;
        offset = 0;
        return true;
    }

    /// <summary>Writer: hands over the entry whose body and padding stand at the place found.</summary>
    /// <param name="stamp">When it was published, as the reader's clock counts.</param>
    public void Publish(FrameHeader header, long stamp)
    {
        header.Magic = FrameHeader.MagicValue;
        Span<byte> at = _bytes.AsSpan((int)(_open & _mask));
        MemoryMarshal.Write(at, in header);
        MemoryMarshal.Write(at[StampAt..], in stamp);
        _open += header.FrameLength;
        Volatile.Write(ref _ends.Published, _open);
    }

    /// <summary>Reader: the oldest entry that is not freed.</summary>
    public bool TryPeek(out TapeEntry entry)
    {
        Unsafe.SkipInit(out entry);
        if (_read == Volatile.Read(ref _ends.Published)) return false;
        int offset = (int)(_read & _mask);
        if (MemoryMarshal.Read<uint>(_bytes.AsSpan(offset)) == PassOver)
        {
            _read += Capacity - offset;
            offset = 0;
        }
        FrameHeader header = MemoryMarshal.Read<FrameHeader>(_bytes.AsSpan(offset));
        entry = new TapeEntry(header, new ArraySegment<byte>(_bytes, offset, header.FrameLength), MemoryMarshal.Read<long>(_bytes.AsSpan(offset + StampAt)));
        return true;
    }

    /// <summary>Reader: the entry peeked at is no longer needed.</summary>
    public void Free(in TapeEntry entry)
    {
        _read += entry.Header.FrameLength;
        Volatile.Write(ref _ends.Freed, _read);
    }

    // On cache lines of their own: each is written by one thread and read by the other.
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Ends
    {
        [FieldOffset(128)] public long Published;
        [FieldOffset(256)] public long Freed;
    }
}

/// <summary>An entry of the tape, where it stands.</summary>
/// <param name="Header">Without a checksum.</param>
/// <param name="Frame">Room of the header, body, padding.</param>
/// <param name="Stamp">When it was published.</param>
internal readonly record struct TapeEntry(FrameHeader Header, ArraySegment<byte> Frame, long Stamp)
{
    public ArraySegment<byte> Body => Frame.Slice(FrameHeader.Length, Header.BodyLength);

    /// <summary>Makes a whole frame of it, in place.</summary>
    public ReadOnlySpan<byte> Seal()
    {
        FrameHeader header = Header;
        header.Reserved1 = 0;
        FrameHeader.Seal(Frame, header);
        return Frame;
    }
}
