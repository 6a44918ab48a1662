namespace Astra.Journal.EventStore;

/// <summary>What a probe found, as far as it came. What was not found out is null or empty.</summary>
public sealed record EventStoreProbeResult
{
    /// <summary>The connection string without the password.</summary>
    public required string Target { get; init; }

    /// <summary>Why the probe came no further; null when it did all.</summary>
    public JournalException? Problem { get; init; }

    /// <summary>The leader, or the only node asked.</summary>
    public NodeAddress? Node { get; init; }

    /// <summary>Null without TLS.</summary>
    public TlsFacts? Tls { get; init; }

    /// <summary>Who the server takes us for; null for nobody.</summary>
    public string? User { get; init; }

    public ServerFeatures? Server { get; init; }

    public IReadOnlyList<ClusterMember> Members { get; init; } = [];

    public ClockDifference? Clock { get; init; }

    /// <summary>Appends of 1 KiB, awaited.</summary>
    public ProbeLatency? SmallWrite { get; init; }

    /// <summary>Appends of 64 KiB, awaited.</summary>
    public ProbeLatency? LargeWrite { get; init; }

    /// <summary>Reads of the newest 64 KiB event.</summary>
    public ProbeLatency? Read { get; init; }

    /// <summary>Largest append of the server, when it named one; null when what was tried was taken.</summary>
    public long? AppendLimit { get; init; }

    /// <summary>When a scavenge last did something; null when none ever did or this user may not see it.</summary>
    public DateTimeOffset? LastScavenge { get; init; }

    /// <summary>True when this user may see the scavenges and there is none.</summary>
    public bool NeverScavenged { get; init; }

    /// <summary>Whole sentences, each resting on something found above.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];
}
