using Astra.Host;
using Astra.Journal;

namespace Astra.Perf.Scenario.Engines;

/// <summary>A load through the whole engine into a journal, as every measurement here runs it.</summary>
internal static class LoadSession
{
    public static JournalOptions JournalOf(EngineArguments arguments, string path) =>
        new(path) { Durability = arguments.Sync ? Durability.Sync : Durability.None };

    public static SessionReport Run(EngineArguments arguments, MarketLoad load, LoadFeed feed, EmbeddedJournal journal, OutboundLog log) =>
        ShadowSession.Run(new SessionRequest
        {
            Feed = feed,
            Settings = MarketLoad.Settings,
            Plans = load.Plans,
            StartTime = MarketLoad.Start,
            Options = arguments.Options,
            FeedProcessor = arguments.FeedProcessor,
            Store = new SessionStore
            {
                Journal = journal,
                OpenReader = () => EmbeddedJournalReader.Open(journal),
                OutboundLog = log,
                Snapshots = new SnapshotStore(journal.Folder),
                JournalBytes = () => journal.Meter.Bytes,
            },
        });
}
