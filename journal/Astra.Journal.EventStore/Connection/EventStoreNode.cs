using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Astra.Journal.EventStore;

/// <summary>A connection to one node, and the node's services. Calls are disposed by whoever makes them: a connection that was given up closes when its last call is.</summary>
internal sealed class EventStoreNode
{
    // The server takes records up to 16 MiB; an event comes back with its names and numbers around it.
    private const int LargestMessage = 17 << 20;

    private readonly CallCounter _calls;
    private readonly Metadata _toLeader, _toAny;
    private volatile string? _tlsProblem;
    private volatile ServerFeatures? _features;

    /// <param name="via">One of several addresses of the host; null to let the system choose.</param>
    /// <param name="tls">Null for a node without TLS.</param>
    public EventStoreNode(NodeAddress address, IPAddress? via, EventStoreSettings settings, TlsTrust? tls, string connectionName)
        : this(address, settings, connectionName)
    {
        SocketsHttpHandler handler = new()
        {
            // The machine's proxy is for the web, and a moved server is found by gossip.
            UseProxy = false,
            AllowAutoRedirect = false,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = Ping(settings.KeepAliveInterval),
            KeepAlivePingTimeout = Ping(settings.KeepAliveTimeout),
            ConnectTimeout = settings.GossipTimeout,
            ConnectCallback = (context, stop) => ConnectAsync(via, context.DnsEndPoint, stop),
        };
        if (tls is not null) handler.SslOptions = tls.Options(address.Host, problem => _tlsProblem = problem);
        GrpcChannel channel = GrpcChannel.ForAddress((tls is null ? "http://" : "https://") + address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = LargestMessage,
            MaxSendMessageSize = LargestMessage,
        });
        _calls = new CallCounter(channel.Dispose);
        Bind(channel.CreateCallInvoker());
    }

    /// <summary>Over somebody else's calls.</summary>
    internal EventStoreNode(NodeAddress address, EventStoreSettings settings, string connectionName, CallInvoker calls)
        : this(address, settings, connectionName)
    {
        _calls = new CallCounter(() => { });
        Bind(calls);
    }

    private EventStoreNode(NodeAddress address, EventStoreSettings settings, string connectionName)
    {
        Address = address;
        _toLeader = Header(settings, connectionName, true);
        _toAny = Header(settings, connectionName, false);
        _calls = null!;
    }

    public NodeAddress Address { get; }

    public Wire.Streams.StreamsClient Streams { get; private set; } = null!;

    public Wire.Gossip.GossipClient Gossip { get; private set; } = null!;

    public Wire.ServerFeatures.ServerFeaturesClient ServerFeatures { get; private set; } = null!;

    public Wire.Operations.OperationsClient Operations { get; private set; } = null!;

    /// <summary>What the node said when it was first asked.</summary>
    public ServerFeatures Features
    {
        get => _features ?? EventStore.ServerFeatures.Unsaid;
        set => _features = value;
    }

    public bool IsAsked => _features is not null;

    /// <summary>Why its certificate was refused; null when it was not.</summary>
    public string? TlsProblem => _tlsProblem;

    /// <summary>Headers that go with every call; made once, not to be changed.</summary>
    public Metadata Headers(bool requiresLeader) => requiresLeader ? _toLeader : _toAny;

    public bool IsClosed => _calls.IsClosed;

    /// <summary>Given up: closed when the last open call is disposed.</summary>
    public void Retire() => _calls.Retire();

    public void Close() => _calls.CloseNow();

    public override string ToString() => Address.ToString();

    private static Metadata Header(EventStoreSettings settings, string connectionName, bool requiresLeader)
    {
        Metadata headers = new()
        {
            { "requires-leader", requiresLeader ? "True" : "False" },
            { "connection-name", connectionName },
        };
        if (settings.Credentials is { } credentials) headers.Add("authorization", credentials.Authorization());
        return headers;
    }

    // The handler knows no pings below a second.
    private static TimeSpan Ping(TimeSpan wanted) =>
        wanted == Timeout.InfiniteTimeSpan || wanted >= TimeSpan.FromSeconds(1) ? wanted : TimeSpan.FromSeconds(1);

    private static async ValueTask<Stream> ConnectAsync(IPAddress? via, DnsEndPoint host, CancellationToken stop)
    {
        Socket socket = via is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp)
            : new Socket(via.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(via is null ? host : new IPEndPoint(via, host.Port), stop).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Bind(CallInvoker calls)
    {
        CallInvoker counted = calls.Intercept(_calls);
        Streams = new Wire.Streams.StreamsClient(counted);
        Gossip = new Wire.Gossip.GossipClient(counted);
        ServerFeatures = new Wire.ServerFeatures.ServerFeaturesClient(counted);
        Operations = new Wire.Operations.OperationsClient(counted);
    }
}
