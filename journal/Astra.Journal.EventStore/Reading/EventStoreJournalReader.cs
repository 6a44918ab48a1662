using System.Globalization;
using Astra.Core;
using Astra.Markets;

namespace Astra.Journal.EventStore;

/// <summary>
/// Reads the inbound events of a session on a server in order, from its leader, also while a writer appends: it ends at the last stored event, and goes on from there when it is asked again.
/// Frames come ahead of the events that are asked for, at most 4 MiB of them. Not safe for use from two threads.
/// </summary>
public sealed class EventStoreJournalReader : IJournalReader
{
    private readonly StoredFrames _frames;
    private BodyCursor _body;
    private long _next;
    private long _frameEnd;

    private EventStoreJournalReader(SessionName name, StoredFrames frames)
    {
        Name = name;
        _frames = frames;
        _next = _frameEnd = frames.FirstSequence;
    }

    /// <exception cref="JournalException">There is no such session (NotFound, with the newest ones that there are), or the server cannot be read.</exception>
    /// <param name="stop">Ends calls that wait for the server, at opening and later.</param>
    public static EventStoreJournalReader Open(EventStoreClient client, SessionName name, CancellationToken stop = default) => Open(client, name, null, stop);

    /// <param name="hints">Where sequences stand, when a snapshot or a writer of this process knows.</param>
    internal static EventStoreJournalReader Open(EventStoreClient client, SessionName name, FrameHints? hints, CancellationToken stop)
    {
        StoredFrames? frames = StoredFrames.TryOpen(client, name, JournalStream.In, hints, stop);
        return frames is null ? throw Waiting.For(() => new SessionIndex(client).MissingAsync(name, stop)) : new EventStoreJournalReader(name, frames);
    }

    public SessionName Name { get; }

    public Guid JournalId => _frames.JournalId;

    /// <summary>The first event that the stream still holds.</summary>
    public long FirstSequence => _frames.FirstSequence;

    /// <summary>Asks the server each time.</summary>
    public long LastSequence => Math.Max(_frames.Refresh(), _frameEnd) - 1;

    /// <summary>The sequence that the next read returns.</summary>
    public long NextSequence => _next;

    public void Seek(long sequence)
    {
        long last = LastSequence;
        if (sequence < FirstSequence || sequence > last + 1)
        {
            throw new EventStoreException(JournalErrorKind.BadOption, Name.Journal,
                string.Create(CultureInfo.InvariantCulture, $"sequence {sequence} is not in the journal"),
                string.Create(CultureInfo.InvariantCulture, $"it holds {FirstSequence} to {last}"));
        }
        MoveTo(sequence);
    }

    /// <summary>The next read returns the first event, in sequence order, whose exchange time is at or after <paramref name="time"/>; false when there is none yet, and then it stands at the end.</summary>
    public bool SeekTime(Timestamp time)
    {
        bool found = _frames.MoveToTime(time);
        EnterFrame(_frames.NextSequence);
        if (!found) return false;
        InboundEvent e = default;
        while (TryRead(ref e, out long sequence))
        {
            if (e.Record.Header.ExchangeTime < time) continue;
            MoveTo(sequence);
            return true;
        }
        return false;
    }

    /// <exception cref="JournalCorruptException">A frame is damaged; the place is stream@revision.</exception>
    public bool TryRead(ref InboundEvent e, out long sequence)
    {
        sequence = _next;
        if (_next == _frameEnd && !NextFrame())
        {
            sequence = -1;
            return false;
        }
        try
        {
            if (!_body.TryReadInbound(ref e)) throw new InvalidDataException("the frame holds fewer events than its header says");
        }
        catch (InvalidDataException fault)
        {
            throw _frames.Damage(_frames.Revision, _next, fault.Message);
        }
        _next++;
        return true;
    }

    public void Dispose() => _frames.Dispose();

    private void MoveTo(long sequence)
    {
        _frames.MoveTo(sequence);
        EnterFrame(_frames.NextSequence);
        InboundEvent skipped = default;
        while (_next < sequence && TryRead(ref skipped, out _)) { }
    }

    private bool NextFrame()
    {
        if (!_frames.Next()) return false;
        _body = new BodyCursor(_frames.Body);
        _frameEnd = _frames.NextSequence;
        return true;
    }

    private void EnterFrame(long first)
    {
        _body = default;
        _next = _frameEnd = first;
    }
}
