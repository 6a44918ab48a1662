namespace Astra.Journal.EventStore;

public sealed partial class EventStoreClient
{
    /// <summary>Frees the space of what was deleted, on the leader; other nodes have to be told for themselves. Returns the scavenge's id.</summary>
    internal Task<string> StartScavengeAsync(CancellationToken stop) => throw new NotSupportedException();

    internal Task<ServerFeatures> FeaturesAsync(CancellationToken stop) => throw new NotSupportedException();

    internal Task<IReadOnlyList<ClusterMember>> GossipAsync(CancellationToken stop) => throw new NotSupportedException();
}
