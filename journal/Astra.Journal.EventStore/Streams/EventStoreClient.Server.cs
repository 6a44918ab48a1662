using Grpc.Core;

namespace Astra.Journal.EventStore;

public sealed partial class EventStoreClient
{
    /// <summary>Frees the space of what was deleted, on the leader; other nodes have to be told for themselves. Returns the scavenge's id.</summary>
    /// <exception cref="EventStoreException">AccessDenied: this takes a user of $ops or $admins.</exception>
    internal Task<string> StartScavengeAsync(CancellationToken stop) => OnLeaderAsync(Settings.ToString(), -1, async (node, _, token) =>
    {
        Wire.StartScavengeReq request = new() { Options = new Wire.StartScavengeReq.Types.Options { ThreadCount = 1, StartFromChunk = 0 } };
        using AsyncUnaryCall<Wire.ScavengeResp> call = node.Operations.StartScavengeAsync(request, Options(node, true, token));
        return (await call.ResponseAsync.ConfigureAwait(false)).ScavengeId;
    }, stop);

    internal Task<ServerFeatures> FeaturesAsync(CancellationToken stop) =>
        OnLeaderAsync(Settings.ToString(), -1, (node, _, token) => _finder.FeaturesAsync(node, token), stop);

    /// <summary>The members as the leader tells them.</summary>
    internal Task<IReadOnlyList<ClusterMember>> GossipAsync(CancellationToken stop) =>
        OnLeaderAsync(Settings.ToString(), -1, (node, _, token) => _finder.MembersAsync(node, token), stop);
}
