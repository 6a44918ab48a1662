using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Astra.StandIns.EventStore;

/// <summary>One life of a node's listening socket and services.</summary>
internal sealed class NodeHost : IAsyncDisposable
{
    /// <summary>Where all stand-ins listen, and what gossip names.</summary>
    public const string Address = "127.0.0.1";

    // The server's own limit for one message.
    private const int MaxMessageBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan BindPatience = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly Connections _connections;

    private NodeHost(WebApplication app, Connections connections) => (_app, _connections) = (app, connections);

    public int Port { get; private set; }

    public static async Task<NodeHost> StartAsync(Node node, int port, StandInCertificates? certificates)
    {
        // A port that was given back a moment ago may be held by the system a little longer.
        for (long since = Environment.TickCount64; ;)
        {
            NodeHost host = Build(node, port, certificates);
            try
            {
                await host._app.StartAsync();
                string address = host._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
                host.Port = new Uri(address).Port;
                return host;
            }
            catch (IOException) when (port != 0 && Environment.TickCount64 - since < BindPatience.TotalMilliseconds)
            {
                await host._app.DisposeAsync();
                await Task.Delay(20);
            }
        }
    }

    /// <summary>Ends it with all connections cut.</summary>
    public async Task KillAsync()
    {
        _connections.Abort();
        using CancellationTokenSource now = new();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        _connections.Abort();
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private static NodeHost Build(Node node, int port, StandInCertificates? certificates)
    {
        Connections connections = new(node.Counts);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        if (certificates is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.Use(connections.Track);
            if (certificates is not null) listen.UseHttps(certificates.Server);
        }));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(node);
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = MaxMessageBytes);
        WebApplication app = builder.Build();
        app.MapGrpcService<StreamsService>();
        app.MapGrpcService<GossipService>();
        app.MapGrpcService<FeaturesService>();
        app.MapGrpcService<OperationsService>();
        return new NodeHost(app, connections);
    }
}
