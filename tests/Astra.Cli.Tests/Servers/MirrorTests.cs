using System.Diagnostics;
using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary>A folder that a server follows, and what brings the one from the other.</summary>
public sealed class MirrorTests(SmallDay day) : IClassFixture<SmallDay>
{
    private static readonly string[] Day = ["shadow", "--generate", SmallDay.Spec, "--snapshot-every", "20000"];

    [Fact]
    public async Task A_mirrored_session_ends_with_both_equal()
    {
        await using ServerBench bench = await ServerBench.StartAsync();
        Outcome shadow = bench.RunWith([("ASTRA_ESDB", bench.Place)], [.. Day, "--journal", bench.Folder["j"], "--mirror", "esdb", "--json"]).Exits(0);
        IsTheDay(shadow.Json);
        JsonElement mirror = shadow.Json.GetProperty("mirror");
        Assert.Equal(("equal", 0, JsonValueKind.Null), (mirror.GetProperty("compared").GetString(), mirror.GetProperty("behind").GetInt64(), mirror.GetProperty("complete").ValueKind));
        Assert.Equal(day.Result.GetProperty("events").GetInt64(), mirror.GetProperty("shipped").GetInt64());
        Assert.Equal(("mirrored", bench.Folder["j"]), (shadow.Json.GetProperty("journaling").GetProperty("mode").GetString(), shadow.Json.GetProperty("journal").GetString()));

        JsonElement compared = bench.Run("journal", "compare", "--journal", bench.Folder["j"], "--with", bench.Place, "--json").Exits(0).Json;
        Assert.Equal(("equal", mirror.GetProperty("session").GetString()), (compared.GetProperty("compared").GetString(), compared.GetProperty("session").GetString()));
        IsTheDay(bench.Run("replay", "--journal", bench.Place, "--verify", "--json").Exits(0).Json);
    }

    [Fact]
    public async Task An_absent_server_costs_nothing_and_is_caught_up_with_later()
    {
        await using ServerBench bench = await ServerBench.StartAsync();
        await bench.Server.KillAsync();
        Outcome shadow = bench.Run([.. Day, "--journal", bench.Folder["j"], "--mirror", bench.Place, "--run", "alone", "--outage-after", "300ms", "--json"]).Exits(0);
        IsTheDay(shadow.Json);
        JsonElement mirror = shadow.Json.GetProperty("mirror");
        Assert.Equal("behind", mirror.GetProperty("compared").GetString());
        Assert.Contains("astra journal ship --journal", mirror.GetProperty("complete").GetString(), StringComparison.Ordinal);
        bench.Run("journal", "ship", "--journal", bench.Folder["j"], "--to", bench.Place, "--patience", "300ms").Exits(3);

        await bench.Server.RestartAsync();
        // The folder knows its run.
        JsonElement shipped = bench.Run("journal", "ship", "--journal", bench.Folder["j"], "--to", bench.Place, "--json").Exits(0).Json;
        Assert.Equal("equal", shipped.GetProperty("compared").GetString());
        Assert.EndsWith("-alone", shipped.GetProperty("session").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fetched_folder_is_the_session_and_goes_on_mirrored()
    {
        await using ServerBench bench = await ServerBench.StartAsync();
        using (Process killed = await bench.BeginAsync(20_000, [.. Day, "--journal", bench.Place, "--run", "moved", "--rate", "30000"]))
        {
            killed.Kill();
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        string folder = bench.Folder["fetched"];
        JsonElement fetched = bench.Run("journal", "fetch", "--from", bench.Place, "--journal", folder, "--json").Exits(0).Json;
        Assert.True(fetched.GetProperty("events").GetInt64() >= 20_000);
        Assert.NotEqual("different", fetched.GetProperty("compared").GetString());
        JsonElement resumed = bench.Run([.. Day, "--journal", folder, "--mirror", bench.Place, "--resume", "--json"]).Exits(0).Json;
        IsTheDay(resumed);
        Assert.Equal(("equal", fetched.GetProperty("session").GetString()), (resumed.GetProperty("mirror").GetProperty("compared").GetString(), resumed.GetProperty("mirror").GetProperty("session").GetString()));
        Assert.Single(bench.Run("journal", "sessions", "--journal", bench.Place, "--json").Exits(0).Json.GetProperty("sessions").EnumerateArray());
    }

    [Fact]
    public async Task Another_day_under_the_same_name_is_no_copy()
    {
        await using ServerBench bench = await ServerBench.StartAsync();
        bench.Run("journal", "ship", "--journal", day.Journal, "--to", bench.Place, "--run", "one", "--json").Exits(0);
        Outcome other = bench.Run("shadow", "--generate", "seed=4,instruments=12,ticks=60000", "--journal", bench.Folder["j"], "--mirror", bench.Place, "--run", "one", "--json").Exits(1);
        Assert.Equal("different", other.Json.GetProperty("mirror").GetProperty("compared").GetString());
        bench.Run("journal", "compare", "--journal", bench.Folder["j"], "--with", bench.Place).Exits(1);
        // What went wrong on the server took nothing from the folder.
        bench.Run("replay", "--journal", bench.Folder["j"], "--verify", "--json").Exits(0);
    }

    private void IsTheDay(JsonElement result)
    {
        foreach (string name in (string[])["outboundHash", "stateHash"])
            Assert.Equal(day.Result.GetProperty(name).GetString(), result.GetProperty(name).GetString());
    }
}
