using System.Diagnostics;
using System.Text.Json;
using Astra.StandIns;
using Astra.StandIns.EventStore;

namespace Astra.Cli.Tests;

/// <summary><c>astra shadow --feed</c> against servers on this machine, on a day that trades around the clock.</summary>
public sealed class ShadowFeedTests : IAsyncDisposable
{
    private readonly LiveBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Orders_go_into_the_shadow_log_and_no_order_call_leaves()
    {
        AngelStandIn server = await _bench.AngelAsync();
        JsonElement first = (await ShadowAsync(server, "--for", "12s", "--plans", Quoting())).Exits(0).Json;
        Assert.Equal("live from angelone", first.GetProperty("source").GetString());
        Assert.True(first.GetProperty("orders").GetInt32() > 0, first.GetRawText());
        JsonElement feed = first.GetProperty("feed");
        Assert.True(feed.GetProperty("accepted").GetInt64() > 1000);
        Assert.Equal((0, 0), (feed.GetProperty("reconnects").GetInt32(), feed.GetProperty("gaps").GetInt32()));
        Assert.True(feed.GetProperty("warmUpBars").GetInt32() > 0);
        Assert.Equal(JsonValueKind.Null, feed.GetProperty("stopped").ValueKind);
        Assert.True(first.GetProperty("latency").GetProperty("publishToDecision").GetProperty("count").GetInt64() > 0);

        string log = _bench.Folder["journal/shadow-orders.jsonl"];
        JsonElement[] lines = Expectation.Lines(File.ReadAllText(log));
        JsonElement[] placed = [.. lines.Where(l => l.GetProperty("step").GetString() == "place")];
        Assert.Equal(first.GetProperty("orders").GetInt32(), placed.Length);
        Assert.Equal(placed.Length, first.GetProperty("shadowOrders").GetProperty("orders").GetInt32());
        Assert.Equal(0, first.GetProperty("shadowOrders").GetProperty("sent").GetInt32());
        Assert.All(placed, l =>
        {
            Assert.Equal("Simulating market making on 1min candles for SBIN shares", l.GetProperty("words").GetString());
            Assert.Equal("strategy-quote", l.GetProperty("reason").GetString());
            Assert.EndsWith("/placeOrder", l.GetProperty("path").GetString(), StringComparison.Ordinal);
            Assert.Equal("SBIN-EQ", l.GetProperty("body").GetProperty("tradingsymbol").GetString());
            Assert.Equal(l.GetProperty("tag").GetString(), l.GetProperty("body").GetProperty("ordertag").GetString());
        });
        Assert.Equal(0, server.Counts.OrderCalls);

        Assert.True(Astra.Run("replay", "--journal", _bench.Folder["journal"], "--verify", "--json").Exits(0).Json.GetProperty("identical").GetBoolean());

        // Another session must not write into the same log, and the same one goes on behind its last line.
        (await ShadowAsync(server, "--for", "1s", "--plans", Quoting())).Refuses("shadow-orders.jsonl", "--overwrite");
        JsonElement resumed = (await ShadowAsync(server, "--for", "6s", "--plans", Quoting(), "--resume")).Exits(0).Json;
        Assert.Equal(first.GetProperty("lastSequence").GetInt64(), resumed.GetProperty("recovered").GetProperty("lastSequence").GetInt64());
        JsonElement[] all = Expectation.Lines(File.ReadAllText(log));
        Assert.Equal(lines.Select(l => l.GetRawText()), all.Take(lines.Length).Select(l => l.GetRawText()));
        Assert.Equal(all.Length, all.Select(l => l.GetProperty("sequence").GetInt64()).Distinct().Count());
        Assert.Equal(resumed.GetProperty("orders").GetInt32(), all.Count(l => l.GetProperty("step").GetString() == "place"));
        Assert.Equal(0, server.Counts.OrderCalls);
        Assert.True(Astra.Run("replay", "--journal", _bench.Folder["journal"], "--verify", "--json").Exits(0).Json.GetProperty("identical").GetBoolean());
    }

    [Fact]
    public async Task A_live_session_on_a_server_keeps_its_orders_in_a_folder_and_goes_on()
    {
        AngelStandIn server = await _bench.AngelAsync();
        await using EventStoreStandIn store = await EventStoreStandIn.StartAsync();
        string[] place = ["--journal", store.ConnectionString, "--data-folder", _bench.Folder["files"], "--fallback", _bench.Folder["refuge"], "--plans", Quoting()];
        JsonElement first = (await ShadowAsync(server, ["--for", "5s", .. place])).Exits(0).Json;
        string log = _bench.Folder["files/shadow-orders.jsonl"];
        Assert.Equal(log, Path.GetFullPath(first.GetProperty("shadowOrders").GetProperty("file").GetString()!));
        Assert.Equal(first.GetProperty("orders").GetInt32(), Placed());
        JsonElement resumed = (await ShadowAsync(server, ["--for", "1s", "--resume", .. place])).Exits(0).Json;
        Assert.Equal(first.GetProperty("lastSequence").GetInt64(), resumed.GetProperty("recovered").GetProperty("lastSequence").GetInt64());
        Assert.Equal(resumed.GetProperty("orders").GetInt32(), Placed());
        Assert.True(Astra.Run("replay", "--journal", store.ConnectionString, "--verify", "--json").Exits(0).Json.GetProperty("identical").GetBoolean());

        int Placed() => Expectation.Lines(File.ReadAllText(log)).Count(l => l.GetProperty("step").GetString() == "place");
    }

    [Fact]
    public async Task Two_feeds_show_each_tick_once_and_shoonya_orders_are_limits()
    {
        ShoonyaStandIn shoonya = await _bench.ShoonyaAsync(ShoonyaDialect.OAuth);
        AngelStandIn angel = await _bench.AngelAsync();
        using Process process = _bench.Start(
            "shadow", "--feed", "shoonya,angelone", "--instruments", "SBIN,NIFTY", "--rest", $"shoonya={shoonya.RestUrl},angelone={angel.RestUrl}",
            "--stream", $"shoonya={shoonya.StreamUrl},angelone={angel.StreamUrl}", "--journal", _bench.Folder["journal"], "--calendar", AroundTheClock(), "--plans", Quoting(), "--for", "12s", "--json");
        await LiveBench.SubscribedAsync(angel, 2);
        await LiveBench.SubscribedAsync(shoonya, 2);
        _ = angel.Stream(100);
        _ = shoonya.Stream(100);
        JsonElement result = Astra.Finish(process).Exits(0).Json;
        JsonElement[] feeds = [.. result.GetProperty("feed").GetProperty("feeds").EnumerateArray()];
        Assert.Equal(["shoonya", "angelone"], feeds.Select(f => f.GetProperty("name").GetString()));
        Assert.All(feeds, f => Assert.True(f.GetProperty("accepted").GetInt64() + f.GetProperty("rejected").EnumerateObject().Sum(r => r.Value.GetInt64()) > 0, f.GetRawText()));
        JsonElement[] placed = [.. Expectation.Lines(File.ReadAllText(_bench.Folder["journal/shadow-orders.jsonl"])).Where(l => l.GetProperty("step").GetString() == "place")];
        Assert.NotEmpty(placed);
        Assert.All(placed, l =>
        {
            Assert.Equal(("shoonya", "PlaceOrder"), (l.GetProperty("vendor").GetString(), l.GetProperty("path").GetString()));
            Assert.Equal("LMT", l.GetProperty("body").GetProperty("prctyp").GetString());
        });
        Assert.Equal((0, 0), (angel.Counts.OrderCalls, shoonya.Counts.OrderCalls));
    }

    [Fact]
    public async Task Frames_that_were_refused_lie_beside_the_journal()
    {
        AngelStandIn server = await _bench.AngelAsync();
        server.Faults.Every(20, FrameFault.Truncated);
        JsonElement feed = (await ShadowAsync(server, "--for", "5s", "--plans", Quoting())).Exits(0).Json.GetProperty("feed");
        Assert.True(feed.GetProperty("rejected").GetProperty("truncated").GetInt64() > 0);
        JsonElement[] kept = Expectation.Lines(File.ReadAllText(feed.GetProperty("quarantine").GetString()!));
        Assert.All(kept, l => Assert.Equal(("angelone", "truncated"), (l.GetProperty("feed").GetString(), l.GetProperty("reason").GetString())));
        Assert.InRange(kept.Length, 1, 8);
    }

    [Fact]
    public async Task When_no_feed_is_left_the_result_is_printed_and_the_journal_kept()
    {
        AngelStandIn server = await _bench.AngelAsync();
        using Process process = _bench.Start(
            "shadow", "--feed", "angelone", "--instruments", "SBIN", "--rest", server.RestUrl, "--stream", server.StreamUrl, "--journal", _bench.Folder["journal"],
            "--calendar", AroundTheClock(), "--plans", Quoting(), "--for", "90s", "--json");
        await LiveBench.SubscribedAsync(server, 1);
        await server.Stream(500, 500);
        server.Faults.LoginRefusal = "AB1007";
        server.ExpireTokens(TokenDeath.Close, refreshToo: true);
        Outcome outcome = Astra.Finish(process).Exits(3);
        using JsonDocument json = JsonDocument.Parse(outcome.Out);
        string words = json.RootElement.GetProperty("feed").GetProperty("stopped").GetString()!;
        Assert.StartsWith("no feed is left: angelone: ", words, StringComparison.Ordinal);
        Assert.Contains(words, outcome.Err, StringComparison.Ordinal);
        Assert.True(json.RootElement.GetProperty("ticks").GetInt64() >= 500);
        JsonElement again = Astra.Run("replay", "--journal", _bench.Folder["journal"], "--verify", "--json").Exits(0).Json;
        Assert.Equal(json.RootElement.GetProperty("outboundHash").GetString(), again.GetProperty("outboundHash").GetString());
    }

    [Fact]
    public async Task A_refused_login_costs_no_old_session()
    {
        AngelStandIn server = await _bench.AngelAsync();
        Directory.CreateDirectory(_bench.Folder["journal"]);
        string old = _bench.Folder.Write("journal/shadow-orders.jsonl", "{\"sequence\":1}\n");
        server.Faults.LoginRefusal = "AB1007";
        Outcome outcome = _bench.Run(
            "shadow", "--feed", "angelone", "--instruments", "SBIN", "--rest", server.RestUrl, "--stream", server.StreamUrl, "--journal", _bench.Folder["journal"], "--overwrite").Exits(3);
        Assert.Contains("AB1007", outcome.Err, StringComparison.Ordinal);
        Assert.True(File.Exists(old));
    }

    [Fact]
    public async Task No_secret_and_no_token_is_in_anything_that_a_session_leaves_behind()
    {
        ShoonyaStandIn shoonya = await _bench.ShoonyaAsync(ShoonyaDialect.OAuth);
        AngelStandIn angel = await _bench.AngelAsync();
        angel.Faults.Every(50, FrameFault.Truncated);
        using Process process = _bench.Start(
            "shadow", "--feed", "angelone,shoonya", "--instruments", "SBIN,NIFTY", "--rest", $"shoonya={shoonya.RestUrl},angelone={angel.RestUrl}",
            "--stream", $"shoonya={shoonya.StreamUrl},angelone={angel.StreamUrl}", "--journal", _bench.Folder["journal"], "--frames", _bench.Folder["frames.jsonl"],
            "--calendar", AroundTheClock(), "--plans", Quoting(), "--for", "20s", "--json");
        await LiveBench.SubscribedAsync(angel, 2);
        await LiveBench.SubscribedAsync(shoonya, 2);
        _ = angel.Stream(200);
        _ = shoonya.Stream(200);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        // New tokens are asked for, and old ones shown in vain.
        angel.ExpireTokens(TokenDeath.Close);
        Outcome outcome = Astra.Finish(process).Exits(0);

        // Of four digits there are some everywhere.
        string[] secrets = [.. _bench.Secrets.Where(s => s.Length >= 8), .. angel.IssuedTokens, .. shoonya.IssuedTokens];
        Assert.True(angel.IssuedTokens.Count >= 3 && shoonya.IssuedTokens.Count >= 1, "no tokens were issued");
        string[] files = [.. Directory.EnumerateFiles(_bench.Folder["journal"], "*", SearchOption.AllDirectories), _bench.Folder["frames.jsonl"]];
        foreach (string name in (string[])["shadow-orders.jsonl", "quarantine.jsonl", ".seg"]) Assert.Contains(files, f => f.EndsWith(name, StringComparison.Ordinal));
        foreach ((string place, string text) in files.Select(f => (f, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(f)))).Concat([("stdout", outcome.Out), ("stderr", outcome.Err)]))
            foreach (string secret in secrets)
                Assert.False(text.Contains(secret, StringComparison.Ordinal), $"a secret of {secret.Length} characters is in {place}");
        Assert.Equal((0, 0), (angel.Counts.OrderCalls, shoonya.Counts.OrderCalls));
    }

    [Fact]
    public async Task A_feed_excludes_other_sources_and_paces()
    {
        AngelStandIn server = await _bench.AngelAsync();
        string[] live = ["shadow", "--feed", "angelone", "--instruments", "SBIN", "--rest", server.RestUrl, "--journal", _bench.Folder["j"]];
        _bench.Run([.. live, "--generate", "seed=1"]).Refuses("--feed");
        _bench.Run([.. live, "--speed", "2"]).Refuses("--speed");
        _bench.Run("shadow", "--journal", _bench.Folder["j"], "--generate", "seed=1", "--for", "5s").Refuses("--for", "--feed");
        _bench.Run("shadow", "--journal", _bench.Folder["j"], "--feed", "angelone,shoonya", "--instruments", "SBIN", "--rest", server.RestUrl).Refuses("--rest", "angelone=URL");
        Assert.Empty(server.Counts.RestCalls);
    }

    /// <summary>A plan that quotes as soon as it has learned from history how much the price moves.</summary>
    private string Quoting() => _bench.Folder.Write("plans.json", """
        [{"instrument":"SBIN","algorithm":"market-making","parameters":{"volatility":5,"until":1439,"cost-bp":0},"intervalMinutes":1,
          "sizing":"fixed","quantity":10,"stops":{"stopAtr":0,"targetR":0,"breakevenR":0,"trailAtr":0},"reason":"a quiet market"}]
        """);

    /// <summary>Today, yesterday and tomorrow trade from midnight to midnight, whatever day and hour the test is run.</summary>
    private string AroundTheClock()
    {
        DateOnly today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(5.5));
        return _bench.Folder.Write("calendar.csv", "date,segments,status,pre_open,open,close,name,source\n" + string.Concat(Enumerable.Range(-1, 3).Select(day =>
            $"{today.AddDays(day):yyyy-MM-dd},NseEquity+NseDerivatives+BseEquity+BseDerivatives,Special,,00:01,23:59,around the clock,test\n")));
    }

    private async Task<Outcome> ShadowAsync(StandIn server, params string[] arguments)
    {
        using Process process = _bench.Start(
            ["shadow", "--feed", "angelone", "--instruments", "SBIN,NIFTY", "--rest", server.RestUrl, "--stream", server.StreamUrl,
             "--calendar", AroundTheClock(), "--json", .. arguments.Contains("--journal") ? [] : (string[])["--journal", _bench.Folder["journal"]], .. arguments]);
        int before = server.Counts.Attempts.Count;
        while (!process.HasExited && server.Counts.Attempts.Count == before) await Task.Delay(20, TestContext.Current.CancellationToken);
        _ = server.Stream(300);
        Outcome outcome = Astra.Finish(process);
        await server.StopAndFlushAsync();
        return outcome;
    }
}
