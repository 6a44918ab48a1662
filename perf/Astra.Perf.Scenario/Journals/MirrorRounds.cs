using Astra.Host;
using Astra.Journal.EventStore;
using Astra.Perf.Scenario.Engines;
using Astra.Perf.Scenario.Ring;

namespace Astra.Perf.Scenario.Journals;

/// <summary>
/// The embedded log alone and with a mirror behind it, by turns, so that whatever else the machine does falls on both: publish to durable, and what the mirror takes.
/// Both gate on the same log; a mirror can only slow it by the processors, the disk and the memory that it shares with it.
/// </summary>
internal static class MirrorRounds
{
    public static void Measure(JournalArguments arguments, ServerUnderTest server, WorkFolder folder)
    {
        // Compiles every path of both once; its figures are not shown.
        foreach (bool mirrored in (bool[])[false, true]) Run(arguments, mirrored ? server : null, folder, compare: false);

        Console.WriteLine();
        EngineScenario.Line($"embedded and mirrored by turns, {arguments.Rounds} rounds of each, {arguments.Rate} ticks/s offered for {arguments.Seconds} s after 1 s not counted; profile {arguments.Profile}, 1 tick in 4 measured, {(arguments.Sync ? "each commit synced" : "no sync")}");
        EngineScenario.Line($"publish → durable, µs      {"p50",8} {"p90",8} {"p99",8} {"p99.9",8} {"max",9}   {"achieved/s",10}   load");
        List<MirrorRound> embedded = [], mirrors = [];
        for (int round = 0; round < arguments.Rounds; round++)
        {
            // Who comes first changes, so that neither always follows the other's garbage and dirty pages.
            foreach (bool mirrored in round % 2 == 0 ? (bool[])[false, true] : [true, false])
            {
                MirrorRound result = Run(arguments, mirrored ? server : null, folder, compare: mirrored && round == arguments.Rounds - 1);
                (mirrored ? mirrors : embedded).Add(result);
                Print(mirrored ? "mirrored" : "embedded", result.Report.PublishToDurable, result.AchievedRate);
            }
        }
        Summarise(embedded, mirrors);
    }

    private static MirrorRound Run(JournalArguments arguments, ServerUnderTest? server, WorkFolder folder, bool compare)
    {
        string path = folder.NewJournal();
        MirrorRound round = MirrorRound.Run(arguments, server, path, compare);
        WorkFolder.Remove(path);
        return round;
    }

    private static void Summarise(List<MirrorRound> embedded, List<MirrorRound> mirrors)
    {
        LatencySummary alone = MedianOf(embedded), behind = MedianOf(mirrors);
        Console.WriteLine();
        Print("embedded, median", alone, Median(embedded, r => r.AchievedRate));
        Print("mirrored, median", behind, Median(mirrors, r => r.AchievedRate));
        EngineScenario.Line($"mirrored / embedded        {Ratio(behind.P50, alone.P50),8:0.00} {Ratio(behind.P90, alone.P90),8:0.00} {Ratio(behind.P99, alone.P99),8:0.00} {Ratio(behind.P999, alone.P999),8:0.00}   of the medians");
        EngineScenario.Line($"  journal thread allocated {Median(embedded, r => r.Allocated):0} bytes embedded, {Median(mirrors, r => r.Allocated):0} mirrored in {Median(mirrors, r => r.Counted):0} events: {Median(mirrors, r => r.Allocated / Math.Max(1d, r.Counted)):0.0000} a mirrored event (up to 8 KiB for each collection are noise)");
        EngineScenario.Line($"  alive after a full collection {Median(embedded, r => r.Live) / 1e6:0.0} MB embedded, {Median(mirrors, r => r.Live) / 1e6:0.0} MB mirrored; all threads allocated {Median(embedded, r => r.ProcessAllocated / r.Report.WallSeconds) / 1e6:0.0} MB/s and {Median(mirrors, r => r.ProcessAllocated / r.Report.WallSeconds) / 1e6:0.0} MB/s");
        MirrorOptions options = new();
        EngineScenario.Line($"  a mirror's frames are bounded to {2 * FramesOf(options) * options.FrameBytes / 1e6:0.0} MB ({FramesOf(options)} of {options.FrameBytes} bytes for each of two streams)");
        EngineScenario.Line($"  lag when the feed ended  {Median(mirrors, r => r.Lag!.Events):0} events, {Median(mirrors, r => r.Lag!.Bytes) / 1e6:0.00} MB, oldest {Median(mirrors, r => r.Lag!.Oldest.TotalMilliseconds):0} ms (worst round {mirrors.Max(r => r.Lag!.Events)} events, {mirrors.Max(r => r.Lag!.Oldest.TotalMilliseconds):0} ms); complete {Median(mirrors, r => r.CatchUpSeconds):0.00} s later");
        EngineScenario.Line($"  {mirrors.Count(r => r.Outcome!.Complete)} of {mirrors.Count} mirrors complete; the last compared: {mirrors[^1].Comparison}");
    }

    // As the pool of an appender counts them: in flight twice over, one being filled, one whose write ends late.
    private static int FramesOf(MirrorOptions options) => new FramePool(2 * options.InFlightCatchingUp + 2, options.FrameBytes).Capacity;

    private static LatencySummary MedianOf(List<MirrorRound> rounds)
    {
        return new LatencySummary(Of(l => l.Count), Of(l => l.P50), Of(l => l.P90), Of(l => l.P99), Of(l => l.P999), Of(l => l.P9999), Of(l => l.Max));

        long Of(Func<LatencySummary, long> figure) => (long)Median(rounds, r => figure(r.Report.PublishToDurable));
    }

    private static double Median(List<MirrorRound> rounds, Func<MirrorRound, double> of) => Medians.Of(rounds.Select(of));

    private static double Ratio(long a, long b) => a / Math.Max(1d, b);

    private static void Print(string what, in LatencySummary l, double rate) => EngineScenario.Line(
        $"  {what,-24} {l.P50 / 1e3,8:0.0} {l.P90 / 1e3,8:0.0} {l.P99 / 1e3,8:0.0} {l.P999 / 1e3,8:0.0} {l.Max / 1e3,9:0.0}   {rate,10:0}   {Conditions.LoadNow()}");
}
