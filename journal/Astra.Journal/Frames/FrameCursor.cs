using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Astra.Journal;

internal enum FrameStatus
{
    /// <summary>A good frame of events.</summary>
    Events,
    /// <summary>The segment is complete.</summary>
    Seal,
    /// <summary>Nothing was written here.</summary>
    End,
    /// <summary>Bytes that are no good frame; <see cref="FrameCursor.Fault"/> says why.</summary>
    Bad,
}

/// <summary>
/// Walks the frames of one segment through large reads and checks each. A frame that is being written at this moment looks bad
/// and may be good when it is read again; the buffer is dropped for that after anything but a good frame.
/// </summary>
internal sealed class FrameCursor(SafeFileHandle file, long position)
{
    private const int SmallRead = 64 * 1024, LargeRead = 1024 * 1024;

    private byte[] _buffer = new byte[SmallRead];
    private int _start;
    private int _end;
    private int _frame;
    private int _readSize = SmallRead;

    /// <summary>Offset in the file of the next frame.</summary>
    public long Position { get; private set; } = position;

    public FrameHeader Header;

    public string Fault { get; private set; } = "";

    /// <summary>Body of the frame last read, without padding; valid until the next read.</summary>
    public ArraySegment<byte> Body => new(_buffer, _frame + FrameHeader.Length, Header.BodyLength);

    public void MoveTo(long position)
    {
        Position = position;
        _start = _end = 0;
    }

    /// <summary>Reads the frame at <see cref="Position"/>, which must begin at <paramref name="expected"/>, and steps over it when it is good.</summary>
    public FrameStatus Read(long expected)
    {
        FrameStatus status = Inspect(expected);
        if (status == FrameStatus.Events)
        {
            _frame = _start;
            _start += Header.FrameLength;
            Position += Header.FrameLength;
            _readSize = LargeRead;
        }
        else
        {
            _start = _end = 0;
            _readSize = SmallRead;
        }
        return status;
    }

    private FrameStatus Inspect(long expected)
    {
        bool whole = Fill(FrameHeader.Length);
        ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, _end - _start);
        if (!rest[..Math.Min(rest.Length, FrameHeader.Length)].ContainsAnyExcept((byte)0)) return FrameStatus.End;
        if (!whole) return Bad("the file ends inside a frame header");
        Header = MemoryMarshal.Read<FrameHeader>(rest);
        if (Header.Magic != FrameHeader.MagicValue) return Bad("no frame begins here");
        if (Header.BodyLength is < 0 or > FrameHeader.LongestBody) return Bad("the frame's length is impossible");
        if (_end - _start < Header.FrameLength && Header.FrameLength > RandomAccess.GetLength(file) - Position)
            return Bad("the file ends inside a frame");
        if (!Fill(Header.FrameLength)) return Bad("the file ends inside a frame");
        if (!FrameHeader.ChecksumHolds(_buffer.AsSpan(_start, Header.FrameLength))) return Bad("the frame's checksum does not hold");
        if (Header.Version > FrameHeader.CurrentVersion) return Bad($"the frame has format {Header.Version}, newer than this build reads");
        if (Header.FirstSequence != expected)
            return Bad(string.Create(CultureInfo.InvariantCulture, $"the frame begins at sequence {Header.FirstSequence}, {expected} was expected"));
        return Header.Kind == FrameKind.Seal ? FrameStatus.Seal : FrameStatus.Events;
    }

    private FrameStatus Bad(string fault)
    {
        Fault = fault;
        return FrameStatus.Bad;
    }

    /// <summary>Makes <paramref name="count"/> bytes from <see cref="Position"/> available; false when the file ends before.</summary>
    private bool Fill(int count)
    {
        if (_end - _start >= count) return true;
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        int size = Math.Max(_readSize, count);
        if (_buffer.Length < size) Array.Resize(ref _buffer, size);
        while (_end < size)
        {
            int read = RandomAccess.Read(file, _buffer.AsSpan(_end, size - _end), Position + _end);
            if (read == 0) break;
            _end += read;
        }
        return _end >= count;
    }
}
