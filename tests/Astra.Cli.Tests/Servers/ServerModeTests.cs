using System.Diagnostics;
using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary>A session that is journaled to a server: the same day says the same, and everything that works on a folder works there.</summary>
public sealed class ServerModeTests(SmallDay day) : IClassFixture<SmallDay>
{
    private static readonly string[] Day = ["shadow", "--generate", SmallDay.Spec, "--snapshot-every", "20000"];

    [Fact]
    public async Task The_same_day_says_the_same_and_is_read_back_the_same()
    {
        await using ServerBench bench = await ServerBench.StartAsync();
        JsonElement shadow = bench.Run([.. Day, "--journal", bench.Place, "--run", "monday", "--json"]).Exits(0).Json;
        IsTheDay(shadow);
        JsonElement journaling = shadow.GetProperty("journaling");
        Assert.Equal(("eventstoredb", bench.Place), (journaling.GetProperty("mode").GetString(), journaling.GetProperty("place").GetString()));
        string session = journaling.GetProperty("session").GetString()!;
        Assert.EndsWith("-monday", session, StringComparison.Ordinal);
        Assert.Equal((0, JsonValueKind.Null), (journaling.GetProperty("lag").GetProperty("events").GetInt64(), journaling.GetProperty("fellBackTo").ValueKind));
        Assert.True(journaling.GetProperty("frames").GetInt64() > 1);

        JsonElement replay = bench.Run("replay", "--journal", bench.Place, "--run", "monday", "--verify", "--json").Exits(0).Json;
        Assert.True(replay.GetProperty("identical").GetBoolean());
        IsTheDay(replay);
        JsonElement late = bench.Run("replay", "--journal", bench.Place, "--from-snapshot", "last", "--json").Exits(0).Json;
        Assert.Equal(day.Result.GetProperty("stateHash").GetString(), late.GetProperty("stateHash").GetString());

        JsonElement stat = bench.Run("journal", "stat", "--journal", bench.Place).Exits(0).Json;
        Assert.Equal((session, day.Result.GetProperty("events").GetInt64()), (stat.GetProperty("session").GetString(), stat.GetProperty("events").GetInt64()));
        Assert.Equal(shadow.GetProperty("journalBytes").GetInt64(), stat.GetProperty("bytes").GetInt64());
        Assert.StartsWith("good:", bench.Run("journal", "verify", "--journal", bench.Place, "--run", session).Exits(0).Out, StringComparison.Ordinal);
        Assert.Equal(
            Astra.Run("journal", "dump", "--journal", day.Journal, "--from", "30000", "--to", "30500").Exits(0).Out,
            bench.Run("journal", "dump", "--journal", bench.Place, "--from", "30000", "--to", "30500").Exits(0).Out);
        Assert.Equal(
            Astra.Run("journal", "trades", "--journal", day.Journal, "--json").Exits(0).Out,
            bench.Run("journal", "trades", "--journal", bench.Place, "--json").Exits(0).Out);
    }

    [Fact]
    public async Task A_machine_that_never_saw_the_session_goes_on_with_it()
    {
        await using ServerBench bench = await ServerBench.StartAsync();
        using (Process killed = await bench.BeginAsync(20_000, [.. Day, "--journal", bench.Place, "--rate", "30000"]))
        {
            Assert.False(killed.HasExited, "the session ended before it was killed");
            killed.Kill();
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        JsonElement resumed = bench.Run([.. Day, "--journal", bench.Place, "--resume", "--json"]).Exits(0).Json;
        Assert.True(resumed.GetProperty("recovered").GetProperty("lastSequence").GetInt64() >= 20_000, resumed.GetProperty("recovered").GetRawText());
        IsTheDay(resumed);
        bench.Run("replay", "--journal", bench.Place, "--verify", "--json").Exits(0);
        // What a server took whole leaves nothing on the machine.
        Assert.Empty(Directory.Exists(bench.Folder["data"]) ? Directory.EnumerateFiles(bench.Folder["data"], "*", SearchOption.AllDirectories) : []);
    }

    [Fact]
    public async Task A_session_is_not_written_over()
    {
        await using ServerBench bench = await ServerBench.StartAsync();
        bench.Run([.. Day, "--journal", bench.Place, "--run", "once", "--json"]).Exits(0);
        Outcome again = bench.Run([.. Day, "--journal", bench.Place, "--run", "once", "--json"]);
        Assert.NotEqual(0, again.Code);
        Assert.Contains("once", again.Err, StringComparison.Ordinal);
        bench.Run([.. Day, "--journal", bench.Place, "--overwrite"]).Refuses("--overwrite", "--run", "retain");
        JsonElement sessions = bench.Run("journal", "sessions", "--journal", bench.Place, "--json").Exits(0).Json.GetProperty("sessions");
        JsonElement only = Assert.Single(sessions.EnumerateArray());
        Assert.Equal(("once", false), (only.GetProperty("run").GetString(), only.GetProperty("open").GetBoolean()));
        Assert.Equal(day.Result.GetProperty("outboundHash").GetString(), only.GetProperty("outboundHash").GetString());
    }

    [Fact]
    public async Task Where_the_server_dies_a_folder_takes_over_and_is_shipped_at_the_resume()
    {
        await using ServerBench bench = await ServerBench.StartAsync();
        string[] session = [.. Day, "--journal", bench.Place, "--on-outage", "fall-back", "--outage-after", "500ms", "--fallback", bench.Folder["refuge"]];
        using (Process process = await bench.BeginAsync(10_000, [.. session, "--rate", "20000"]))
        {
            await bench.Server.KillAsync();
            Outcome fallen = Astra.Finish(process).Exits(0);
            Assert.Equal(bench.Folder["refuge"], fallen.Json.GetProperty("journaling").GetProperty("fellBackTo").GetString());
            Assert.Equal(day.Result.GetProperty("outboundHash").GetString(), fallen.Json.GetProperty("outboundHash").GetString());
        }
        await bench.Server.RestartAsync();
        IsTheDay(bench.Run([.. session, "--resume", "--json"]).Exits(0).Json);
        IsTheDay(bench.Run("replay", "--journal", bench.Place, "--verify", "--json").Exits(0).Json);
    }

    private void IsTheDay(JsonElement result)
    {
        foreach (string name in (string[])["outboundHash", "stateHash"])
            Assert.Equal(day.Result.GetProperty(name).GetString(), result.GetProperty(name).GetString());
        foreach (string name in (string[])["lastSequence", "outboundEvents", "events"])
            Assert.Equal(day.Result.GetProperty(name).GetInt64(), result.GetProperty(name).GetInt64());
    }
}
