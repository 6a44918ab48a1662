using System.Globalization;
using Astra.Markets;

namespace Astra.Journal.EventStore;

/// <summary>
/// The frames of a stream in order, each checked, as calls that wait: a task reads ahead from the leader, at most <see cref="AheadFrames"/> frames or <see cref="AheadBytes"/> bytes. A frame's
/// bytes are those of the received message, never copied. Frames that only say that a writer opened the stream are passed over. Not safe for use from two threads.
/// </summary>
internal sealed class StoredFrames : IDisposable
{
    public const int AheadFrames = 64;

    /// <summary>One frame may pass it, so that any frame can be read.</summary>
    public const int AheadBytes = 4 * 1024 * 1024;

    private readonly EventStoreClient _client;
    private readonly SessionName _session;
    private readonly string _stream;
    private readonly JournalStream _kind;
    private readonly CancellationToken _stop;
    private FramePump? _pump;
    private FrameHeader _header;
    private ArraySegment<byte> _frame;
    private bool _again;

    private StoredFrames(EventStoreClient client, SessionName session, JournalStream kind, FrameHints hints, in StoredEvent first, CancellationToken stop)
    {
        (_client, _session, _kind, _stop) = (client, session, kind, stop);
        _stream = session.StreamOf(kind);
        Hints = hints;
        JournalId = FrameEnvelope.JournalOf(in first);
        FirstRevision = NextRevision = Revision = first.Revision;
        FirstSequence = NextSequence = -1;
        FrameHeader header = Check(in first);
        FirstSequence = NextSequence = header.FirstSequence;
    }

    /// <summary>Null when there is no such stream.</summary>
    /// <param name="hints">Where sequences stand, when somebody of this process has seen it.</param>
    public static StoredFrames? TryOpen(EventStoreClient client, SessionName name, JournalStream kind, FrameHints? hints = null, CancellationToken stop = default)
    {
        StoredEvent? first = Waiting.For(() => FirstAsync(client, name.StreamOf(kind), stop));
        return first is { } stored ? new StoredFrames(client, name, kind, hints ?? new FrameHints(), in stored, stop) : null;
    }

    public Guid JournalId { get; }

    /// <summary>First revision that the stream held when it was opened.</summary>
    public long FirstRevision { get; }

    public long FirstSequence { get; }

    /// <summary>Sequence of the first event of the next frame.</summary>
    public long NextSequence { get; private set; }

    /// <summary>Revision at which the next frame is looked for.</summary>
    public long NextRevision { get; private set; }

    /// <summary>Of the frame last read.</summary>
    public long Revision { get; private set; }

    /// <summary>Of the frame last read.</summary>
    public ref readonly FrameHeader Header => ref _header;

    /// <summary>Body of the frame last read, without padding; stays valid while somebody holds it.</summary>
    public ArraySegment<byte> Body => _frame.Slice(FrameHeader.Length, _header.BodyLength);

    /// <summary>The frame last read, whole.</summary>
    public ArraySegment<byte> Frame => _frame;

    /// <summary>Stream and revision of the frame last read, for messages.</summary>
    public string Place => PlaceOf(Revision);

    public FrameHints Hints { get; }

    /// <summary>Reads the next frame of events; false at the end for now.</summary>
    /// <exception cref="JournalCorruptException">The frame is damaged.</exception>
    public bool Next()
    {
        if (_again)
        {
            _again = false;
            NextSequence = _header.FirstSequence + _header.Count;
            return true;
        }
        while (true)
        {
            _pump ??= new FramePump(stop => _client.ReadAsync(_stream, NextRevision, long.MaxValue, stop), _stop);
            if (!_pump.TryTake(out StoredEvent stored))
            {
                ClosePump();
                return false;
            }
            try
            {
                Enter(in stored);
            }
            catch
            {
                ClosePump();
                throw;
            }
            if (_header.Kind == FrameKind.Events) return true;
        }
    }

    /// <summary>Asks the server for its end; returns the sequence behind the last event.</summary>
    public long Refresh() => Last().End;

    /// <summary>The next frame read is the one that holds the sequence, or the first one behind it.</summary>
    public void MoveTo(long sequence)
    {
        if (HoldsCurrent(sequence))
        {
            _again = true;
            NextSequence = _header.FirstSequence;
            return;
        }
        if (sequence == NextSequence && !_again) return;
        (long last, long end) = Last();
        long guess = Hints.RevisionNear(sequence);
        // Frames of a busy hour are full, so a straight line between the ends comes near.
        if (guess < FirstRevision && end > FirstSequence)
            guess = FirstRevision + (long)((double)(sequence - FirstSequence) / (end - FirstSequence) * (last - FirstRevision));
        MoveToFirst(last, end, guess, header => header.FirstSequence + header.Count > sequence);
    }

    /// <summary>The next frame read is the first that holds an event at or after the time; false when there is none yet.</summary>
    public bool MoveToTime(Timestamp time)
    {
        (long last, long end) = Last();
        return MoveToFirst(last, end, -1, header => header.HighestTime >= time) && NextSequence < end;
    }

    public void Dispose() => ClosePump();

    internal JournalCorruptException Damage(long revision, long sequence, string what) =>
        JournalCorruptException.InStream(_stream, revision, sequence, _session.ToString(), what);

    private static async Task<StoredEvent?> FirstAsync(EventStoreClient client, string stream, CancellationToken stop)
    {
        long first = await client.FirstRevisionAsync(stream, stop).ConfigureAwait(false);
        return first < 0 ? null : await client.ReadOneAsync(stream, first, stop).ConfigureAwait(false);
    }

    private void Enter(in StoredEvent stored)
    {
        if (stored.Revision != NextRevision) throw Missing(stored.Revision);
        FrameHeader header = Check(in stored);
        if (header.FirstSequence != NextSequence)
            throw Damage(stored.Revision, NextSequence, string.Create(CultureInfo.InvariantCulture, $"the frame begins at sequence {header.FirstSequence}, {NextSequence} was expected"));
        _header = header;
        _frame = StoredFrame.Bytes(in stored);
        Revision = stored.Revision;
        NextRevision = stored.Revision + 1;
        NextSequence = header.FirstSequence + header.Count;
    }

    private FrameHeader Check(in StoredEvent stored) =>
        StoredFrame.Check(_stream, in stored, _kind, JournalId, out FrameHeader header) is { } fault ? throw Damage(stored.Revision, NextSequence, fault) : header;

    private bool HoldsCurrent(long sequence) =>
        _header.Kind == FrameKind.Events && sequence >= _header.FirstSequence && sequence < _header.FirstSequence + _header.Count;

    /// <summary>Stands before the first frame that holds what is asked, or behind the last; false then.</summary>
    private bool MoveToFirst(long last, long end, long guess, Func<FrameHeader, bool> holds)
    {
        ClosePump();
        _again = false;
        _header = default;
        FrameHeader found = default;
        long revision = Waiting.For(() => RevisionSearch.FirstAsync(FirstRevision, last, guess, async at =>
        {
            FrameHeader header = await HeaderAsync(at).ConfigureAwait(false);
            if (!holds(header)) return false;
            found = header;
            return true;
        }));
        NextRevision = revision;
        NextSequence = revision > last ? end : found.FirstSequence;
        return revision <= last;
    }

    private async Task<FrameHeader> HeaderAsync(long revision)
    {
        StoredEvent? stored = await _client.ReadOneAsync(_stream, revision, _stop).ConfigureAwait(false);
        return stored is { } found ? Check(in found) : throw Removed(revision);
    }

    private (long Revision, long End) Last()
    {
        if (Waiting.For(() => _client.ReadLastAsync(_stream, _stop)) is not { } last) throw Removed(NextRevision);
        FrameHeader header = Check(in last);
        return (last.Revision, header.FirstSequence + header.Count);
    }

    private Exception Missing(long found)
    {
        long first = Waiting.For(() => _client.FirstRevisionAsync(_stream, _stop));
        return first > NextRevision
            ? Removed(NextRevision)
            : Damage(NextRevision, NextSequence, string.Create(CultureInfo.InvariantCulture, $"the frame is missing, revision {found} follows"));
    }

    private EventStoreException Removed(long revision) => new(
        JournalErrorKind.NotFound, PlaceOf(revision), "the frame was removed while the journal was being read",
        "a retention is at work: open the journal again, it then begins at the first frame that is left");

    private string PlaceOf(long revision) => string.Create(CultureInfo.InvariantCulture, $"{_stream}@{revision}");

    private void ClosePump()
    {
        _pump?.Dispose();
        _pump = null;
    }
}
