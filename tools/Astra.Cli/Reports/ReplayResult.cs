using System.Text.Json.Serialization;
using Astra.Host;

namespace Astra.Cli;

/// <summary>What <c>astra replay --json</c> prints.</summary>
internal sealed record ReplayResult : DayResult
{
    /// <summary>True when all that was compared is equal; null without comparison (<c>--no-verify</c>, or no outbound log).</summary>
    [JsonPropertyOrder(1)] public required bool? Identical { get; init; }

    /// <summary>Inbound events replayed, the part before a snapshot left out.</summary>
    [JsonPropertyOrder(1)] public required long Replayed { get; init; }

    [JsonPropertyOrder(1)] public required double EventsPerSecond { get; init; }

    /// <summary>Outbound events found equal, and checkpoints among them.</summary>
    [JsonPropertyOrder(1)] public required long Compared { get; init; }
    [JsonPropertyOrder(1)] public required long CheckpointsCompared { get; init; }
    [JsonPropertyOrder(1)] public required string? FirstDifference { get; init; }
    [JsonPropertyOrder(1)] public required long? FromSnapshot { get; init; }

    public static ReplayResult Of(ReplayReport report, string folder, bool verified) => new()
    {
        Command = "replay",
        Source = folder,
        Instruments = report.Instruments,
        Events = report.Totals.Events,
        Ticks = report.Totals.Ticks,
        Bars = report.Totals.Bars,
        Signals = report.Totals.Signals,
        Orders = report.Totals.Orders,
        Fills = report.Totals.Fills,
        Trades = report.Totals.Trades,
        Winners = report.Totals.Winners,
        Pnl = report.Totals.Gross.ToDecimal(),
        Charges = report.Totals.Charges.ToDecimal(),
        Net = report.Totals.Net.ToDecimal(),
        Unrealised = report.Totals.Unrealised.ToDecimal(),
        Equity = report.Totals.Equity.ToDecimal(),
        ChargesBy = ChargesOf(report.Totals),
        QuarantinedTotal = report.Totals.Quarantined,
        Quarantined = ByReason(report.Quarantined),
        PerInstrument = [.. report.PerInstrument.Select(InstrumentRow.Of)],
        LastSequence = report.LastSequence,
        OutboundEvents = report.OutboundSequence + 1,
        OutboundHash = Hex(report.OutboundHash),
        StateHash = Hex(report.StateHash),
        JournalBytes = JournalFolder.BytesOf(folder),
        Snapshots = JournalFolder.SnapshotsOf(folder),
        Latency = null,
        WallSeconds = report.Seconds,
        Identical = verified ? report.Identical : null,
        Replayed = report.Events,
        EventsPerSecond = Math.Round(report.EventsPerSecond),
        Compared = report.Compared,
        CheckpointsCompared = report.CheckpointsCompared,
        FirstDifference = report.FirstDifference?.ToString(),
        FromSnapshot = report.Snapshot,
    };
}
