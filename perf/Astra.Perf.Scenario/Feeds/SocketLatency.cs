using Astra.Core;
using Astra.Host;
using Astra.Journal;
using Astra.Live;
using Astra.Perf.Scenario.Engines;

namespace Astra.Perf.Scenario.Feeds;

/// <summary>
/// From the last byte of a packet read off a loopback socket to the end of the core's work on it, and to durable, at a held rate, with plans at work. Each packet is
/// measured. Outside market hours the core refuses ticks, which is quicker than using them; the run says so.
/// </summary>
internal static class SocketLatency
{
    private const int Plans = 12;

    public static int Measure(FeedOptions options)
    {
        int instruments = options.Instruments ?? 1_000;
        using WorkFolder folder = WorkFolder.Create(null);
        using StandInProcess server = StandInProcess.Start(instruments, options.Rate);
        using LiveDay day = LiveDay.Open(server, folder, Plans);
        TimeSpan unmeasured = TimeSpan.FromSeconds(options.Settle);
        if (!options.Cold) Rehearse(day, options.Profile, folder);
        SessionReport report;
        using (EmbeddedJournal journal = EmbeddedJournal.Open(new JournalOptions(folder.NewJournal())))
        using (OutboundLog log = OutboundLog.Open(journal))
        using (new Timer(_ => day.Stop(), null, TimeSpan.FromSeconds(options.Seconds) + unmeasured, Timeout.InfiniteTimeSpan))
            report = day.Run(options.Profile, unmeasured, journal, log);
        long refused = report.Quarantined.Sum(q => q.Count);
        long accepted = day.Feed.Status[0].Ticks;
        FeedScenario.Line($"latency, µs; {accepted / report.WallSeconds:N0} packets/s of {options.Rate:N0} offered for {report.WallSeconds:0} s, {day.Feed.Instruments.Count:N0} instruments, {Plans} plans; each packet measured after {unmeasured.TotalSeconds:0} s");
        FeedScenario.Line($"  {"",-22} {"p50",8} {"p90",8} {"p99",8} {"p99.9",8} {"max",10}");
        Row("socket → decision", report.DueToDecision);
        Row("publish → decision", report.PublishToDecision);
        Row("socket → durable", report.DueToDurable);
        FeedScenario.Line($"  {report.Totals.Ticks:N0} ticks used, {refused:N0} refused{(refused > report.Totals.Ticks ? " (is the market shut?)" : "")}, {report.Totals.Trades} trades; {report.Threads}");
        return report.Totals.Ticks > 0 ? 0 : 1;
    }

    private static void Rehearse(LiveDay day, LatencyProfile profile, WorkFolder folder)
    {
        using EmbeddedJournal journal = EmbeddedJournal.Open(new JournalOptions(folder.NewJournal()));
        using OutboundLog log = OutboundLog.Open(journal);
        day.Rehearse(profile, journal, log);
    }

    private static void Row(string what, in LatencySummary l) =>
        FeedScenario.Line($"  {what,-22} {l.P50 / 1e3,8:0.0} {l.P90 / 1e3,8:0.0} {l.P99 / 1e3,8:0.0} {l.P999 / 1e3,8:0.0} {l.Max / 1e3,10:0.0}");
}
