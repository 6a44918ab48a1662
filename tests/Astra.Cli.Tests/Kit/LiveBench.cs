using System.Diagnostics;
using Astra.StandIns;

namespace Astra.Cli.Tests;

/// <summary>Stand-in servers in this process, and the command as a child that knows their secrets.</summary>
internal sealed class LiveBench : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<(string Name, string Value)> _environment = [];
    private readonly List<StandIn> _servers = [];

    public TempFolder Folder { get; } = new();

    public async Task<AngelStandIn> AngelAsync(int instruments = 12, ulong seed = 1)
    {
        AngelStandIn server = await AngelStandIn.StartAsync(new AngelScript { Instruments = instruments, Seed = seed, RefuseUsedTotp = false });
        AngelSecrets s = server.Secrets;
        _servers.Add(server);
        _environment.AddRange([("ASTRA_ANGELONE_CLIENT", s.ClientCode), ("ASTRA_ANGELONE_PIN", s.Pin), ("ASTRA_ANGELONE_APIKEY", s.ApiKey), ("ASTRA_ANGELONE_TOTP", s.TotpSecret)]);
        return server;
    }

    public async Task<ShoonyaStandIn> ShoonyaAsync(ShoonyaDialect dialect, int instruments = 12)
    {
        ShoonyaStandIn server = await ShoonyaStandIn.StartAsync(new ShoonyaScript { Instruments = instruments, Dialect = dialect, RefuseUsedTotp = false, SingleUseCode = false });
        ShoonyaSecrets s = server.Secrets;
        _servers.Add(server);
        _environment.AddRange(dialect == ShoonyaDialect.Legacy
            ? [("ASTRA_SHOONYA_USER", s.User), ("ASTRA_SHOONYA_PASSWORD", s.Password), ("ASTRA_SHOONYA_VENDOR", s.VendorCode), ("ASTRA_SHOONYA_APIKEY", s.ApiKey), ("ASTRA_SHOONYA_TOTP", s.TotpSecret)]
            : [("ASTRA_SHOONYA_USER", s.User), ("ASTRA_SHOONYA_CLIENTID", s.ClientId), ("ASTRA_SHOONYA_SECRET", s.Secret), ("ASTRA_SHOONYA_CODE", server.NewCode())]);
        return server;
    }

    /// <summary>Every value that the child was told in secret; none may show anywhere.</summary>
    public IEnumerable<string> Secrets => _environment.Where(e => e.Name is not ("ASTRA_ANGELONE_CLIENT" or "ASTRA_SHOONYA_USER")).Select(e => e.Value);

    /// <summary>With an own place for masters and no secrets file, and without whatever this machine's user has set.</summary>
    public Process Start(params string[] arguments) => Astra.Start(
        [
            ("ASTRA_ANGELONE_CLIENT", ""), ("ASTRA_ANGELONE_PIN", ""), ("ASTRA_ANGELONE_APIKEY", ""), ("ASTRA_ANGELONE_TOTP", ""),
            .. _environment, ("XDG_CACHE_HOME", Folder["cache"]), ("XDG_CONFIG_HOME", Folder["config"]),
        ],
        arguments);

    public Outcome Run(params string[] arguments)
    {
        using Process process = Start(arguments);
        return Astra.Finish(process);
    }

    /// <summary>Waits until a server has seen so many keys subscribed.</summary>
    public static async Task SubscribedAsync(StandIn server, int keys)
    {
        long began = Stopwatch.GetTimestamp();
        while (server.Counts.Subscriptions.Where(s => s.Subscribes).SelectMany(s => s.Keys).Distinct().Count() < keys)
        {
            if (Stopwatch.GetElapsedTime(began) > Patience) Assert.Fail($"{server.Counts.Subscriptions.Count} subscriptions after {Patience}: {string.Join("; ", server.Counts.Attempts.Select(a => $"{a.Status} {a.Reason}"))}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (StandIn server in _servers) await server.DisposeAsync();
        Folder.Dispose();
    }
}
