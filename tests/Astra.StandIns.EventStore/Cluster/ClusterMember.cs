namespace Astra.StandIns.EventStore;

/// <summary>One node's view of its cluster.</summary>
internal sealed class ClusterMember(ClusterState state, int index, EventStoreStandIn node) : Membership
{
    public override NodeRole Role => state.Role(index);

    public override (string Host, int Port)? Leader => node.Faults.OtherLeader ?? state.NamedLeader;

    public override Node? ForwardsTo => Role == NodeRole.Leader ? null : state.Leader?.Node;

    public override DateTimeOffset? Horizon => Role == NodeRole.Leader ? null : node.Store.Now - state.ReplicationLag;

    public override IReadOnlyList<Member> Members() => state.Members();
}
