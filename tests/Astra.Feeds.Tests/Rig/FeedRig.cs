using System.Diagnostics;
using Astra.Adapters.AngelOne;
using Astra.Adapters.Shoonya;
using Astra.Core;
using Astra.Host;
using Astra.Live;
using Astra.Markets;
using Astra.StandIns;

namespace Astra.Feeds.Tests;

/// <summary>One vendor's server, its feed signed in and running, and a port that takes what it brings.</summary>
internal sealed class FeedRig : IAsyncDisposable
{
    /// <summary>A Monday on which every segment trades.</summary>
    public static readonly DateTimeOffset MondayAtTen = new(2026, 11, 23, 10, 0, 0, MarketHours.India);

    private readonly CancellationTokenSource _stop = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("astra-feeds-").FullName;
    private readonly List<string> _told = [];
    private Task _running = Task.CompletedTask;
    private FeedDoor? _door;

    private FeedRig(RigOptions options)
    {
        Options = options;
        Time = options.Time ?? new FastTime(options.From, options.Speed, options.Zone);
    }

    public RigOptions Options { get; }

    public FastTime Time { get; }

    public MemoryPort Port { get; } = new();

    public StandIn Server { get; private set; } = null!;

    public IVendor Vendor { get; private set; } = null!;

    public IReadOnlyList<FeedInstrument> Instruments { get; private set; } = [];

    public FeedDoor Door => _door!;

    /// <summary>True once the feed has given up or was stopped.</summary>
    public bool HasEnded => _running.IsCompleted;

    public IReadOnlyList<string> Told
    {
        get { lock (_told) return [.. _told]; }
    }

    public AngelStandIn Angel => (AngelStandIn)Server;

    public ShoonyaStandIn ShoonyaServer => (ShoonyaStandIn)Server;

    /// <summary>A server and a vendor that knows it; nobody has signed in yet.</summary>
    public static async Task<FeedRig> OpenAsync(RigOptions options)
    {
        var rig = new FeedRig(options);
        rig.Server = options.Vendor == RigVendor.AngelOne
            ? await AngelStandIn.StartAsync(new AngelScript { Instruments = options.Instruments, Time = rig.Time, RefuseUsedTotp = options.RefuseUsedTotp })
            : await ShoonyaStandIn.StartAsync(new ShoonyaScript
            {
                Instruments = options.Instruments, Time = rig.Time, RefuseUsedTotp = options.RefuseUsedTotp,
                Dialect = options.Vendor == RigVendor.ShoonyaLegacy ? StandIns.ShoonyaDialect.Legacy : StandIns.ShoonyaDialect.OAuth,
            });
        rig.Server.Market.Clock.Offset = options.ClockOffset;
        rig.Vendor = rig.NewVendor();
        return rig;
    }

    /// <summary>The same, signed in, with a feed that runs, is subscribed and has brought every instrument's first tick.</summary>
    public static async Task<FeedRig> StartAsync(RigOptions options)
    {
        FeedRig rig = await OpenAsync(options);
        await rig.SignInAsync();
        rig.Run();
        await rig.UntilAsync(() => rig.Server.Counts.Subscriptions.Sum(s => s.Keys.Count) >= options.Instruments, "everything is subscribed");
        foreach (SimInstrument instrument in rig.Server.Instruments) rig.Server.Trade(instrument);
        await rig.UntilAsync(() => rig.Port.Told(FeedState.Subscribed), "the feed says that data flows");
        return rig;
    }

    public IVendor NewVendor()
    {
        string file = Path.Combine(_folder, "secrets");
        File.WriteAllText(file, Secrets());
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var masters = new MasterCache(_folder, Time, Facts.Specs, Facts.Lists);
        Uri rest = new(Server.RestUrl), stream = new(Server.StreamUrl);
        return Options.Vendor == RigVendor.AngelOne
            ? new AngelOne(AngelOneOptions.From(rest, stream), SecretStore.Open("ASTRA_ANGELONE", file), masters, Facts.Calendar, Time, Tell)
            : new Shoonya(ShoonyaOptions.From(rest, stream), SecretStore.Open("ASTRA_SHOONYA", file), masters, Facts.Calendar, Time, Tell);
    }

    public async Task SignInAsync()
    {
        await Vendor.SignInAsync(Soon);
        InstrumentMaster master = await Vendor.LoadMasterAsync(Soon);
        List<FeedInstrument> instruments = [];
        foreach (SimInstrument one in Server.Instruments)
        {
            MasterExchange exchange = Enum.Parse<MasterExchange>(one.Exchange, ignoreCase: true);
            int row = master.Find(exchange, one.Token);
            Assert.True(row >= 0, $"{one} is not in the master");
            instruments.Add(new FeedInstrument(master.ToInstrument(row, one.Index), exchange, one.Token, one.Symbol));
        }

        Instruments = instruments;
    }

    public void Run()
    {
        _door = new FeedDoor(Port, 0, Instruments);
        IMarketFeed feed = Vendor.CreateFeed(Instruments, Options.Detail);
        _running = Task.Run(() => feed.RunAsync(_door, _stop.Token));
    }

    /// <summary>The whole live day around the feed: clock, warm-up, backfill.</summary>
    /// <param name="others">Further feeds of the same instruments; all of them end with this one.</param>
    public LiveFeed NewLive(IReadOnlyList<Plan> plans, params IEnumerable<FeedRig> others)
    {
        LiveSource[] sources = [.. others.Prepend(this).Select(rig => new LiveSource(rig.Vendor.CreateFeed(rig.Instruments, rig.Options.Detail), rig.Vendor.History))];
        return new LiveFeed(sources, Facts.Calendar, new LiveFeedOptions { Plans = plans, Tell = Tell }, Time);
    }

    /// <summary>The same, running into <see cref="Port"/>.</summary>
    public LiveFeed RunLive(IReadOnlyList<Plan> plans, params IEnumerable<FeedRig> others)
    {
        LiveFeed live = NewLive(plans, others);
        _running = Task.Factory.StartNew(
            () => live.Run(Port, JournaledFeed.None, _stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return live;
    }

    /// <summary>Ends the stream and waits until every packet that the server wrote was accepted or counted as refused.</summary>
    /// <param name="refused">Bad frames that were written, each counted once by its reason.</param>
    public async Task MustHaveLostNothingAsync(long refused = 0)
    {
        long sent = await Server.StopAndFlushAsync();
        await UntilAsync(() => Door.Accepted + Refusals >= sent + refused, "all that was sent has arrived", () => Balance(sent, refused));
        Assert.True(Door.Accepted + Refusals == sent + refused, Balance(sent, refused));
        Assert.Equal(Door.Accepted, Port.Ticks);
        Assert.Equal(0, Port.Backwards);
    }

    /// <summary>The prices and volumes on the ring are those of the server's market.</summary>
    public void MustShowTheMarket()
    {
        foreach (SimInstrument instrument in Server.Instruments)
        {
            TouchlineTick? last = Port.Last(instrument.Index);
            Assert.True(last is not null, $"{instrument} has no tick");
            var (price, volume) = Server.Market.Last(instrument);
            Assert.Equal((instrument.Symbol, price), (instrument.Symbol, last.Value.Last.Units));
            if (!instrument.IsIndex) Assert.Equal((instrument.Symbol, volume), (instrument.Symbol, last.Value.Volume));
        }
    }

    public async Task UntilAsync(Func<bool> reached, string what, Func<string>? state = null, int seconds = 60)
    {
        long since = Stopwatch.GetTimestamp();
        while (!reached())
        {
            if (Stopwatch.GetElapsedTime(since) > TimeSpan.FromSeconds(seconds))
                Assert.Fail($"Not reached: {what}. {state?.Invoke()} Told: {string.Join(" | ", Told.TakeLast(12))} "
                    + $"{string.Join(" | ", Port.Changes.TakeLast(12).Select(c => $"{c.State} {c.Cause}"))}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ticks come again, so many more than now.</summary>
    public Task UntilTicksAsync(long more)
    {
        long from = Door.Accepted;
        return UntilAsync(() => Door.Accepted >= from + more, $"{more} more ticks");
    }

    public CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    /// <summary>Ends what runs; nothing of the ring is held then.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        Port.IsOpen = true;
        Task ended = await Task.WhenAny(_running, Task.Delay(TimeSpan.FromSeconds(20), CancellationToken.None));
        Assert.True(ended == _running, "the feed did not end when it was told to");
        Assert.True(_running.IsCompletedSuccessfully || _running.IsCanceled, _running.Exception?.ToString());
        Assert.Equal(0, Port.Held);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Vendor.DisposeAsync();
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        // Whatever went wrong in a test: no order call has left, no refused token was shown again, no limit was overstepped.
        Assert.Equal(0, Server.Counts.OrderCalls);
        Assert.Equal(0, Server.Counts.RefusedTokensShownAgain);
        Assert.Equal(0, Server.Counts.SentTooEarly);
        Assert.Empty(Server.Counts.LimitViolations);
        Port.Dispose();
        _stop.Dispose();
    }

    private long Refusals => Door.Rejects.Where(r => (int)r.Reason < 40).Sum(r => r.Count);

    private string Balance(long sent, long refused) =>
        $"sent {sent} and {refused} bad ones; accepted {Door.Accepted}, refused {string.Join(", ", Door.Rejects.Select(r => $"{r.Name} {r.Count}"))}.";

    private void Tell(string words)
    {
        lock (_told) _told.Add(words);
    }

    private string Secrets()
    {
        if (Options.Vendor == RigVendor.AngelOne)
        {
            AngelSecrets a = Angel.Secrets;
            return $"ASTRA_ANGELONE_CLIENT={a.ClientCode}\nASTRA_ANGELONE_PIN={a.Pin}\nASTRA_ANGELONE_APIKEY={a.ApiKey}\nASTRA_ANGELONE_TOTP={a.TotpSecret}\n";
        }

        StandIns.ShoonyaSecrets s = ShoonyaServer.Secrets;
        string signIn = Options.Vendor == RigVendor.ShoonyaLegacy
            ? $"ASTRA_SHOONYA_PASSWORD={s.Password}\nASTRA_SHOONYA_VENDOR={s.VendorCode}\nASTRA_SHOONYA_APIKEY={s.ApiKey}\nASTRA_SHOONYA_TOTP={s.TotpSecret}\n"
            : $"ASTRA_SHOONYA_CLIENTID={s.ClientId}\nASTRA_SHOONYA_SECRET={s.Secret}\nASTRA_SHOONYA_CODE={ShoonyaServer.NewCode()}\n";
        return $"ASTRA_SHOONYA_USER={s.User}\n" + signIn;
    }
}
