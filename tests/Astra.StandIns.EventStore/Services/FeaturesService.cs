using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore;

/// <summary>What the server can do. All names are in lower case, as the server gives them.</summary>
internal sealed class FeaturesService(Node node) : Wire.ServerFeatures.ServerFeaturesBase
{
    private const string Streams = "event_store.client.streams.streams";

    private static readonly (string Service, string Method)[] Methods =
    [
        (Streams, "append"), (Streams, "delete"), (Streams, "tombstone"), ("event_store.client.gossip.gossip", "read"),
        ("event_store.client.operations.operations", "startscavenge"), ("event_store.client.operations.operations", "stopscavenge"),
        ("event_store.client.server_features.serverfeatures", "getsupportedmethods"),
    ];

    public override async Task<Wire.SupportedMethods> GetSupportedMethods(Wire.Empty request, ServerCallContext context)
    {
        using Counted counted = new(node.Counts, "ServerFeatures.GetSupportedMethods");
        await node.EnterAsync(context, Allowed.Everybody);
        Wire.SupportedMethods answer = new() { EventStoreServerVersion = node.Options.ServerVersion };
        answer.Methods.Add(new Wire.SupportedMethod { ServiceName = Streams, MethodName = "batchappend", Features = { node.Options.Features } });
        answer.Methods.Add(new Wire.SupportedMethod { ServiceName = Streams, MethodName = "read", Features = { "position", "events" } });
        foreach ((string service, string method) in Methods) answer.Methods.Add(new Wire.SupportedMethod { ServiceName = service, MethodName = method });
        return answer;
    }
}
