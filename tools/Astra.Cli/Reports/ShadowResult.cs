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

    private ShadowResult(SessionReport report, string folder)
        : base(
            folder, report.Totals, report.Instruments, report.Quarantined,
            report.LastSequence, report.OutboundSequence, report.OutboundHash, report.StateHash)
    {
    }

    public static ShadowResult Of(SessionReport report, ShadowJob job) => new(report, job.Folder)
    {
        Command = "shadow",
        Source = job.Input.Description,
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
