namespace Astra.Journal.EventStore;

/// <summary>What a session on a server holds, counted by reading it whole.</summary>
public static class EventStoreStat
{
    /// <exception cref="JournalException">There is no such session, or the server cannot be read.</exception>
    public static Task<JournalStat> ReadAsync(EventStoreClient client, SessionName name, CancellationToken stop = default) => throw new NotSupportedException();
}
