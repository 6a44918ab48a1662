using Astra.Core;

namespace Astra.Host;

/// <summary>What an engine writes to. The engine closes none of them: who opened them does, after the engine has ended.</summary>
public sealed record EnginePorts
{
    public required IJournal Journal { get; init; }

    /// <summary>Null keeps no record of what left.</summary>
    public IOutboundLog? OutboundLog { get; init; }

    /// <summary>Null takes no snapshots.</summary>
    public ISnapshotStore? Snapshots { get; init; }

    /// <summary>Called in this order, after the outbound log.</summary>
    public IReadOnlyList<IEffect> Effects { get; init; } = [];
}
