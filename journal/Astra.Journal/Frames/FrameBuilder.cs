using System.Runtime.CompilerServices;
using Astra.Markets;

namespace Astra.Journal;

/// <summary>
/// The open frame: collects events in one buffer for the life of the journal. Consecutive fixed records share one MessagePack
/// <c>bin 32</c>, whose length is filled in when the run ends; anything else is a MessagePack object of its own between runs.
/// </summary>
internal sealed class FrameBuilder
{
    private const int RunHeader = RecordRun.HeaderLength;

    private readonly byte[] _buffer;
    private readonly int _eventLimit;
    private int _start;
    private int _limit;
    private int _position;
    private int _run;
    private Timestamp _first;
    private Timestamp _highest;

    public FrameBuilder(int bodyLimit, int eventLimit, Timestamp highest)
        : this(GC.AllocateArray<byte>(FrameHeader.Length + FrameHeader.Padded(bodyLimit), pinned: true), eventLimit, highest) => Place(0, bodyLimit);

    /// <summary>Builds frames inside a buffer of the caller, each where <see cref="Place"/> says.</summary>
    public FrameBuilder(byte[] buffer, int eventLimit, Timestamp highest)
    {
        _buffer = buffer;
        _eventLimit = eventLimit;
        _highest = highest;
    }

    public int Count { get; private set; }

    /// <summary>Longest event that an empty frame takes.</summary>
    public int Largest => LargestIn(_limit - _start - FrameHeader.Length);

    /// <summary>Longest event that a body of the given length takes.</summary>
    public static int LargestIn(int bodyLimit) => bodyLimit - RunHeader;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasRoom(int length) => _position + RunHeader + length <= _limit && Count < _eventLimit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddRecord(ReadOnlySpan<byte> record, Timestamp time)
    {
        if (_run == 0)
        {
            _run = _position;
            _position += RunHeader;
        }
        record.CopyTo(_buffer.AsSpan(_position));
        _position += record.Length;
        Note(time);
    }

    public void AddObject(ReadOnlySpan<byte> encoded, Timestamp time)
    {
        EndRun();
        encoded.CopyTo(_buffer.AsSpan(_position));
        _position += encoded.Length;
        Note(time);
    }

    /// <summary>The next frame begins at <paramref name="start"/> in the buffer, which has room for header, body and padding there.</summary>
    public void Place(int start, int bodyLimit)
    {
        _start = start;
        _limit = start + FrameHeader.Length + bodyLimit;
        Clear();
    }

    /// <summary>The highest time of events that other frames before this one hold.</summary>
    public void Raise(Timestamp highest)
    {
        if (highest > _highest) _highest = highest;
    }

    /// <summary>Closes the frame and returns its bytes, valid until <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Finish(long firstSequence, out FrameHeader header)
    {
        header = Close(firstSequence);
        Span<byte> frame = _buffer.AsSpan(_start, header.FrameLength);
        FrameHeader.Seal(frame, header);
        return frame;
    }

    /// <summary>Closes the body and pads it; the header is returned and not written.</summary>
    public FrameHeader Close(long firstSequence)
    {
        EndRun();
        int body = _position - _start - FrameHeader.Length;
        FrameHeader header = new()
        {
            Kind = FrameKind.Events,
            FirstSequence = firstSequence,
            Count = Count,
            BodyLength = body,
            FirstTime = _first,
            HighestTime = _highest,
        };
        _buffer.AsSpan(_position, FrameHeader.Padded(body) - body).Clear();
        return header;
    }

    public void Clear()
    {
        _position = _start + FrameHeader.Length;
        Count = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Note(Timestamp time)
    {
        if (Count++ == 0) _first = time;
        if (time > _highest) _highest = time;
    }

    private void EndRun()
    {
        if (_run == 0) return;
        RecordRun.Write(_buffer.AsSpan(_run), _position - _run - RunHeader);
        _run = 0;
    }
}
