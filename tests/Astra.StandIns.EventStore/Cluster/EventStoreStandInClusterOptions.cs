namespace Astra.StandIns.EventStore;

/// <summary>How a cluster is set up. The times are those seen on a real one of three; <see cref="TimeScale"/> shortens them all.</summary>
public sealed record EventStoreStandInClusterOptions
{
    /// <summary>Options of every node; the ports follow each other unless the port is 0.</summary>
    public EventStoreStandInOptions Node { get; init; } = new();

    /// <summary>An odd number.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>Factor on <see cref="StaleLeader"/>, <see cref="Election"/> and <see cref="CatchUp"/>; 0.1 for tests that do not want to wait.</summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>How long followers go on naming a leader that died.</summary>
    public TimeSpan StaleLeader { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From the death of a leader until there is another.</summary>
    public TimeSpan Election { get; init; } = TimeSpan.FromSeconds(1.2);

    /// <summary>How long a node that comes back takes to be a follower.</summary>
    public TimeSpan CatchUp { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How far followers show an older state than the leader; not scaled.</summary>
    public TimeSpan ReplicationLag { get; init; } = TimeSpan.FromMilliseconds(20);
}
