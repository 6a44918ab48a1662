using Grpc.Core;

namespace Astra.Journal.EventStore;

/// <summary>One server or cluster: finds the leader and does what is said to streams. Safe for many threads; several journals share one.</summary>
/// <remarks>
/// Short calls are bounded by <see cref="EventStoreSettings.DefaultDeadline"/> and tried again for <see cref="Patience"/> in all while their outcome is unknown, so an election
/// passes unseen. A client that never found a leader says so at once.
/// </remarks>
public sealed partial class EventStoreClient : IAsyncDisposable
{
    private static readonly TimeSpan DefaultCallLimit = TimeSpan.FromSeconds(10);

    private readonly NodePool _pool;
    private readonly LeaderFinder _finder;

    /// <summary>Reads no network: the first call does.</summary>
    public EventStoreClient(EventStoreSettings settings, TimeProvider? time = null)
        : this(settings, time, null)
    {
    }

    /// <param name="make">Makes the nodes, where not over a network.</param>
    internal EventStoreClient(EventStoreSettings settings, TimeProvider? time, Func<NodeAddress, EventStoreNode>? make)
    {
        Settings = settings;
        Time = time ?? TimeProvider.System;
        _pool = new NodePool(settings, make);
        _finder = new LeaderFinder(settings, _pool, Time);
    }

    public EventStoreSettings Settings { get; }

    internal TimeProvider Time { get; }

    internal bool HasFoundLeader => _finder.HasFound;

    /// <summary>How long a short call is tried again while its outcome is unknown.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest that one short call may take.</summary>
    internal TimeSpan CallLimit => Settings.DefaultDeadline ?? DefaultCallLimit;

    /// <summary>The node that takes appends. At once while it is known; else rounds of questions, at most <see cref="EventStoreSettings.MaxDiscoverAttempts"/>.</summary>
    /// <exception cref="EventStoreException">Unavailable when nobody leads, AccessDenied when the server does not know the user.</exception>
    internal ValueTask<EventStoreNode> LeaderAsync(CancellationToken stop) =>
        _finder.Known is { } known ? new ValueTask<EventStoreNode>(known) : _finder.FindAsync(stop);

    /// <summary>The node said that it does not lead. The next question goes to the named leader once, then to all.</summary>
    internal void NotLeader(EventStoreNode node, NodeAddress? leader) => _finder.NotLeader(node, leader);

    /// <summary>The node does not answer as it should: the next question opens a new connection.</summary>
    internal void Failed(EventStoreNode node) => _finder.Failed(node);

    /// <summary>Ends all calls.</summary>
    public ValueTask DisposeAsync()
    {
        _pool.Close();
        return ValueTask.CompletedTask;
    }

    /// <summary>A short call to the leader, tried again where trying again cannot do harm: what it does has to be the same at each try.</summary>
    /// <param name="place">The stream, for errors.</param>
    /// <param name="call">Gets the node, whether it was tried before, and a token that ends it in time.</param>
    private async Task<T> OnLeaderAsync<T>(string place, long expectedRevision, Func<EventStoreNode, bool, CancellationToken, Task<T>> call, CancellationToken stop)
    {
        CallRetry retry = new(this, place, expectedRevision);
        for (bool again = false; ; again = true)
        {
            EventStoreNode node = await retry.LeaderAsync(stop).ConfigureAwait(false);
            try
            {
                return await CallTimer.BoundAsync(Time, CallLimit, token => call(node, again, token), stop).ConfigureAwait(false);
            }
            catch (Exception error) when (WireErrors.IsCallError(error))
            {
                stop.ThrowIfCancellationRequested();
                await retry.AfterAsync(node, error, stop).ConfigureAwait(false);
            }
        }
    }

    private static CallOptions Options(EventStoreNode node, bool requiresLeader, CancellationToken stop) => new(node.Headers(requiresLeader), cancellationToken: stop);
}
