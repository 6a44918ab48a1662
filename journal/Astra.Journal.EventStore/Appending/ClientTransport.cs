using Grpc.Core;

namespace Astra.Journal.EventStore;

/// <summary>The real server behind an appender.</summary>
internal sealed class ClientTransport(EventStoreClient client) : IAppendTransport
{
    public async Task<StoredEvent?> ReadLastAsync(string stream, CancellationToken stop)
    {
        if (await client.ReadLastAsync(stream, stop) is { } last) return last;
        // One that was deleted reads like one that never was; it must not be written to.
        StreamMetadata metadata = await client.GetMetadataAsync(stream, stop);
        return metadata.TruncateBefore is null ? null : throw AppendVerdict.DeletedName(stream);
    }

    public Task<long> AppendAsync(string stream, long expectedRevision, IReadOnlyList<ProposedEvent> proposed, CancellationToken stop) =>
        client.AppendAsync(stream, expectedRevision, proposed, stop);

    public async ValueTask<IAppendCall> ConnectAsync(CancellationToken stop) => new ClientCall(client, await client.LeaderAsync(stop));

    private sealed class ClientCall : IAppendCall
    {
        private readonly EventStoreClient _client;
        private readonly EventStoreNode _node;
        private readonly AsyncDuplexStreamingCall<Wire.BatchAppendReq, Wire.BatchAppendResp> _call;

        public ClientCall(EventStoreClient client, EventStoreNode node)
        {
            _client = client;
            _node = node;
            // No deadline and no token: the call lives as long as the connection, and ends by Dispose.
            _call = node.Streams.BatchAppend(node.Headers(requiresLeader: true), deadline: null, CancellationToken.None);
        }

        public string Node => _node.Address.ToString();

        public Task WriteAsync(Wire.BatchAppendReq request) => _call.RequestStream.WriteAsync(request);

        public async Task<Wire.BatchAppendResp?> ReadAsync() =>
            await _call.ResponseStream.MoveNext(CancellationToken.None) ? _call.ResponseStream.Current : null;

        public void Learn(in WireFault fault)
        {
            switch (fault.Fault)
            {
                case AppendFault.NotLeader: _client.NotLeader(_node, fault.Leader); break;
                case AppendFault.Unknown: _client.Failed(_node); break;
                // The node understood and refused: another one would do the same.
                default: break;
            }
        }

        // Never half-closed: that drops answers that are still owed, and the server does not end the call for it.
        public void Dispose() => _call.Dispose();
    }
}
