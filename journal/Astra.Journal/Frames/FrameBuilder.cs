using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Astra.Markets;

namespace Astra.Journal;

/// <summary>
/// The open frame: collects events in one buffer for the life of the journal. Consecutive fixed records share one MessagePack
/// <c>bin 32</c>, whose length is filled in when the run ends; anything else is a MessagePack object of its own between runs.
/// </summary>
internal sealed class FrameBuilder(int bodyLimit, int eventLimit, Timestamp highest)
{
    private const int RunHeader = 5;
    private const byte Bin32 = 0xC6;

    private readonly byte[] _buffer = GC.AllocateArray<byte>(FrameHeader.Length + FrameHeader.Padded(bodyLimit), pinned: true);
    private readonly int _limit = FrameHeader.Length + bodyLimit;
    private int _position = FrameHeader.Length;
    private int _run;
    private Timestamp _first;
    private Timestamp _highest = highest;

    public int Count { get; private set; }

    /// <summary>Longest event that an empty frame takes.</summary>
    public int Largest => _limit - FrameHeader.Length - RunHeader;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasRoom(int length) => _position + RunHeader + length <= _limit && Count < eventLimit;

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

    /// <summary>Closes the frame and returns its bytes, valid until <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Finish(long firstSequence, out FrameHeader header)
    {
        EndRun();
        int body = _position - FrameHeader.Length;
        header = new FrameHeader
        {
            Kind = FrameKind.Events,
            FirstSequence = firstSequence,
            Count = Count,
            BodyLength = body,
            FirstTime = _first,
            HighestTime = _highest,
        };
        Span<byte> frame = _buffer.AsSpan(0, header.FrameLength);
        frame[_position..].Clear();
        FrameHeader.Seal(frame, header);
        return frame;
    }

    public void Clear()
    {
        _position = FrameHeader.Length;
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
        _buffer[_run] = Bin32;
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(_run + 1), (uint)(_position - _run - RunHeader));
        _run = 0;
    }
}
