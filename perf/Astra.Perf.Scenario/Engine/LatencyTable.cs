using Astra.Host;
using Astra.Journal;

namespace Astra.Perf.Scenario.Engines;

/// <summary>
/// Latency to decision and to durable at held rates, beside the disk's own sync in the same run. From publish it is the engine's own; from
/// due, when the tick should have been published, a feed that was held up does not hide it (no coordinated omission).
/// </summary>
internal static class LatencyTable
{
    private const int DiskSyncs = 1_000;
    private const double WarmUpSeconds = 1;

    public static void Measure(EngineArguments arguments, WorkFolder folder)
    {
        // Compiles every path once; its figures are not shown.
        Run(arguments, folder, 200_000, seconds: 2);

        Console.WriteLine();
        EngineScenario.Line($"latency, µs; {arguments.Seconds:0.#} s at each rate after {WarmUpSeconds:0.#} s not counted; 1 tick in {arguments.Options.LatencySampleEvery} measured; {(arguments.Sync ? "each commit synced" : "no sync")}");
        EngineScenario.Line($"  {"offered/s",9} {"achieved/s",10}  {"",-18} {"p50",8} {"p90",8} {"p99",8} {"p99.9",8} {"p99.99",8} {"max",8}");
        PrintDisk(arguments, folder);
        foreach (int rate in arguments.Rates) Print(rate, Run(arguments, folder, rate, arguments.Seconds));
        PrintDisk(arguments, folder);
    }

    private static Result Run(EngineArguments arguments, WorkFolder folder, int rate, double seconds)
    {
        string path = folder.NewJournal();
        long warmUp = (long)(rate * WarmUpSeconds);
        MarketLoad load = new(arguments.Instruments, warmUp + (long)(rate * seconds));
        using LoadFeed feed = new(load, rate, warmUp);
        SessionReport report;
        LatencyHistogram syncs = new();
        using (EmbeddedJournal journal = EmbeddedJournal.Open(LoadSession.JournalOf(arguments, path) with { SyncObserver = syncs.Record }))
        using (OutboundLog log = OutboundLog.Open(journal))
        {
            report = LoadSession.Run(arguments, load, feed, journal, log);
        }
        WorkFolder.Remove(path);
        return new Result(report, feed.AchievedRate, LatencySummary.Of(syncs));
    }

    private static void PrintDisk(EngineArguments arguments, WorkFolder folder) =>
        PrintRow("", "", "disk sync 64 KiB", LatencySummary.Of(DiskSync.Measure(folder.Path, DiskSyncs, arguments.Threads.RaiseJournal)));

    private static void Print(int rate, in Result result)
    {
        PrintRow($"{rate}", FormattableString.Invariant($"{result.AchievedRate:0}"), "publish → decision", result.Report.PublishToDecision);
        PrintRow("", "", "due → decision", result.Report.DueToDecision);
        PrintRow("", "", "publish → durable", result.Report.PublishToDurable);
        PrintRow("", "", "due → durable", result.Report.DueToDurable);
        PrintRow("", "", "(its own syncs)", result.Syncs);
        EngineScenario.Line($"  {"",22}{result.Report.Threads}; {result.Report.Totals.Ticks / Math.Max(1, result.Syncs.Count)} ticks a sync, {result.Report.Totals.Trades} trades, {result.Report.Snapshots} snapshots, {result.Report.SnapshotsSkipped} skipped");
    }

    private static void PrintRow(string rate, string achieved, string what, in LatencySummary l) => EngineScenario.Line(
        $"  {rate,9} {achieved,10}  {what,-18} {l.P50 / 1e3,8:0.0} {l.P90 / 1e3,8:0.0} {l.P99 / 1e3,8:0.0} {l.P999 / 1e3,8:0.0} {l.P9999 / 1e3,8:0.0} {l.Max / 1e3,8:0.0}");

    private readonly record struct Result(SessionReport Report, double AchievedRate, LatencySummary Syncs);
}
