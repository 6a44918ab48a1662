using Astra.Core;

namespace Astra.Journal.EventStore;

/// <summary>Reads the outbound log of a session on a server in order, also while it is written. A session without one reads as empty. Not safe for use from two threads.</summary>
public sealed class EventStoreOutboundReader : IOutboundLogReader
{
    private EventStoreOutboundReader() { }

    /// <param name="stop">Ends calls that wait for the server, at opening and later.</param>
    public static EventStoreOutboundReader Open(EventStoreClient client, SessionName name, CancellationToken stop = default) => throw new NotSupportedException();

    public long FirstSequence => throw new NotSupportedException();

    /// <summary>Asks the server each time; -1 when the log is empty.</summary>
    public long LastSequence => throw new NotSupportedException();

    /// <summary>The next read returns this sequence, or the first behind it.</summary>
    public void Seek(long sequence) => throw new NotSupportedException();

    public bool TryRead(ref OutboundEvent e) => throw new NotSupportedException();

    public void Dispose() { }
}
