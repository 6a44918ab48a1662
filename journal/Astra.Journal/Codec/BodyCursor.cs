using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Astra.Core;
using MessagePack;

namespace Astra.Journal;

/// <summary>
/// Walks the events of one frame body. The body's checksum held, so anything that does not parse was written by a build that this one
/// does not know; it is reported as <see cref="InvalidDataException"/>, which the readers turn into an error with its place.
/// </summary>
internal struct BodyCursor(ArraySegment<byte> body)
{
    private readonly byte[] _bytes = body.Array!;
    private readonly int _end = body.Offset + body.Count;
    private int _position = body.Offset;
    private int _runEnd;

    /// <summary>Copies the next event out; false behind the last. Leaves the payload null for a fixed record.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadInbound(ref InboundEvent e)
    {
        if (_position >= _runEnd && !StartRun()) return _position < _end && ReadObject(ref e);
        int length = RecordLength.Of((InboundKind)_bytes[_position]);
        if (length == 0 || length > _runEnd - _position) UnknownRecord();
        _bytes.AsSpan(_position, length).CopyTo(Bytes(ref e.Record));
        e.Payload = null;
        _position += length;
        return true;
    }

    public bool TryReadOutbound(ref OutboundEvent e)
    {
        if (_position >= _runEnd && !StartRun())
        {
            if (_position < _end) throw new InvalidDataException("an outbound frame holds something other than records");
            return false;
        }
        int length = OutboundLength.Of((OutboundKind)_bytes[_position]);
        if (length == 0 || length > _runEnd - _position) UnknownRecord();
        _bytes.AsSpan(_position, length).CopyTo(Bytes(ref e));
        _position += length;
        return true;
    }

    private static Span<byte> Bytes<T>(ref T value) where T : unmanaged => MemoryMarshal.AsBytes(new Span<T>(ref value));

    /// <summary>Enters the next run of records; false at an object of its own or at the end.</summary>
    private bool StartRun()
    {
        while (_position < _end)
        {
            if (!RecordRun.TryRead(_bytes.AsSpan(_position, _end - _position), out int header, out int length)) return false;
            _position += header;
            _runEnd = _position + length;
            if (length > 0) return true;
        }
        return false;
    }

    private bool ReadObject(ref InboundEvent e)
    {
        MessagePackReader reader = new(_bytes.AsMemory(_position, _end - _position));
        try
        {
            PayloadCodec.Decode(ref reader, ref e);
        }
        catch (Exception fault) when (fault is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            throw new InvalidDataException($"an event cannot be decoded: {fault.Message}", fault);
        }
        _position += (int)reader.Consumed;
        return true;
    }

    private readonly void UnknownRecord() =>
        throw new InvalidDataException($"a record of kind {_bytes[_position]} is not known to this build, or is cut short");
}
