using System.Text.Json.Serialization;
using Astra.Host;

namespace Astra.Cli;

/// <summary>What <c>astra replay --json</c> prints.</summary>
internal sealed record ReplayResult : DayResult
{
    /// <summary>True when all that was compared is equal; null when nothing was (<c>--no-verify</c>, or no outbound log that reaches so far).</summary>
    [JsonPropertyOrder(1)] public required bool? Identical { get; init; }

    /// <summary>Inbound events replayed, the part before a snapshot left out.</summary>
    [JsonPropertyOrder(1)] public required long Replayed { get; init; }

    [JsonPropertyOrder(1)] public required double EventsPerSecond { get; init; }

    /// <summary>Outbound events that the replay said: so many could have been compared.</summary>
    [JsonPropertyOrder(1)] public required long Said { get; init; }

    /// <summary>Outbound events found equal, and checkpoints among them.</summary>
    [JsonPropertyOrder(1)] public required long Compared { get; init; }
    [JsonPropertyOrder(1)] public required long CheckpointsCompared { get; init; }
    [JsonPropertyOrder(1)] public required string? FirstDifference { get; init; }
    [JsonPropertyOrder(1)] public required long? FromSnapshot { get; init; }

    /// <summary>Name on the server; left out of a folder's.</summary>
    [JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public required string? Session { get; init; }

    private ReplayResult(ReplayReport report, in JournalSize journal)
        : base(
            journal, report.Totals, report.PerInstrument, report.Quarantined, report.Refusals, report.TicksNow,
            report.LastSequence, report.OutboundSequence, report.OutboundHash, report.StateHash)
    {
    }

    public static ReplayResult Of(ReplayReport report, in JournalSize journal) => new(report, journal)
    {
        Command = "replay",
        Source = journal.Session is { } session ? $"{journal.Place}, session {session}" : journal.Place,
        Session = journal.Session,
        Latency = null,
        WallSeconds = report.Seconds,
        // Nothing compared proves nothing; saying "identical" then would be a lie.
        Identical = report is { Compared: 0, FirstDifference: null } ? null : report.Identical,
        Replayed = report.Events,
        EventsPerSecond = Math.Round(report.EventsPerSecond),
        Said = report.Said,
        Compared = report.Compared,
        CheckpointsCompared = report.CheckpointsCompared,
        FirstDifference = report.FirstDifference?.ToString(),
        FromSnapshot = report.Snapshot,
    };
}
