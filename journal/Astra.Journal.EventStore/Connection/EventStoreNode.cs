using Grpc.Core;

namespace Astra.Journal.EventStore;

/// <summary>A node that answers, and its services.</summary>
internal sealed class EventStoreNode
{
    private EventStoreNode(NodeAddress address) => Address = address;

    public NodeAddress Address { get; }

    public Wire.Streams.StreamsClient Streams { get; } = null!;

    /// <summary>What the node said when it was first asked.</summary>
    public ServerFeatures Features { get; } = ServerFeatures.Unsaid;

    /// <summary>Headers that go with every call; made once, not to be changed.</summary>
    public Metadata Headers(bool requiresLeader) => throw new NotSupportedException();
}
