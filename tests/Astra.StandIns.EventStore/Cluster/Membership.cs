namespace Astra.StandIns.EventStore;

/// <summary>States that a node shows in gossip; the numbers are the wire's.</summary>
internal enum NodeRole
{
    DiscoverLeader = 1,
    Unknown = 2,
    CatchingUp = 4,
    Follower = 6,
    Leader = 8,
    Shutdown = 11,
}

/// <summary>One line of gossip.</summary>
internal readonly record struct Member(Guid Instance, NodeRole Role, bool IsAlive, string Host, int Port);

/// <summary>What one node knows of its cluster.</summary>
internal abstract class Membership
{
    public abstract NodeRole Role { get; }

    /// <summary>Whom this node takes for the leader, itself included; it may be dead already. Null while there is none.</summary>
    public abstract (string Host, int Port)? Leader { get; }

    /// <summary>The node that stores what this one is given, when it is another.</summary>
    public virtual Node? ForwardsTo => null;

    /// <summary>Readers of this node see nothing stored later. Null: they see all.</summary>
    public virtual DateTimeOffset? Horizon => null;

    public abstract IReadOnlyList<Member> Members();
}
