using Astra.Journal.EventStore;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests.Contract;

/// <summary>The same on a stand-in of the server, one for each case.</summary>
public sealed class StandInContract : JournalContract
{
    protected override JournalPlace NewPlace()
    {
        EventStoreStandIn server = EventStoreStandIn.StartAsync().GetAwaiter().GetResult();
        return new ServerPlace(EventStoreSettings.Parse(server.ConnectionString), () => server.DisposeAsync().AsTask().GetAwaiter().GetResult());
    }
}
