using System.Collections.Concurrent;
using Astra.Journal.EventStore;
using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.EventStore.Tests;

/// <summary>Nodes that answer gossip and features as told, without a network. A node that was not told anything refuses connections.</summary>
internal sealed class ScriptedNodes
{
    private readonly ConcurrentDictionary<NodeAddress, Func<CancellationToken, Task<Wire.ClusterInfo>>> _gossip = new();

    public ConcurrentQueue<string> Asked { get; } = new();

    public int Made { get; private set; }

    /// <summary>Dead for calls, whatever others say of them.</summary>
    public ConcurrentDictionary<NodeAddress, bool> Dead { get; } = new();

    public static Wire.MemberInfo Member(NodeAddress address, Wire.MemberInfo.Types.VNodeState state, bool alive = true) =>
        new() { State = state, IsAlive = alive, HttpEndPoint = new Wire.EndPoint { Address = address.Host, Port = (uint)address.Port } };

    public void Says(NodeAddress node, params Wire.MemberInfo[] members) => _gossip[node] = _ => Task.FromResult(new Wire.ClusterInfo { Members = { members } });

    public void Hangs(NodeAddress node) => _gossip[node] = async stop =>
    {
        await Task.Delay(Timeout.Infinite, stop);
        return new Wire.ClusterInfo();
    };

    public void Does(NodeAddress node, Func<Wire.ClusterInfo> gossip) => _gossip[node] = _ => Task.FromResult(gossip());

    public EventStoreClient Client(string connection, TimeProvider? time = null)
    {
        EventStoreSettings settings = EventStoreSettings.Parse(connection, _ => null);
        return new EventStoreClient(settings, time, address =>
        {
            Made++;
            return new EventStoreNode(address, settings, "test", new Calls(this, address));
        });
    }

    private async Task<object> AnswerAsync(NodeAddress node, object request, string method, CancellationToken stop)
    {
        Asked.Enqueue($"{node.Host} {method}");
        if (Dead.ContainsKey(node) || !_gossip.TryGetValue(node, out Func<CancellationToken, Task<Wire.ClusterInfo>>? gossip))
            throw new RpcException(new Status(StatusCode.Unavailable, "connection refused", new IOException()));
        if (method == "GetSupportedMethods") return new Wire.SupportedMethods { EventStoreServerVersion = "24.10.4" };
        try
        {
            return await gossip(stop);
        }
        catch (OperationCanceledException)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "cancelled"));
        }
    }

    private sealed class Calls(ScriptedNodes nodes, NodeAddress node) : CallInvoker
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        {
            return new AsyncUnaryCall<TResponse>(Answer(), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
            async Task<TResponse> Answer() => (TResponse)await nodes.AnswerAsync(node, request, method.Name, options.CancellationToken);
        }

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
            throw new NotSupportedException();

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
            throw new NotSupportedException();

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
            throw new NotSupportedException();
    }
}
