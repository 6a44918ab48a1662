using System.Runtime.CompilerServices;
using Grpc.Core;

namespace Astra.Journal.EventStore;

public sealed partial class EventStoreClient
{
    /// <summary>Events from a revision onwards, from the leader. A missing or deleted stream is empty. A broken call goes on where it broke.</summary>
    /// <param name="fromRevision">The first one wanted; what is truncated is passed over.</param>
    /// <param name="count">Most events wanted; <see cref="long.MaxValue"/> for all that there are at the call.</param>
    /// <exception cref="EventStoreException">AccessDenied, NotFound for a name that is burnt, Unavailable when the patience is over.</exception>
    internal IAsyncEnumerable<StoredEvent> ReadAsync(string stream, long fromRevision, long count, CancellationToken stop) =>
        ReadForwardsAsync(stream, fromRevision, count, preferred: false, stop);

    /// <summary>The same from the node that the connection string prefers: it may not have the newest events yet, so not for recovery.</summary>
    internal IAsyncEnumerable<StoredEvent> ReadPreferredAsync(string stream, long fromRevision, long count, CancellationToken stop) =>
        ReadForwardsAsync(stream, fromRevision, count, Settings.NodePreference != NodePreference.Leader, stop);

    /// <summary>The newest event, null when there is none.</summary>
    internal async Task<StoredEvent?> ReadLastAsync(string stream, CancellationToken stop) =>
        (await ReadOutlineAsync(stream, null, backwards: true, stop).ConfigureAwait(false)).Event;

    /// <summary>The event with this revision, null when there is none.</summary>
    internal async Task<StoredEvent?> ReadOneAsync(string stream, long revision, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(revision);
        ReadOutline outline = await ReadOutlineAsync(stream, revision, backwards: false, stop).ConfigureAwait(false);
        // From a truncated place the server goes on to the first that it has.
        return outline.Event is { } found && found.Revision == revision ? found : null;
    }

    /// <summary>First revision that can still be read, or will be when all is truncated; -1 for no stream.</summary>
    internal async Task<long> FirstRevisionAsync(string stream, CancellationToken stop) => (await StreamStateAsync(stream, stop).ConfigureAwait(false)).FirstRevision;

    internal async Task<StreamState> StreamStateAsync(string stream, CancellationToken stop)
    {
        ReadOutline first = await ReadOutlineAsync(stream, null, backwards: false, stop).ConfigureAwait(false);
        if (!first.Exists) return StreamState.None;
        ReadOutline last = await ReadOutlineAsync(stream, null, backwards: true, stop).ConfigureAwait(false);
        if (!last.Exists) return StreamState.None;
        long from = first.Event?.Revision ?? first.FirstPosition ?? 0;
        return new StreamState(true, from, last.Event?.Revision ?? last.LastPosition ?? first.LastPosition ?? from - 1);
    }

    private Task<ReadOutline> ReadOutlineAsync(string stream, long? from, bool backwards, CancellationToken stop)
    {
        Wire.ReadReq request = WireRequests.Read(stream, from, backwards, 1);
        return OnLeaderAsync(stream, -1, async (node, _, token) =>
        {
            ReadOutline outline = new();
            using AsyncServerStreamingCall<Wire.ReadResp> call = node.Streams.Read(request, Options(node, true, token));
            while (await call.ResponseStream.MoveNext(token).ConfigureAwait(false)) outline.Add(call.ResponseStream.Current);
            return outline;
        }, stop);
    }

    private async IAsyncEnumerable<StoredEvent> ReadForwardsAsync(
        string stream, long fromRevision, long count, bool preferred, [EnumeratorCancellation] CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromRevision);
        long next = fromRevision, left = count;
        CallRetry retry = new(this, stream, -1);
        while (left > 0)
        {
            EventStoreNode? node = preferred ? await PreferredAsync(stop).ConfigureAwait(false) : null;
            bool fromLeader = node is null;
            node ??= await retry.LeaderAsync(stop).ConfigureAwait(false);
            ReadOutline outline = new();
            Exception? broken = null;
            using (CallReading reading = new(node, WireRequests.Read(stream, next, backwards: false, left), fromLeader, Time, CallLimit, stop))
            {
                while (left > 0)
                {
                    bool more = false;
                    try
                    {
                        more = await reading.NextAsync().ConfigureAwait(false);
                    }
                    catch (Exception error) when (WireErrors.IsCallError(error))
                    {
                        stop.ThrowIfCancellationRequested();
                        broken = error;
                    }
                    if (!more) break;
                    if (outline.Add(reading.Current) is not { } stored) continue;
                    next = stored.Revision + 1;
                    left--;
                    retry.Progress();
                    yield return stored;
                }
            }
            if (broken is not null)
            {
                // Another node than the leader is only a wish.
                preferred = false;
                await retry.AfterAsync(node, broken, stop).ConfigureAwait(false);
            }
            else if (outline is { Event: null, FirstPosition: { } first } && first > next)
            {
                next = first;
            }
            else
            {
                yield break;
            }
        }
    }

    private async Task<EventStoreNode?> PreferredAsync(CancellationToken stop)
    {
        if (!Settings.Discover) return null;
        IReadOnlyList<ClusterMember> members = await GossipAsync(stop).ConfigureAwait(false);
        string[] wanted = Settings.NodePreference switch
        {
            NodePreference.Follower => ["Follower"],
            NodePreference.ReadOnlyReplica => ["ReadOnlyReplica"],
            _ => ["Leader", "Follower", "ReadOnlyReplica"],
        };
        ClusterMember[] fitting = [.. members.Where(member => member.IsAlive && wanted.Contains(member.State))];
        return fitting.Length == 0 ? null : _pool.Get(fitting[Random.Shared.Next(fitting.Length)].Address);
    }
}
