namespace Astra.Journal.EventStore;

/// <summary>A node as gossip tells of it.</summary>
/// <param name="Address">As the node advertises itself: what clients have to reach, and what its certificate has to name.</param>
/// <param name="State">Leader, Follower, ReadOnlyReplica, … as the server names it.</param>
/// <param name="TimeStamp">The node's clock when it was last heard of.</param>
public sealed record ClusterMember(NodeAddress Address, Guid InstanceId, string State, bool IsAlive, DateTimeOffset TimeStamp)
{
    public bool IsLeader => IsAlive && State == nameof(Wire.MemberInfo.Types.VNodeState.Leader);
}
