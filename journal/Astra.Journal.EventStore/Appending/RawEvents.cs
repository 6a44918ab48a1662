using System.Runtime.InteropServices;
using Astra.Core;
using Astra.Markets;
using MessagePack;

namespace Astra.Journal.EventStore;

/// <summary>
/// Walks the events of one frame body as the bytes they are stored in: a fixed record, or the whole MessagePack object of an event with a payload. Nothing of a
/// payload is decoded, so what an
/// older or newer build wrote passes through as it is, and two journals can be compared event by event though their frames were cut differently.
/// </summary>
/// <param name="body">Body of a frame whose checksum held, without padding; must not change while it is walked.</param>
/// <param name="stream">Says what the records are.</param>
internal struct RawEvents(ArraySegment<byte> body, JournalStream stream)
{
    /// <summary>Place of the exchange time in the array of an event with a payload.</summary>
    private const int TimeField = 4;

    private readonly byte[] _bytes = body.Array!;
    private readonly int _end = body.Offset + body.Count;
    private int _next = body.Offset;
    private int _runEnd;
    private int _start;

    /// <summary>The event's bytes; valid as long as the body.</summary>
    public readonly ReadOnlySpan<byte> Current => _bytes.AsSpan(_start, _next - _start);

    /// <summary>The exchange's time of an inbound event, the event time of an outbound one.</summary>
    public Timestamp Time { get; private set; }

    /// <summary>True for a fixed record, which stands in a run; false for an object of its own.</summary>
    public bool IsRecord { get; private set; }

    /// <summary>Steps to the next event; false behind the last. Throws <see cref="InvalidDataException"/> for bytes that no build known to this one writes.</summary>
    public bool MoveNext()
    {
        if (_next >= _runEnd && !StartRun()) return _next < _end && TakeObject();
        ReadOnlySpan<byte> rest = _bytes.AsSpan(_next, _runEnd - _next);
        int length = stream == JournalStream.In ? RecordLength.Of((InboundKind)rest[0]) : OutboundLength.Of((OutboundKind)rest[0]);
        if (length == 0 || length > rest.Length)
            throw new InvalidDataException($"a record of kind {rest[0]} is not known to this build, or is cut short");
        Time = stream == JournalStream.In ? MemoryMarshal.Read<InboundHeader>(rest).ExchangeTime : MemoryMarshal.Read<OutboundHeader>(rest).Time;
        IsRecord = true;
        _start = _next;
        _next += length;
        return true;
    }

    private bool StartRun()
    {
        while (_next < _end)
        {
            if (!RecordRun.TryRead(_bytes.AsSpan(_next, _end - _next), out int header, out int length)) return false;
            _next += header;
            _runEnd = _next + length;
            if (length > 0) return true;
        }
        return false;
    }

    private bool TakeObject()
    {
        if (stream == JournalStream.Out) throw new InvalidDataException("an outbound frame holds something other than records");
        MessagePackReader reader = new(_bytes.AsMemory(_next, _end - _next));
        try
        {
            int fields = reader.ReadArrayHeader();
            if (fields <= TimeField) throw new InvalidDataException($"an event has {fields} fields, its time is missing");
            for (int field = 0; field < TimeField; field++) reader.Skip();
            Time = new Timestamp(reader.ReadInt64());
            for (int field = TimeField + 1; field < fields; field++) reader.Skip();
        }
        catch (Exception fault) when (fault is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            throw new InvalidDataException($"an event is no MessagePack object of this format: {fault.Message}", fault);
        }
        IsRecord = false;
        _start = _next;
        _next += (int)reader.Consumed;
        return true;
    }
}
