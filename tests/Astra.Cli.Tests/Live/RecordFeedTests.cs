using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Astra.StandIns;

namespace Astra.Cli.Tests;

/// <summary><c>astra record --feed</c> against servers on this machine.</summary>
public sealed class RecordFeedTests : IAsyncDisposable
{
    private readonly LiveBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Every_packet_of_angel_one_is_in_the_recording()
    {
        AngelStandIn server = await _bench.AngelAsync(instruments: 30);
        (Outcome outcome, long sent) = await RecordAsync(server, 30, 3000, "--feed", "angelone", "--instruments", "all", "--frames", _bench.Folder["frames.jsonl.gz"]);
        JsonElement result = outcome.Exits(0).Json;
        Assert.Equal((30, sent), (result.GetProperty("instruments").GetInt32(), result.GetProperty("accepted").GetInt64()));
        Assert.Equal(3000, sent);
        Assert.Equal(0, result.GetProperty("late").GetInt64());
        Assert.Empty(result.GetProperty("rejected").EnumerateObject());
        Assert.Equal((0, 0), (result.GetProperty("reconnects").GetInt32(), result.GetProperty("gaps").GetInt32()));
        // A depth packet of anything but an index makes two records.
        Assert.InRange(result.GetProperty("ticks").GetInt64(), sent + 1, 2 * sent);

        JsonElement stat = Astra.Run("recording", "stat", _bench.Folder["live.rec"], "--json").Exits(0).Json;
        Assert.Equal(sent, stat.GetProperty("touchline").GetInt64());
        Assert.Equal(result.GetProperty("ticks").GetInt64(), stat.GetProperty("records").GetInt64());
        Assert.Equal(result.GetProperty("first").GetString(), stat.GetProperty("first").GetString());

        Outcome decoded = Astra.Run("feed", "decode", "--vendor", "angelone", "--file", _bench.Folder["frames.jsonl.gz"]).Exits(0);
        Assert.Equal(sent, Expectation.Lines(decoded.Out).Count(l => l.TryGetProperty("result", out JsonElement r) && r.GetString() == "ok"));
        Assert.Empty(server.Counts.LimitViolations);
        Assert.Equal(0, server.Counts.OrderCalls);
    }

    [Theory]
    [InlineData(ShoonyaDialect.OAuth)]
    [InlineData(ShoonyaDialect.Legacy)]
    public async Task Shoonya_is_recorded_in_both_dialects(ShoonyaDialect dialect)
    {
        ShoonyaStandIn server = await _bench.ShoonyaAsync(dialect);
        int instruments = server.Instruments.Count;
        (Outcome outcome, _) = await RecordAsync(server, instruments, 600, "--feed", "shoonya", "--instruments", "all", "--frames", _bench.Folder["frames.jsonl"]);
        JsonElement result = outcome.Exits(0).Json;
        Assert.True(result.GetProperty("accepted").GetInt64() >= 600, outcome.Out);
        Assert.Equal(0, result.GetProperty("late").GetInt64());
        Assert.Empty(result.GetProperty("notSubscribed").EnumerateArray());
        Assert.Equal(0, server.Counts.SentTooEarly);

        string frames = File.ReadAllText(_bench.Folder["frames.jsonl"]);
        foreach (string secret in _bench.Secrets) Assert.DoesNotContain(secret, frames + outcome.Out + outcome.Err, StringComparison.Ordinal);
        Assert.DoesNotContain("token\":", frames, StringComparison.OrdinalIgnoreCase);
        JsonElement[] decoded = Expectation.Lines(Astra.Run("feed", "decode", "--vendor", "shoonya", "--file", _bench.Folder["frames.jsonl"]).Exits(0).Out);
        Assert.DoesNotContain(decoded, l => l.TryGetProperty("counted", out _));
        Assert.True(decoded.Count(l => l.TryGetProperty("emit", out JsonElement emit) && emit.GetBoolean()) >= 600);
    }

    [Fact]
    public async Task Names_choose_instruments_and_bad_frames_are_counted_by_reason()
    {
        AngelStandIn server = await _bench.AngelAsync(instruments: 40);
        server.Faults.Every(10, FrameFault.Truncated);
        (Outcome outcome, long sent) = await RecordAsync(server, 2, 400, "--feed", "angelone", "--instruments", "sbin,NSE:2885", "--detail", "quote");
        JsonElement result = outcome.Exits(0).Json;
        Assert.Equal((2, sent), (result.GetProperty("instruments").GetInt32(), result.GetProperty("accepted").GetInt64()));
        Assert.Equal(server.Counts.Of(FrameFault.Truncated), result.GetProperty("rejected").GetProperty("truncated").GetInt64());
        Assert.True(server.Counts.Of(FrameFault.Truncated) > 0);
        Assert.Contains("SBIN-EQ", outcome.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dropped_connection_is_a_gap_and_the_recording_goes_on()
    {
        AngelStandIn server = await _bench.AngelAsync();
        using Process process = Start(server, "--feed", "angelone", "--instruments", "SBIN", "--for", "9s");
        await LiveBench.SubscribedAsync(server, 1);
        await server.Stream(500, 200);
        server.Drop();
        await server.Stream(200, 1000);
        JsonElement result = Astra.Finish(process).Exits(0).Json;
        Assert.Equal((1, 1), (result.GetProperty("reconnects").GetInt32(), result.GetProperty("gaps").GetInt32()));
        Assert.InRange(result.GetProperty("accepted").GetInt64(), 201, 1200);
    }

    [Fact]
    public async Task Interrupted_it_keeps_what_there_was()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a child cannot be sent Ctrl-C there");
        AngelStandIn server = await _bench.AngelAsync();
        using Process process = Start(server, "--feed", "angelone", "--instruments", "all");
        await LiveBench.SubscribedAsync(server, server.Instruments.Count);
        await server.Stream(1000, 500);
        await server.StopAndFlushAsync();
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.Equal(0, Kill(process.Id, 2));
        JsonElement result = Astra.Finish(process).Exits(130).Json;
        Assert.True(result.GetProperty("interrupted").GetBoolean());
        Assert.Equal(500, result.GetProperty("accepted").GetInt64());
        Assert.Equal(500, Astra.Run("recording", "stat", _bench.Folder["live.rec"], "--json").Json.GetProperty("touchline").GetInt64());
    }

    [Fact]
    public async Task A_refused_login_ends_it_with_the_vendors_words_and_one_try()
    {
        AngelStandIn server = await _bench.AngelAsync();
        server.Faults.LoginRefusal = "AB1007";
        Outcome outcome = Record(server, "--feed", "angelone", "--instruments", "SBIN", "--for", "5s").Exits(3);
        Assert.Equal("", outcome.Out);
        Assert.Contains("AB1007", outcome.Err, StringComparison.Ordinal);
        Assert.Equal(1, server.Counts.LoginRefusals);
        foreach (string secret in _bench.Secrets) Assert.DoesNotContain(secret, outcome.Err, StringComparison.Ordinal);
        Assert.False(File.Exists(_bench.Folder["live.rec"]));
    }

    [Fact]
    public async Task No_server_is_said_so()
    {
        AngelStandIn server = await _bench.AngelAsync();
        await server.DisposeAsync();
        Outcome outcome = Record(server, "--feed", "angelone", "--instruments", "SBIN", "--for", "5s").Exits(3);
        Assert.Contains("Angel One", outcome.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_name_is_refused_with_what_there_is()
    {
        AngelStandIn server = await _bench.AngelAsync();
        Record(server, "--feed", "angelone", "--instruments", "RELIAN", "--for", "5s").Refuses("RELIAN", "RELIANCE-EQ");
    }

    [Fact]
    public void What_makes_no_sense_is_refused_before_anything_is_asked()
    {
        string output = _bench.Folder["x.rec"];
        _bench.Run("record", "--out", output).Refuses("--feed", "--generate");
        _bench.Run("record", "--out", output, "--feed", "angelone").Refuses("--instruments");
        _bench.Run("record", "--out", output, "--feed", "zerodha", "--instruments", "A").Refuses("zerodha", "shoonya");
        _bench.Run("record", "--out", output, "--feed", "angelone,shoonya", "--instruments", "A").Refuses("one feed");
        _bench.Run("record", "--out", output, "--feed", "angelone", "--instruments", "A", "--for", "soon").Refuses("--for soon", "60s");
        _bench.Run("record", "--out", output, "--feed", "angelone", "--instruments", "A", "--rest", "ftp://x").Refuses("--rest ftp://x", "http");
        _bench.Run("record", "--out", output, "--feed", "angelone", "--instruments", "A", "--stream", "http://x").Refuses("--stream http://x", "ws");
        _bench.Run("record", "--out", output, "--feed", "angelone", "--instruments", "A", "--rest", "http://127.0.0.1:1").Refuses("ASTRA_ANGELONE_");
        _bench.Run("record", "--out", output, "--generate", "seed=1", "--instruments", "A").Refuses("--instruments", "--feed");
        _bench.Run("record", "--out", _bench.Folder["no/such/x.rec"], "--feed", "angelone", "--instruments", "A").Refuses("no/such", "folder");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);

    private Process Start(StandIn server, params string[] arguments) =>
        _bench.Start(["record", "--rest", server.RestUrl, "--stream", server.StreamUrl, "--out", _bench.Folder["live.rec"], "--json", .. arguments]);

    private Outcome Record(StandIn server, params string[] arguments)
    {
        using Process process = Start(server, arguments);
        return Astra.Finish(process);
    }

    /// <summary>A recording of so many trades, and how many packets the server had sent by then.</summary>
    [Fact]
    public async Task A_server_that_dies_and_stays_away_leaves_a_gap_in_the_count()
    {
        AngelStandIn server = await _bench.AngelAsync(instruments: 10);
        using Process process = Start(server, "--feed", "angelone", "--instruments", "all", "--for", "7s");
        await LiveBench.SubscribedAsync(server, 10);
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        await server.Stream(500, 300);
        await server.StopAndFlushAsync();
        await server.DisposeAsync();
        JsonElement result = Astra.Finish(process).Exits(0).Json;
        Assert.Equal((1, 0), (result.GetProperty("gaps").GetInt32(), result.GetProperty("reconnects").GetInt32()));
        Assert.True(result.GetProperty("accepted").GetInt64() > 0);
    }

    private async Task<(Outcome Outcome, long Sent)> RecordAsync(StandIn server, int keys, int trades, params string[] arguments)
    {
        using Process process = Start(server, [.. arguments, "--for", "7s"]);
        await LiveBench.SubscribedAsync(server, keys);
        // Frames of the subscription that are on their way, first.
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        await server.Stream(1500, trades);
        long sent = await server.StopAndFlushAsync();
        return (Astra.Finish(process), sent);
    }
}
