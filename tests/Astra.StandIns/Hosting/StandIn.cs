using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Astra.StandIns;

/// <summary>
/// A vendor's servers on a loopback port of this process: REST, sockets, instrument master and an invented market behind them. It knows nothing of Astra;
/// it was written from the vendor's description alone, so that a client that works with it was really checked.
/// Safe for use from any thread, and any number may run side by side.
/// </summary>
public abstract partial class StandIn : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _timed = [];
    private WebApplication? _app;

    private protected StandIn(StandInScript script, SimVendor vendor)
    {
        Faults = new Faults(script.Time);
        var clock = new MarketClock(script.Time);
        DateOnly today = DateOnly.FromDateTime(MarketHours.InIndia(clock.Now).Date);
        Market = new SimMarket(Universe.Build(vendor, script.Instruments, script.Seed, today, script.StartPrice), script.Seed, clock);
        Counts = new Counts(Market.Instruments);
        _subscribers = new List<Subscription>?[Market.Instruments.Count];
    }

    public Faults Faults { get; }

    public Counts Counts { get; }

    public SimMarket Market { get; }

    public IReadOnlyList<SimInstrument> Instruments => Market.Instruments;

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string BaseUrl { get; private set; } = "";

    /// <summary>What a client takes as the root of REST calls.</summary>
    public abstract string RestUrl { get; }

    /// <summary>The tick socket.</summary>
    public abstract string StreamUrl { get; }

    /// <summary>The base address with the scheme of sockets.</summary>
    protected string SocketUrl => "ws" + BaseUrl[4..];

    /// <summary>Cancelled when the server ends.</summary>
    internal CancellationToken Stopping => _stop.Token;

    /// <summary>Does something once, later: how a fault is scheduled.</summary>
    public void At(TimeSpan after, Action what)
    {
        async Task LaterAsync()
        {
            await Task.Delay(after, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_stop.IsCancellationRequested) what();
        }

        lock (_timed) _timed.Add(LaterAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await StopStreamAsync();
        await _stop.CancelAsync();
        Faults.HalfOpen = false;
        if (_app is not null)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await _app.StopAsync(patience.Token);
            await _app.DisposeAsync();
        }

        Task[] timed;
        lock (_timed) timed = [.. _timed];
        await Task.WhenAll(timed);
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Answers everything that is not a fault.</summary>
    private protected abstract Task AnswerAsync(HttpContext context);

    /// <summary>An answer when a limit of the vendor was overstepped.</summary>
    private protected abstract Task RefuseRateAsync(HttpContext context);

    /// <summary>The limit of this path was overstepped by this call.</summary>
    private protected abstract bool IsTooFast(string path);

    private protected async Task OpenAsync(StandInScript script)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MaxConcurrentConnections = null;
            kestrel.Listen(IPAddress.Loopback, script.Port);
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(2));
        _app = builder.Build();
        _app.Run(HandleAsync);
        await _app.StartAsync();
        BaseUrl = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/');
    }

    private async Task HandleAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "/";
        bool handshake = WireSocket.IsHandshake(context);
        try
        {
            if (Faults.Strike(handshake, path) is { } fault)
            {
                await FaultAnswer.WriteAsync(context, fault, Stopping);
                if (handshake) Counts.Attempt(path, fault == HttpFault.Reset ? 0 : context.Response.StatusCode, "fault: " + fault);
            }
            else if (handshake)
            {
                await AnswerAsync(context);
                return;
            }
            else if (IsTooFast(path))
            {
                await RefuseRateAsync(context);
            }
            else
            {
                if (Faults.RestDelay > TimeSpan.Zero) await Task.Delay(Faults.RestDelay, context.RequestAborted);
                await AnswerAsync(context);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The client gave up, or the server ends: the call is counted all the same.
            context.Abort();
        }

        if (!handshake) Counts.Rest(context.Request.Method, path, context.RequestAborted.IsCancellationRequested ? 0 : context.Response.StatusCode);
    }
}
