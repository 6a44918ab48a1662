using System.Globalization;
using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>One shadow session as the command line asks for it.</summary>
internal sealed record ShadowJob
{
    public required MarketInput Input { get; init; }
    public required JournalTarget Journal { get; init; }
    public required EngineSettings Settings { get; init; }
    public required IReadOnlyList<Plan> Plans { get; init; }
    public FeedPace Pace { get; init; }

    /// <summary>Session times, amendments and the broker's square-off times.</summary>
    public SessionCalendar Calendar { get; init; } = ProgramData.Calendar;

    public LatencyProfile Profile { get; init; }
    public long SnapshotEvery { get; init; } = new EngineOptions().SnapshotEvery;

    /// <summary>File whose first eight bytes follow the durable sequence; null for none.</summary>
    public string? Watermark { get; init; }
}

/// <summary>Runs a job and closes everything, so that the journal is final when it returns.</summary>
internal static class ShadowRun
{
    public static ShadowResult Run(ShadowJob job, string title, CancellationToken interrupt)
    {
        using OpenedJournal journal = job.Journal.Open(Ist.DateOf(job.Input.Start));
        using CancellationTokenRegistration ending = interrupt.Register(journal.End);
        using Watermark? watermark = job.Watermark is null ? null : new Watermark(job.Watermark);
        using RecordedFeed feed = new(job.Input.Source, job.Calendar, job.Pace);
        SessionReport report = Gauge.Run(title, "ticks", feed.ExpectedTicks, show => ShadowSession.Run(new SessionRequest
        {
            Feed = feed,
            Settings = job.Settings,
            Plans = job.Plans,
            Store = journal.Store(watermark is null ? null : inner => Marked.By(watermark, inner)),
            Options = new EngineOptions { Profile = job.Profile, SnapshotEvery = job.SnapshotEvery },
            StartTime = job.Input.Start,
            Resume = job.Journal.Resume,
            Progress = progress =>
            {
                journal.Look();
                show(progress.Ticks);
            },
        }, interrupt), () => journal.Note);
        return ShadowResult.Of(report, journal.Close(report, interrupt), job);
    }

    /// <summary>Under which condition the latencies of a run were measured.</summary>
    public static string Condition(FeedPace pace, SessionReport report)
    {
        // The end is drained and synced within the time taken, so a quarter of a second more than the rate asks for is no delay.
        double reached = report.WallSeconds > 0 ? report.TicksNow / report.WallSeconds : 0;
        return pace.Kind switch
        {
            PaceKind.Rate when report.WallSeconds - report.TicksNow / pace.Value < 0.25 || reached >= 0.97 * pace.Value => Text($"{pace.Value:N0} ticks/s offered and held"),
            PaceKind.Rate => Text($"{pace.Value:N0} ticks/s offered, {reached:N0} reached: saturated"),
            PaceKind.Times => Text($"{pace.Value:0.######} times exchange time, {reached:N0} ticks/s"),
            _ => Text($"as fast as the ring takes them ({reached:N0} ticks/s): saturated, mostly the wait in a full ring"),
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
