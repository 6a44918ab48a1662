using Astra.Core;

namespace Astra.Host;

/// <summary>What a replay found.</summary>
public sealed record ReplayReport
{
    /// <summary>Snapshot that it began from, null when it began with the journal's first event.</summary>
    public required long? Snapshot { get; init; }

    /// <summary>Inbound events applied.</summary>
    public required long Events { get; init; }

    /// <summary>Last inbound sequence applied, -1 when none.</summary>
    public required long LastSequence { get; init; }

    public required CoreTotals Totals { get; init; }
    public required int Instruments { get; init; }

    /// <summary>Round trips by instrument; those before a snapshot are taken from the stored events.</summary>
    public required IReadOnlyList<InstrumentResult> PerInstrument { get; init; }

    /// <summary>Inputs that were refused, by reason.</summary>
    public required IReadOnlyList<QuarantineCount> Quarantined { get; init; }

    /// <summary>Entries and plans that the core would not take.</summary>
    public required RefusalSummary Refusals { get; init; }

    /// <summary>Ticks of this run alone, without those recovered or in a snapshot.</summary>
    public required long TicksNow { get; init; }

    /// <summary>Last outbound sequence said, -1 when none.</summary>
    public required long OutboundSequence { get; init; }
    public required ulong OutboundHash { get; init; }
    public required ulong StateHash { get; init; }

    /// <summary>Outbound events that the replay said; after a snapshot, those after it.</summary>
    public required long Said { get; init; }

    /// <summary>Outbound events found equal to the stored ones; 0 when there was nothing to compare with.</summary>
    public required long Compared { get; init; }

    /// <summary>Checkpoints among them, each with outbound and state hash.</summary>
    public required long CheckpointsCompared { get; init; }

    public required OutboundDifference? FirstDifference { get; init; }
    public required double Seconds { get; init; }

    /// <summary>True when all that was compared is equal; see <see cref="Compared"/> for how much that is.</summary>
    public bool Identical => FirstDifference is null;

    public double EventsPerSecond => Seconds > 0 ? Events / Seconds : 0;
}
