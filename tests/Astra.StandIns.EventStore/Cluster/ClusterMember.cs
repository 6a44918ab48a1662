namespace Astra.StandIns.EventStore;

/// <summary>One node's view of its cluster.</summary>
internal sealed class ClusterMember(ClusterState state, int index, EventStoreStandIn node) : Membership
{
    // Made to name another leader, a leader plays the follower.
    public override NodeRole Role => node.Faults.OtherLeader is null ? state.Role(index) : NodeRole.Follower;

    public override (string Host, int Port)? Leader => node.Faults.OtherLeader ?? state.NamedLeader;

    public override Node? ForwardsTo => state.Leader is { } leader && leader != node ? leader.Node : null;

    public override DateTimeOffset? Horizon => state.Leader == node ? null : node.Store.Now - state.ReplicationLag;

    public override IReadOnlyList<Member> Members() => state.Members();
}
