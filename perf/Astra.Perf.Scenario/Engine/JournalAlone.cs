using System.Diagnostics;
using Astra.Core;
using Astra.Journal;
using Astra.Perf.Scenario.Ring;

namespace Astra.Perf.Scenario.Engines;

/// <summary>The journal on one thread, as the engine's journal handler uses it: append, and one commit at the end of each batch.</summary>
internal static class JournalAlone
{
    private const int EventsInMemory = 262_144;
    private static readonly int[] Batches = [64, 1_024, 8_192];

    public static void Measure(EngineArguments arguments, WorkFolder folder)
    {
        MarketLoad load = new(arguments.Instruments, EventsInMemory);
        InboundEvent[] events = new InboundEvent[EventsInMemory];
        foreach (ref InboundEvent e in events.AsSpan()) load.Fill(ref e.Record);

        Console.WriteLine();
        EngineScenario.Line($"journal alone, one thread, {(arguments.Sync ? "each commit synced" : "no sync")}");
        Run(events, events.Length, Batches[^1], arguments.Sync, folder, print: false);
        foreach (int batch in Batches)
        {
            // A small batch pays a sync each; fewer events tell as much.
            long count = Math.Min(arguments.Events, batch * 2_000L);
            Run(events, count, batch, arguments.Sync, folder, print: true);
        }
    }

    private static void Run(InboundEvent[] events, long count, int batch, bool sync, WorkFolder folder, bool print)
    {
        string path = folder.NewJournal();
        using (EmbeddedJournal journal = EmbeddedJournal.Open(new JournalOptions(path) { Durability = sync ? Durability.Sync : Durability.None }))
        {
            long began = Stopwatch.GetTimestamp();
            for (long sequence = 0; sequence < count; sequence++)
            {
                journal.Append(sequence, ref events[sequence % events.Length]);
                if ((sequence + 1) % batch == 0) journal.Commit();
            }
            journal.Commit();
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (print)
                EngineScenario.Line($"  batch {batch,5}: {Conditions.Millions(count / seconds),6} M events/s, {journal.Meter.Bytes / seconds / 1e6,7:0.0} MB/s, {journal.Meter.Bytes / (double)count:0.0} bytes an event, sync p50 {journal.Meter.SyncNanosAt(50) / 1e3:0} µs, p99 {journal.Meter.SyncNanosAt(99) / 1e3:0} µs");
        }
        WorkFolder.Remove(path);
    }
}
