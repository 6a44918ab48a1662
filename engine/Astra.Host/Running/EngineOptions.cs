namespace Astra.Host;

/// <summary>Sizes and habits of an engine. None of them changes what the core decides.</summary>
public sealed record EngineOptions
{
    /// <summary>Slots of the inbound ring: a power of two.</summary>
    public int InboundCapacity { get; init; } = 65_536;

    /// <summary>Slots of the outbound ring: a power of two. The core waits when the publisher is this far behind.</summary>
    public int OutboundCapacity { get; init; } = 16_384;

    /// <summary>Most events that a handler takes in one batch; for the journal, the most that one commit makes durable.</summary>
    public int MaxBatch { get; init; } = 8_192;

    public LatencyProfile Profile { get; init; } = LatencyProfile.Shared;

    /// <summary>Null = as the profile suggests for this machine.</summary>
    public ThreadPlacement? Threads { get; init; }

    /// <summary>A snapshot after every so many inbound events; 0 = none.</summary>
    public long SnapshotEvery { get; init; } = 1_000_000;

    /// <summary>Latency is measured on one event in so many: a power of two, or 0 for no measurement.</summary>
    public int LatencySampleEvery { get; init; } = 16;

    /// <summary>Throws <see cref="ArgumentException"/> naming the first option that makes no sense.</summary>
    internal void Validate()
    {
        RequirePowerOfTwo(InboundCapacity, nameof(InboundCapacity));
        RequirePowerOfTwo(OutboundCapacity, nameof(OutboundCapacity));
        if (MaxBatch < 1) throw new ArgumentException($"{nameof(MaxBatch)} is {MaxBatch}; it must be 1 or more");
        if (SnapshotEvery < 0) throw new ArgumentException($"{nameof(SnapshotEvery)} is {SnapshotEvery}; it must be 0 (none) or more");
        if (LatencySampleEvery == 0) return;
        RequirePowerOfTwo(LatencySampleEvery, nameof(LatencySampleEvery));
        if (LatencySampleEvery > InboundCapacity)
            throw new ArgumentException($"{nameof(LatencySampleEvery)} is {LatencySampleEvery}; it must not exceed {nameof(InboundCapacity)} ({InboundCapacity})");
    }

    private static void RequirePowerOfTwo(int value, string name)
    {
        if (value < 1 || !int.IsPow2(value)) throw new ArgumentException($"{name} is {value}; it must be a power of two");
    }
}
