using System.Diagnostics;
using Astra.Core;
using Astra.Host;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Perf.Scenario.Engines;

namespace Astra.Perf.Scenario.Journals;

/// <summary>What one session at a held rate showed.</summary>
/// <param name="Allocated">By the journal's thread, bytes.</param>
/// <param name="Counted">Events during which it was counted.</param>
/// <param name="ProcessAllocated">By all threads while the session ran, bytes.</param>
/// <param name="Live">Bytes of objects alive at the end of the feed, after a full collection.</param>
/// <param name="Lag">Of the mirror the moment the session ended; null without one.</param>
internal sealed record MirrorRound(
    SessionReport Report, double AchievedRate, long Allocated, long Counted, long ProcessAllocated, long Live, JournalLag? Lag, MirrorOutcome? Outcome, double CatchUpSeconds, JournalComparisonResult? Comparison)
{
    private const double WarmUpSeconds = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static MirrorRound Run(JournalArguments arguments, ServerUnderTest? server, string folder, bool compare)
    {
        long warmUp = (long)(arguments.Rate * WarmUpSeconds);
        MarketLoad load = new(arguments.Instruments, warmUp + (long)arguments.Rate * arguments.Seconds);
        using LoadFeed feed = new(load, arguments.Rate, warmUp);
        SessionName session = ServerUnderTest.NewSession();
        Mirror? mirror = null;
        MirrorRound round;
        using (EmbeddedJournal journal = EmbeddedJournal.Open(new JournalOptions(folder) { Durability = arguments.Sync ? Durability.Sync : Durability.None }))
        using (OutboundLog log = OutboundLog.Open(journal))
        {
            if (server is not null) mirror = Mirror.Start(journal, server.Settings, session, new MirrorOptions());
            CountedJournal counted = new(journal, warmUp);
            long before = GC.GetTotalAllocatedBytes(precise: true);
            SessionReport report = ShadowSession.Run(Request(arguments, load, feed, journal, counted, log));
            JournalLag? lag = mirror?.Lag;
            long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            round = new MirrorRound(report, feed.AchievedRate, counted.Allocated, counted.Events, allocated, GC.GetTotalMemory(forceFullCollection: true), lag, null, 0, null);
        }
        if (mirror is null) return round;
        long began = Stopwatch.GetTimestamp();
        MirrorOutcome outcome = mirror.CompleteAsync(Patience).GetAwaiter().GetResult();
        round = round with { Outcome = outcome, CatchUpSeconds = Stopwatch.GetElapsedTime(began).TotalSeconds };
        mirror.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return compare ? round with { Comparison = JournalComparison.RunAsync(folder, server!.Settings, session).GetAwaiter().GetResult() } : round;
    }

    private static SessionRequest Request(JournalArguments arguments, MarketLoad load, LoadFeed feed, EmbeddedJournal journal, IJournal counted, OutboundLog log) => new()
    {
        Feed = feed,
        Settings = MarketLoad.Settings,
        Plans = load.Plans,
        StartTime = MarketLoad.Start,
        Options = new EngineOptions { Profile = arguments.Profile, LatencySampleEvery = 4 },
        Store = new SessionStore
        {
            Journal = counted,
            OpenReader = () => EmbeddedJournalReader.Open(journal),
            OutboundLog = log,
            Snapshots = new SnapshotStore(journal.Folder),
            JournalBytes = () => journal.Meter.Bytes,
        },
    };
}
