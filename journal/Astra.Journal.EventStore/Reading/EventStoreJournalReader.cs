using Astra.Core;
using Astra.Markets;

namespace Astra.Journal.EventStore;

/// <summary>
/// Reads the inbound events of a session on a server in order, from its leader, also while a writer appends: it ends at the last stored event, and goes on from there when it is asked again.
/// Frames come ahead of the events that are asked for, at most <see cref="StoredFrames.AheadBytes"/> of them. Not safe for use from two threads.
/// </summary>
public sealed class EventStoreJournalReader : IJournalReader
{
    private EventStoreJournalReader() { }

    /// <exception cref="JournalException">There is no such session (NotFound, with the newest ones that there are), or the server cannot be read.</exception>
    /// <param name="stop">Ends calls that wait for the server, at opening and later.</param>
    public static EventStoreJournalReader Open(EventStoreClient client, SessionName name, CancellationToken stop = default) => throw new NotSupportedException();

    public SessionName Name => throw new NotSupportedException();

    public Guid JournalId => throw new NotSupportedException();

    /// <summary>The first event that the stream still holds.</summary>
    public long FirstSequence => throw new NotSupportedException();

    /// <summary>Asks the server each time.</summary>
    public long LastSequence => throw new NotSupportedException();

    /// <summary>The sequence that the next read returns.</summary>
    public long NextSequence => throw new NotSupportedException();

    /// <summary>Where sequences stand, when a snapshot or a writer of this process knows.</summary>
    internal FrameHints Hints => throw new NotSupportedException();

    public void Seek(long sequence) => throw new NotSupportedException();

    /// <summary>The next read returns the first event, in sequence order, whose exchange time is at or after <paramref name="time"/>; false when there is none yet.</summary>
    public bool SeekTime(Timestamp time) => throw new NotSupportedException();

    /// <exception cref="JournalCorruptException">A frame is damaged; the place is stream@revision.</exception>
    public bool TryRead(ref InboundEvent e, out long sequence) => throw new NotSupportedException();

    public void Dispose() { }
}
