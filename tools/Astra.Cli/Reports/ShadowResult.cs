using System.Text.Json.Serialization;
using Astra.Core;
using Astra.Costs;
using Astra.Host;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>What <c>astra shadow --json</c> prints.</summary>
internal sealed record ShadowResult : DayResult
{
    /// <summary>True when it was interrupted; resume it with the same source.</summary>
    [JsonPropertyOrder(1)] public required bool Interrupted { get; init; }

    /// <summary>Null unless it was resumed.</summary>
    [JsonPropertyOrder(1)] public required RecoveryResult? Recovered { get; init; }

    /// <summary>Where charges begin to be missing and why; null when every day has them.</summary>
    [JsonPropertyOrder(1)] public required string? ChargesMissing { get; init; }

    [JsonPropertyOrder(1)] public required string Threads { get; init; }

    [JsonPropertyOrder(1)] public required long PeakMemoryBytes { get; init; }

    /// <summary>Of a live session: what its feeds lived through. Left out of any other.</summary>
    [JsonPropertyOrder(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public FeedResult? Feed { get; init; }

    /// <summary>Of a live session: what would have been sent to the broker. Left out of any other.</summary>
    [JsonPropertyOrder(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public ShadowOrdersResult? ShadowOrders { get; init; }

    /// <summary>How it was journaled.</summary>
    [JsonPropertyOrder(2)] public required JournalingResult Journaling { get; init; }

    /// <summary>Where a server followed: how far, and whether it holds the same. Left out elsewhere.</summary>
    [JsonPropertyOrder(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public MirrorResult? Mirror { get; init; }

    private ShadowResult(SessionReport report, in JournalSize journal)
        : base(
            journal, report.Totals, report.Instruments, report.Quarantined, report.Refusals, report.TicksNow,
            report.LastSequence, report.OutboundSequence, report.OutboundHash, report.StateHash)
    {
    }

    public static ShadowResult Of(SessionReport report, JournalClosing journal, ShadowJob job) =>
        Of(report, journal, job.Input.Description, ShadowRun.Condition(job.Pace, report), job.Settings);

    /// <param name="condition">Under which the latencies were measured.</param>
    public static ShadowResult Of(SessionReport report, JournalClosing journal, string source, string condition, EngineSettings settings) => new(report, journal.Size)
    {
        Command = "shadow",
        Source = source,
        Latency = LatencyResult.Of(condition, report),
        WallSeconds = report.WallSeconds,
        Interrupted = report.Interrupted,
        Recovered = report.Recovery is { } r ? new RecoveryResult(r.Snapshot, r.TailEvents, r.LastSequence, r.Appended, r.Seconds) : null,
        ChargesMissing = MissingCharges(report, settings),
        Threads = report.Threads,
        PeakMemoryBytes = ProcessMemory.Peak,
        Journaling = journal.Journaling,
        Mirror = journal.Mirror,
    };

    private static string? MissingCharges(SessionReport report, EngineSettings settings)
    {
        if (report.Refusals.FirstWithoutCharges is not { } first) return null;
        Instrument? instrument = report.Instruments.FirstOrDefault(i => i.Instrument.Id == first.Instrument)?.Instrument;
        string? problem = null;
        if (instrument is not null)
        {
            ChargeBook book = ChargeBook.Parse(settings.ChargesSchedule, settings.BrokeragePlans, settings.NoteRules);
            book.TryResolve(settings.Broker, instrument, Product.Intraday, first.Day, out _, out problem);
        }
        return $"from {first.Day:yyyy-MM-dd} ({instrument?.Symbol ?? "an instrument"}): {problem ?? "no charges are known for that date"}";
    }
}

/// <summary>What a resumed session found.</summary>
internal sealed record RecoveryResult(long? FromSnapshot, long TailEvents, long LastSequence, long OutboundAppended, double Seconds);
