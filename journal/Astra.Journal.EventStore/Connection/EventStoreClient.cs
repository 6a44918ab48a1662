namespace Astra.Journal.EventStore;

/// <summary>One server or cluster: finds the leader and does what is said to streams. Safe for many threads; several journals share one.</summary>
public sealed partial class EventStoreClient : IAsyncDisposable
{
    /// <summary>Reads no network: the first call does.</summary>
    public EventStoreClient(EventStoreSettings settings, TimeProvider? time = null)
    {
        Settings = settings;
        Time = time ?? TimeProvider.System;
    }

    public EventStoreSettings Settings { get; }

    internal TimeProvider Time { get; }

    /// <summary>The node that takes appends. At once while it is known; else rounds of questions, at most <see cref="EventStoreSettings.MaxDiscoverAttempts"/>.</summary>
    /// <exception cref="EventStoreException">Unavailable when nobody leads, AccessDenied when the server does not know the user.</exception>
    internal ValueTask<EventStoreNode> LeaderAsync(CancellationToken stop) => throw new NotSupportedException();

    /// <summary>The node said that it does not lead. The next question goes to the named leader once, then to all.</summary>
    internal void NotLeader(EventStoreNode node, NodeAddress? leader) => throw new NotSupportedException();

    /// <summary>The node does not answer as it should: the next question opens a new connection.</summary>
    internal void Failed(EventStoreNode node) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
