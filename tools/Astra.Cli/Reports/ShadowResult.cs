using System.Text.Json.Serialization;
using Astra.Host;

namespace Astra.Cli;

/// <summary>What <c>astra shadow --json</c> prints.</summary>
internal sealed record ShadowResult : DayResult
{
    /// <summary>True when it was interrupted; resume it with the same source.</summary>
    [JsonPropertyOrder(1)] public required bool Interrupted { get; init; }

    /// <summary>Null unless it was resumed.</summary>
    [JsonPropertyOrder(1)] public required RecoveryResult? Recovered { get; init; }

    [JsonPropertyOrder(1)] public required string Threads { get; init; }

    [JsonPropertyOrder(1)] public required long PeakMemoryBytes { get; init; }

    public static ShadowResult Of(SessionReport report, ShadowJob job) => new()
    {
        Command = "shadow",
        Source = job.Input.Description,
        Instruments = report.Instruments.Count,
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
        PerInstrument = [.. report.Instruments.Select(InstrumentRow.Of)],
        LastSequence = report.LastSequence,
        OutboundEvents = report.OutboundSequence + 1,
        OutboundHash = Hex(report.OutboundHash),
        StateHash = Hex(report.StateHash),
        JournalBytes = JournalFolder.BytesOf(job.Folder),
        Snapshots = JournalFolder.SnapshotsOf(job.Folder),
        Latency = LatencyResult.Of(ShadowRun.Condition(job.Pace, report), report),
        WallSeconds = report.WallSeconds,
        Interrupted = report.Interrupted,
        Recovered = report.Recovery is { } r ? new RecoveryResult(r.Snapshot, r.TailEvents, r.LastSequence, r.Appended, r.Seconds) : null,
        Threads = report.Threads,
        PeakMemoryBytes = ProcessMemory.Peak,
    };
}

/// <summary>What a resumed session found.</summary>
internal sealed record RecoveryResult(long? FromSnapshot, long TailEvents, long LastSequence, long OutboundAppended, double Seconds);
