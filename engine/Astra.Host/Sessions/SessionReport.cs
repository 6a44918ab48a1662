using Astra.Core;
using Astra.Markets;

namespace Astra.Host;

/// <summary>A session in figures, the journal's earlier part included when it was resumed.</summary>
public sealed record SessionReport
{
    public required CoreTotals Totals { get; init; }
    public required IReadOnlyList<InstrumentResult> Instruments { get; init; }

    /// <summary>Inputs that were refused, by reason.</summary>
    public required IReadOnlyList<QuarantineCount> Quarantined { get; init; }

    /// <summary>Entries and plans that the core would not take.</summary>
    public required RefusalSummary Refusals { get; init; }

    /// <summary>Ticks of this run alone, without those recovered or in a snapshot.</summary>
    public required long TicksNow { get; init; }

    /// <summary>Last inbound sequence, all of it durable.</summary>
    public required long LastSequence { get; init; }

    /// <summary>Last outbound sequence, all of it let out.</summary>
    public required long OutboundSequence { get; init; }

    public required ulong OutboundHash { get; init; }
    public required ulong StateHash { get; init; }
    public required LatencySummary PublishToDecision { get; init; }
    public required LatencySummary PublishToDurable { get; init; }

    /// <summary>As above, from when a paced feed should have published: what the feed itself had to wait is in it.</summary>
    public required LatencySummary DueToDecision { get; init; }
    public required LatencySummary DueToDurable { get; init; }
    public required long JournalBytes { get; init; }
    public required int Snapshots { get; init; }
    public required int SnapshotsSkipped { get; init; }

    /// <summary>From the first event published to the last one let out.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>Null unless the session was resumed.</summary>
    public required RecoveryReport? Recovery { get; init; }

    /// <summary>True when it was cancelled before the feed ended; what was done is kept and can be resumed.</summary>
    public required bool Interrupted { get; init; }

    /// <summary>Where the engine's threads ran.</summary>
    public required string Threads { get; init; }
}

/// <summary>Round trips of one instrument, winners those with a profit after charges.</summary>
public sealed record InstrumentResult(Instrument Instrument, int Trades, int Winners, Money Gross, Money Charges, Money Net);
