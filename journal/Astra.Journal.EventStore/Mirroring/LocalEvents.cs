namespace Astra.Journal.EventStore;

/// <summary>One stream of a folder event by event, as the bytes that it is stored in.</summary>
internal sealed class LocalEvents(LocalLog log, JournalStream stream)
{
    private RawEvents _events;
    private long _inFrame;

    /// <summary>Sequence of the event in hand.</summary>
    public long Sequence { get; private set; } = -1;

    /// <summary>Bytes of the event in hand.</summary>
    public ReadOnlySpan<byte> Current => _events.Current;

    /// <summary>Segment and byte of its frame.</summary>
    public string Place => log.Place;

    /// <summary>The next event is this one.</summary>
    public void MoveTo(long sequence)
    {
        log.MoveTo(sequence);
        _inFrame = 0;
        Sequence = sequence - 1;
    }

    /// <summary>Steps to the next event; false at the end for now.</summary>
    /// <exception cref="JournalCorruptException">A frame cannot be read.</exception>
    public bool MoveNext()
    {
        try
        {
            if (_inFrame == 0 && !NextFrame()) return false;
            Step();
            _inFrame--;
            Sequence = log.Header.FirstSequence + log.Header.Count - _inFrame - 1;
            return true;
        }
        catch (InvalidDataException fault)
        {
            throw new JournalCorruptException(log.Place, 0, Sequence + 1, fault.Message);
        }
    }

    private bool NextFrame()
    {
        if (!log.TryRead()) return false;
        _events = new RawEvents(log.Body, stream);
        _inFrame = log.Header.Count - log.Skip;
        for (int i = 0; i < log.Skip; i++) Step();
        return true;
    }

    private void Step()
    {
        if (!_events.MoveNext()) throw new InvalidDataException("the frame holds fewer events than its header says");
    }
}
