using System.Diagnostics;
using Astra.Host;
using Astra.Journal;
using Astra.Perf.Scenario.Ring;

namespace Astra.Perf.Scenario.Engines;

/// <summary>A long journal, written at full speed, then replayed whole and recovered from its newest snapshot.</summary>
internal static class ReplayAndRecovery
{
    public static void Measure(EngineArguments arguments, WorkFolder folder)
    {
        string path = folder.NewJournal();
        SessionReport written = Write(arguments, path);
        Console.WriteLine();
        EngineScenario.Line($"journal of {written.LastSequence + 1} events, {written.JournalBytes / 1e6:0} MB, written through the engine at {Conditions.Millions((written.LastSequence + 1) / written.WallSeconds)} M events/s, {written.Snapshots} snapshots, {written.SnapshotsSkipped} skipped");

        foreach (int batch in (int[])[64, 1_024])
        {
            using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(path);
            using OutboundLogReader stored = OutboundLogReader.Open(path);
            ReplayReport replay = Replay.Run(reader, stored, null, new ReplayOptions { Batch = batch });
            EngineScenario.Line($"  replay, batch {batch,4}: {Conditions.Millions(replay.EventsPerSecond)} M events/s, {replay.Compared} outbound events compared, {(replay.Identical ? "identical" : replay.FirstDifference!.ToString())}");
        }

        bool cold = DropFromCache(path);
        long began = Stopwatch.GetTimestamp();
        using EmbeddedJournal journal = EmbeddedJournal.Open(new JournalOptions(path));
        using OutboundLog log = OutboundLog.Open(journal);
        double opened = Stopwatch.GetElapsedTime(began).TotalSeconds;
        using EmbeddedJournalReader tail = EmbeddedJournalReader.Open(journal);
        using OutboundLogReader said = OutboundLogReader.Open(path);
        RecoveryReport recovery = Recovery.Run(tail, new SnapshotStore(path), log, said).Report;
        double total = Stopwatch.GetElapsedTime(began).TotalSeconds;
        EngineScenario.Line($"  {(cold ? "cold" : "warm")} recovery: {total:0.00} s in all ({opened:0.00} s to open and check the journal), from snapshot {recovery.Snapshot}, {recovery.TailEvents} events after it, state {(recovery.StateHash == written.StateHash ? "identical" : "DIFFERENT")}");
    }

    private static SessionReport Write(EngineArguments arguments, string path)
    {
        // A little short of the next snapshot, so that recovery has nearly the longest tail to replay.
        MarketLoad load = new(arguments.Instruments, arguments.Events - Math.Min(arguments.Events, arguments.Options.SnapshotEvery) / 20);
        using LoadFeed feed = new(load, ticksPerSecond: 0, warmUpTicks: 0);
        using EmbeddedJournal journal = EmbeddedJournal.Open(LoadSession.JournalOf(arguments, path));
        using OutboundLog log = OutboundLog.Open(journal);
        return LoadSession.Run(arguments, load, feed, journal, log);
    }

    // Cold: nothing of the journal in the page cache.
    private static bool DropFromCache(string path)
    {
        bool dropped = true;
        foreach (string file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            dropped &= PageCache.Drop(stream.SafeFileHandle);
        }
        return dropped;
    }
}
