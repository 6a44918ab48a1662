namespace Astra.Journal.EventStore;

public sealed partial class EventStoreClient
{
    /// <summary>Events from a revision onwards, from the leader. A missing or deleted stream is empty. A broken call goes on where it broke.</summary>
    /// <param name="fromRevision">The first one wanted; what is truncated is passed over.</param>
    /// <param name="count">Most events wanted; <see cref="long.MaxValue"/> for all that there are at the call.</param>
    internal IAsyncEnumerable<StoredEvent> ReadAsync(string stream, long fromRevision, long count, CancellationToken stop) => throw new NotSupportedException();

    /// <summary>The same from the node that the connection string prefers: it may not have the newest events yet, so not for recovery.</summary>
    internal IAsyncEnumerable<StoredEvent> ReadPreferredAsync(string stream, long fromRevision, long count, CancellationToken stop) => throw new NotSupportedException();

    /// <summary>The newest event, null when there is none.</summary>
    internal Task<StoredEvent?> ReadLastAsync(string stream, CancellationToken stop) => throw new NotSupportedException();

    /// <summary>The event with this revision, null when there is none.</summary>
    internal Task<StoredEvent?> ReadOneAsync(string stream, long revision, CancellationToken stop) => throw new NotSupportedException();

    /// <summary>First revision that can still be read; -1 for no stream.</summary>
    internal Task<long> FirstRevisionAsync(string stream, CancellationToken stop) => throw new NotSupportedException();

    internal Task<StreamState> StreamStateAsync(string stream, CancellationToken stop) => throw new NotSupportedException();
}
