namespace Astra.Journal.EventStore;

/// <summary>
/// A frame ready for the server: its bytes, its place in the stream and its id, none of which change any more. The buffer belongs to a <see cref="FramePool"/> and
/// goes back to it
/// when whoever holds the frame has called <see cref="Release"/> and every write of it has ended.
/// </summary>
internal sealed class CutFrame(FramePool pool, int bytes)
{
    private int _holders;

    /// <summary>The frame stands at its beginning.</summary>
    public byte[] Buffer { get; } = new byte[bytes];

    /// <summary>Bytes of header, body and padding.</summary>
    public int Length => Header.FrameLength;

    public FrameHeader Header { get; private set; }

    /// <summary>Revision of the stored event: one more than its predecessor's.</summary>
    public long Index { get; private set; }

    /// <summary>Id of the stored event, made of its place and its bytes.</summary>
    public Guid Id { get; private set; }

    public long FirstSequence => Header.FirstSequence;

    public int Count => Header.Count;

    public long LastSequence => Header.FirstSequence + Header.Count - 1;

    public ReadOnlyMemory<byte> Memory => new(Buffer, 0, Length);

    /// <summary>Body without padding, as <see cref="RawEvents"/> takes it.</summary>
    public ArraySegment<byte> Body => new(Buffer, FrameHeader.Length, Header.BodyLength);

    /// <summary>Gives the frame back; its bytes may be overwritten as soon as no write needs them. Exactly once by whoever holds it.</summary>
    public void Release() => LetGo();

    internal void Rent() => _holders = 1;

    /// <summary>Pads, writes header and checksum and names the frame; the body stands in the buffer.</summary>
    internal void Finish(FrameHeader header, JournalStream stream, Guid journalId, long index)
    {
        Span<byte> frame = Buffer.AsSpan(0, header.FrameLength);
        frame[(FrameHeader.Length + header.BodyLength)..].Clear();
        FrameHeader.Seal(frame, header);
        Header = System.Runtime.InteropServices.MemoryMarshal.Read<FrameHeader>(frame);
        Index = index;
        Id = FrameId.Of(journalId, stream, index, frame);
    }

    /// <summary>The bytes are being written somewhere and must stay until <see cref="EndWrite"/>.</summary>
    internal void BeginWrite() => Interlocked.Increment(ref _holders);

    internal void EndWrite() => LetGo();

    private void LetGo()
    {
        int left = Interlocked.Decrement(ref _holders);
        if (left == 0) pool.Return(this);
        else if (left < 0) throw new InvalidOperationException("a frame was given back twice");
    }
}
