namespace Astra.StandIns.EventStore;

/// <summary>A server of its own: it leads, unless the faults say that another does.</summary>
internal sealed class SoleMember(EventStoreFaults faults, Func<int> port) : Membership
{
    private readonly Guid _instance = Guid.NewGuid();
    private readonly Guid _other = Guid.NewGuid();

    public override NodeRole Role => faults.OtherLeader is null ? NodeRole.Leader : NodeRole.Follower;

    public override (string Host, int Port)? Leader => faults.OtherLeader ?? (NodeHost.Address, port());

    public override IReadOnlyList<Member> Members()
    {
        Member self = new(_instance, Role, true, NodeHost.Address, port());
        return faults.OtherLeader is { } other ? [self, new Member(_other, NodeRole.Leader, true, other.Host, other.Port)] : [self];
    }
}
