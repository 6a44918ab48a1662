using Astra.Markets;

namespace Astra.Host;

/// <summary>What to replay and how. The batch size changes only the speed.</summary>
public sealed record ReplayOptions
{
    /// <summary>Most events that the core takes at a time, 1 or more.</summary>
    public int Batch { get; init; } = 1_024;

    /// <summary>Start from the newest snapshot at or before this inbound sequence; null = from the journal's first event.</summary>
    public long? FromSnapshot { get; init; }

    /// <summary>Stop before the first event whose exchange time is after this.</summary>
    public Timestamp? Until { get; init; }

    /// <summary>Last inbound sequence to replay.</summary>
    public long? UntilSequence { get; init; }
}
