using Astra.Journal.EventStore;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests.Reading;

/// <summary>One server for a class of tests; each takes streams of its own.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    public EventStoreStandIn Server { get; private set; } = null!;

    public EventStoreClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await EventStoreStandIn.StartAsync();
        Client = new EventStoreClient(EventStoreSettings.Parse(Server.ConnectionString));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }
}
