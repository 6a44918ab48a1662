namespace Astra.Journal.EventStore;

/// <summary>What a probe does besides asking.</summary>
public sealed record EventStoreProbeOptions
{
    /// <summary>Whether to write: a stream of its own, deleted at the end.</summary>
    public bool Write { get; init; } = true;

    /// <summary>Awaited appends of 1 KiB.</summary>
    public int SmallAppends { get; init; } = 50;

    /// <summary>Awaited appends of 64 KiB, the journal's largest frame.</summary>
    public int LargeAppends { get; init; } = 30;

    /// <summary>Also writes one part of a large snapshot, 900 KiB, to see whether the server takes it.</summary>
    public bool SnapshotPart { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
