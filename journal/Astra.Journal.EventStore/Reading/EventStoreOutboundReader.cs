using Astra.Core;

namespace Astra.Journal.EventStore;

/// <summary>Reads the outbound log of a session on a server in order, also while it is written. A session without one reads as empty. Not safe for use from two threads.</summary>
public sealed class EventStoreOutboundReader : IOutboundLogReader
{
    private readonly EventStoreClient _client;
    private readonly SessionName _name;
    private readonly CancellationToken _stop;
    private StoredFrames? _frames;
    private BodyCursor _body;
    private long _next;
    private long _frameEnd;

    private EventStoreOutboundReader(EventStoreClient client, SessionName name, CancellationToken stop)
    {
        (_client, _name, _stop) = (client, name, stop);
        Find();
    }

    /// <param name="stop">Ends calls that wait for the server, at opening and later.</param>
    public static EventStoreOutboundReader Open(EventStoreClient client, SessionName name, CancellationToken stop = default) => new(client, name, stop);

    /// <summary>The first event that the stream still holds.</summary>
    public long FirstSequence => _frames?.FirstSequence ?? 0;

    /// <summary>Asks the server each time; -1 when the log is empty.</summary>
    public long LastSequence => Find() is { } frames ? Math.Max(frames.Refresh(), _frameEnd) - 1 : -1;

    /// <summary>The next read returns this sequence, or the first behind it.</summary>
    public void Seek(long sequence)
    {
        if (Find() is not { } frames) return;
        frames.MoveTo(sequence);
        _body = default;
        _next = _frameEnd = frames.NextSequence;
        OutboundEvent skipped = default;
        while (_next < sequence && TryRead(ref skipped)) { }
    }

    /// <summary>Fills <paramref name="e"/> with the next event; false at the end for now.</summary>
    /// <exception cref="JournalCorruptException">A frame is damaged; the place is stream@revision.</exception>
    public bool TryRead(ref OutboundEvent e)
    {
        if (_next == _frameEnd)
        {
            if (Find() is not { } frames || !frames.Next()) return false;
            _body = new BodyCursor(frames.Body);
            _frameEnd = frames.NextSequence;
        }
        try
        {
            if (!_body.TryReadOutbound(ref e)) throw new InvalidDataException("the frame holds fewer events than its header says");
        }
        catch (InvalidDataException fault)
        {
            throw _frames!.Damage(_frames.Revision, _next, fault.Message);
        }
        _next++;
        return true;
    }

    public void Dispose() => _frames?.Dispose();

    /// <summary>A session that has said nothing yet has no stream; it may come while we look.</summary>
    private StoredFrames? Find()
    {
        if (_frames is not null) return _frames;
        _frames = StoredFrames.TryOpen(_client, _name, JournalStream.Out, stop: _stop);
        if (_frames is not null) _next = _frameEnd = _frames.FirstSequence;
        return _frames;
    }
}
