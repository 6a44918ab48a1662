using Astra.Journal.EventStore;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests.Contract;

/// <summary>The same on three stand-ins that elect a leader, found by gossip.</summary>
public sealed class StandInClusterContract : JournalContract
{
    protected override JournalPlace NewPlace()
    {
        EventStoreStandInCluster cluster = EventStoreStandInCluster.StartAsync(new EventStoreStandInClusterOptions { TimeScale = 0.2 }).GetAwaiter().GetResult();
        return new ServerPlace(EventStoreSettings.Parse(cluster.ConnectionString), () => cluster.DisposeAsync().AsTask().GetAwaiter().GetResult());
    }
}
