using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Astra.Markets;

namespace Astra.Journal.EventStore;

/// <summary>
/// Makes frames for a server out of events as they are stored: of the embedded log's frames, small ones become one and large ones several, always between two events,
/// and an event's bytes
/// stay as they are. One thread uses it. It holds one buffer of the pool from its beginning to <see cref="Dispose"/>.
/// </summary>
/// <example>
/// <code>
/// cutter.Add(header, body);
/// while (cutter.IsFull) if (appender.HasRoom &amp;&amp; cutter.TryCut(appender.NextIndex, out CutFrame? frame)) appender.Send(frame);
/// </code>
/// </example>
internal sealed class FrameCutter : IDisposable
{
    /// <summary>As the embedded log has it: readers' and writers' work per frame is bounded by events as well as by bytes.</summary>
    public const int DefaultEventLimit = 16_384;

    private readonly JournalStream _stream;
    private readonly Guid _journalId;
    private readonly FramePool _pool;
    private readonly TimeProvider _time;
    private readonly int _eventLimit;
    private readonly int _limit;
    private CutFrame? _open;
    private RawEvents _rest;
    private bool _hasRest;
    private int _restCount;
    private long _restAdded;
    private int _position = FrameHeader.Length;
    private int _run;
    private int _count;
    private long _since;
    private Timestamp _first;
    private Timestamp _highest;

    /// <param name="nextSequence">Sequence of the first event that is not on the server: events before it are passed over.</param>
    /// <param name="highest">Highest exchange time of the stream so far.</param>
    /// <exception cref="InvalidOperationException">The pool has no buffer left.</exception>
    public FrameCutter(JournalStream stream, Guid journalId, FramePool pool, long nextSequence, Timestamp highest, TimeProvider? time = null, int eventLimit = DefaultEventLimit)
    {
        _stream = stream;
        _journalId = journalId;
        _pool = pool;
        _time = time ?? TimeProvider.System;
        _eventLimit = eventLimit;
        _limit = pool.FrameBytes & -FrameHeader.Alignment;
        _highest = highest;
        NextSequence = nextSequence;
        _open = pool.TryRent(out CutFrame? frame) ? frame : throw new InvalidOperationException("the pool has no buffer for a cutter");
    }

    /// <summary>Sequence of the next event that is added.</summary>
    public long NextSequence { get; private set; }

    /// <summary>Sequence of the first event that is in no cut frame yet.</summary>
    public long FirstUncut => NextSequence - _count;

    /// <summary>Events in the open frame.</summary>
    public int Count => _count;

    /// <summary>The open frame holds an event.</summary>
    public bool HasContent => _count > 0;

    /// <summary>The open frame must be cut before more can be added.</summary>
    public bool IsFull => _hasRest || _count >= _eventLimit;

    /// <summary>Bytes of the open frame.</summary>
    public int Bytes => _count == 0 ? 0 : FrameHeader.Padded(_position);

    /// <summary>How long the first event of the open frame has been here; zero when there is none.</summary>
    public TimeSpan OldestAge => _count == 0 ? TimeSpan.Zero : _time.GetElapsedTime(_since);

    /// <summary>Bytes of the longest event that a frame takes.</summary>
    public static int LargestEvent(int frameBytes) => (frameBytes & -FrameHeader.Alignment) - FrameHeader.Length - RecordRun.HeaderLength;

    /// <summary>
    /// Adds the events of a frame, as many as fit; when <see cref="IsFull"/> follows, the rest waits in <paramref name="body"/>, which must stay as it is until
    /// <see cref="TryCut"/> has been called so often that it does not. Not while it is full.
    /// </summary>
    /// <param name="body">The frame's body without padding.</param>
    /// <exception cref="InvalidDataException">The body holds what no known build writes, or other events than its header says.</exception>
    /// <exception cref="EventStoreException">An event is larger than a frame (<see cref="JournalErrorKind.TooLarge"/>).</exception>
    public void Add(in FrameHeader header, ArraySegment<byte> body)
    {
        if (IsFull) throw new InvalidOperationException("the open frame is full and must be cut first");
        if (header.FirstSequence > NextSequence)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"the frame begins at sequence {header.FirstSequence}, {NextSequence} follows"));
        }
        _rest = new RawEvents(body, _stream);
        _restAdded = _time.GetTimestamp();
        long known = Math.Min(NextSequence - header.FirstSequence, header.Count);
        for (long passed = 0; passed < known; passed++) Step();
        _restCount = header.Count - (int)known;
        Fill();
    }

    /// <summary>Adds one fixed record; false when the open frame must be cut first.</summary>
    public bool TryAddRecord(ReadOnlySpan<byte> record, Timestamp time) => TryAddOne(record, isRecord: true, time);

    /// <summary>Adds the MessagePack object of one event with a payload; false when the open frame must be cut first.</summary>
    public bool TryAddObject(ReadOnlySpan<byte> encoded, Timestamp time) => TryAddOne(encoded, isRecord: false, time);

    /// <summary>
    /// Closes the open frame as the stream's event number <paramref name="index"/>; false when it holds nothing, or when the pool has no buffer at this moment.
    /// </summary>
    public bool TryCut(long index, [NotNullWhen(true)] out CutFrame? frame)
    {
        frame = null;
        if (_count == 0 || !_pool.TryRent(out CutFrame? next)) return false;
        EndRun();
        frame = _open!;
        frame.Finish(new FrameHeader
        {
            Kind = FrameKind.Events,
            FirstSequence = FirstUncut,
            Count = _count,
            BodyLength = _position - FrameHeader.Length,
            FirstTime = _first,
            HighestTime = _highest,
        }, _stream, _journalId, index);
        _open = next;
        _position = FrameHeader.Length;
        _count = 0;
        if (_hasRest)
        {
            Put(_rest.Current, _rest.IsRecord, _rest.Time, _restAdded);
            Fill();
        }
        return true;
    }

    /// <summary>Gives the buffer back; what was not cut is dropped.</summary>
    public void Dispose()
    {
        _open?.Release();
        _open = null;
    }

    private bool TryAddOne(ReadOnlySpan<byte> bytes, bool isRecord, Timestamp time)
    {
        if (IsFull || !Fits(bytes.Length, isRecord)) return false;
        Put(bytes, isRecord, time, _count == 0 ? _time.GetTimestamp() : _since);
        return true;
    }

    /// <summary>Adds what is left of the frame being added, until one event does not fit: that one then waits in <see cref="_rest"/>.</summary>
    private void Fill()
    {
        for (_hasRest = false; _restCount > 0; _restCount--)
        {
            Step();
            if (_count < _eventLimit && Fits(_rest.Current.Length, _rest.IsRecord))
            {
                Put(_rest.Current, _rest.IsRecord, _rest.Time, _restAdded);
                continue;
            }
            _hasRest = true;
            _restCount--;
            return;
        }
        if (_rest.MoveNext()) throw new InvalidDataException("the frame holds more events than its header says");
    }

    private void Step()
    {
        if (!_rest.MoveNext()) throw new InvalidDataException("the frame holds fewer events than its header says");
    }

    private bool Fits(int length, bool isRecord)
    {
        if (length > LargestEvent(_limit)) throw TooLarge(length);
        return _position + (isRecord && _run > 0 ? 0 : RecordRun.HeaderLength) + length <= _limit;
    }

    private void Put(ReadOnlySpan<byte> bytes, bool isRecord, Timestamp time, long added)
    {
        if (!isRecord)
        {
            EndRun();
        }
        else if (_run == 0)
        {
            _run = _position;
            _position += RecordRun.HeaderLength;
        }
        bytes.CopyTo(_open!.Buffer.AsSpan(_position));
        _position += bytes.Length;
        if (_count++ == 0)
        {
            _first = time;
            _since = added;
        }
        if (time > _highest) _highest = time;
        NextSequence++;
    }

    private void EndRun()
    {
        if (_run == 0) return;
        RecordRun.Write(_open!.Buffer.AsSpan(_run), _position - _run - RecordRun.HeaderLength);
        _run = 0;
    }

    private EventStoreException TooLarge(int length) => new(JournalErrorKind.TooLarge,
        string.Create(CultureInfo.InvariantCulture, $"journal {_journalId}, sequence {NextSequence}"),
        string.Create(CultureInfo.InvariantCulture, $"the event takes {length} bytes, a frame of {_limit} bytes holds events up to {LargestEvent(_limit)}"),
        "frames of up to 65536 bytes can be chosen; a larger event cannot be kept on a server");
}
