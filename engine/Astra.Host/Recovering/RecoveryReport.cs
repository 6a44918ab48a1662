namespace Astra.Host;

/// <summary>What was recovered, and from what.</summary>
public sealed record RecoveryReport
{
    /// <summary>Snapshot used, null when every event was replayed.</summary>
    public required long? Snapshot { get; init; }

    /// <summary>Events replayed after the snapshot.</summary>
    public required long TailEvents { get; init; }

    /// <summary>Last inbound sequence recovered, -1 for an empty journal; the engine goes on with the next.</summary>
    public required long LastSequence { get; init; }

    /// <summary>Last outbound sequence said so far, -1 when none.</summary>
    public required long OutboundSequence { get; init; }

    /// <summary>Outbound events that the log lacked and was given now.</summary>
    public required long Appended { get; init; }

    /// <summary>Outbound events of the tail that were compared with the log and found equal.</summary>
    public required long Compared { get; init; }

    public required ulong StateHash { get; init; }
    public required double Seconds { get; init; }

    /// <summary>What a person should know, for example a damaged snapshot that was passed over.</summary>
    public required IReadOnlyList<string> Messages { get; init; }
}
