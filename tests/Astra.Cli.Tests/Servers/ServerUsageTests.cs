using System.Text.Json;
using Astra.StandIns.EventStore;

namespace Astra.Cli.Tests;

/// <summary>What a script gets for a wrong call that names a server: the number, what to do instead, and never the password.</summary>
public sealed class ServerUsageTests
{
    private const string Secret = "s3cr3t-word", Bad = $"esdb://ops:{Secret}@localhost:1?tls=false";

    private static readonly string[] Day = ["shadow", "--generate", SmallDay.Spec];

    [Fact]
    public void Options_that_do_not_go_together_are_refused()
    {
        using TempFolder folder = new();
        string journal = folder["j"];
        Refuses([.. Day, "--journal", Bad, "--mirror", Bad], "--mirror", "folder");
        Refuses([.. Day, "--journal", journal, "--mirror", journal], "--mirror", "esdb://");
        Refuses([.. Day, "--journal", journal, "--run", "x"], "--run", "server");
        Refuses([.. Day, "--journal", journal, "--on-outage", "hold"], "--on-outage", "server");
        Refuses([.. Day, "--journal", journal, "--mirror", Bad, "--fallback", "x"], "--fallback", "server");
        Refuses([.. Day, "--journal", Bad, "--on-outage", "panic"], "panic", "fall-back");
        Refuses([.. Day, "--journal", Bad, "--no-sync"], "--no-sync");
        Refuses([.. Day, "--journal", Bad, "--overwrite"], "--overwrite", "new stream");
        Refuses([.. Day, "--journal", Bad, "--run", "No Such"], "--run No Such", "a-z");
        Refuses([.. Day, "--journal", Bad, "--run", "20261118-x"], "--run", "the day");
        Refuses([.. Day, "--journal", Bad, "--outage-after", "soon"], "--outage-after soon", "60s");
        Refuses([.. Day, "--journal", "esdb"], "ASTRA_ESDB", "not set", "./esdb");
        Refuses(["replay", "--journal", journal, "--run", "x"], "--run", "server");
        Refuses(["journal", "sessions", "--journal", journal], "give a server");
        Refuses(["journal", "ship", "--journal", Bad, "--to", Bad], "--journal", "--to");
        Refuses(["journal", "compare", "--journal", journal, "--with", journal], "--with", "server");
        Refuses(["journal", "fetch", "--from", Bad, "--journal", Bad], "--from");
        Refuses(["journal", "repair", "--journal", Bad], "repair", "ship");
        Refuses(["journal", "retain", "--journal", Bad], "--keep-sessions", "--scavenge");
        Refuses(["journal", "retain", "--journal", journal, "--scavenge"], "--scavenge", "server");
        Refuses(["doctor", "--read-only"], "--read-only", "server");
        Refuses(["journal", "stat", Bad], "journal stat --help");
        Assert.False(Directory.Exists(journal));
    }

    [Theory]
    [InlineData("esdb://")]
    [InlineData($"esdb://ops:{Secret}@localhost:99999?tls=false")]
    [InlineData($"esdb://ops:{Secret}@localhost:2113?tlss=false")]
    [InlineData($"esdb://ops:{Secret}@localhost:2113?tls=false&tls=true")]
    [InlineData($"esdb://ops:{Secret}@localhost:2113?tls=maybe")]
    [InlineData($"esdb+discovery://ops:{Secret}@localhost")]
    public void A_bad_connection_string_is_bad_input(string text)
    {
        Refuses(["journal", "stat", "--journal", text]);
        Refuses([.. Day, "--journal", text]);
        Outcome held = Astra.Run([("ASTRA_ESDB", text)], "journal", "stat", "--journal", "esdb").Exits(2);
        Assert.DoesNotContain(Secret, held.Err, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("journal", "verify")]
    [InlineData("journal", "sessions")]
    [InlineData("doctor")]
    public void A_server_that_does_not_answer_cannot_be_run_with(params string[] command)
    {
        Outcome outcome = Astra.Run([.. command, "--journal", Bad + "&maxDiscoverAttempts=2&gossipTimeout=500"]).Exits(3);
        Assert.Contains("localhost:1", outcome.Err + outcome.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, outcome.Err + outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_that_the_server_does_not_know_is_told_so()
    {
        await using ServerBench bench = await ServerBench.StartAsync(new EventStoreStandInOptions { Users = new Dictionary<string, string> { ["ops"] = Secret } });
        string open = bench.Place.Replace($"ops:{Secret}@", "", StringComparison.Ordinal);
        Outcome nobody = bench.Run([.. Day, "--journal", open]).Exits(3);
        Assert.DoesNotContain(Secret, nobody.Err, StringComparison.Ordinal);
        Outcome wrong = bench.RunWith([("ASTRA_ESDB_USER", "ops"), ("ASTRA_ESDB_PASSWORD", "not-" + Secret)], [.. Day, "--journal", open]).Exits(3);
        Assert.DoesNotContain(Secret, wrong.Err, StringComparison.Ordinal);
        Outcome known = bench.RunWith([("ASTRA_ESDB_USER", "ops"), ("ASTRA_ESDB_PASSWORD", Secret)], [.. Day, "--journal", open, "--json"]).Exits(0);
        Assert.DoesNotContain(Secret, known.Err + known.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_is_not_there_is_named_beside_those_that_are()
    {
        await using ServerBench bench = await ServerBench.StartAsync();
        bench.Run("replay", "--journal", bench.Place).Refuses("astra-sessions");
        bench.Run([.. Day, "--journal", bench.Place, "--run", "there", "--json"]).Exits(0);
        bench.Run("replay", "--journal", bench.Place, "--run", "elsewhere").Refuses("elsewhere", "-there");
        bench.Run("replay", "--journal", bench.Place, "--run", "20200101-elsewhere").Refuses("20200101-elsewhere");
    }

    [Fact]
    public async Task Retention_keeps_the_newest_sessions()
    {
        await using ServerBench bench = await ServerBench.StartAsync();
        foreach (string run in (string[])["first", "second"]) bench.Run([.. Day, "--journal", bench.Place, "--run", run, "--json"]).Exits(0);
        Outcome retained = bench.Run("journal", "retain", "--journal", bench.Place, "--keep-sessions", "1", "--scavenge", "--json").Exits(0);
        Assert.Contains("-first", retained.Out, StringComparison.Ordinal);
        Assert.EndsWith("-second", Assert.Single(bench.Run("journal", "sessions", "--journal", bench.Place, "--json").Exits(0).Json.GetProperty("sessions").EnumerateArray()).GetProperty("session").GetString(), StringComparison.Ordinal);
        bench.Run("replay", "--journal", bench.Place, "--verify", "--json").Exits(0);
    }

    [Fact]
    public async Task Space_is_freed_without_deleting_anything()
    {
        // The advice of the doctor, word for word.
        await using ServerBench bench = await ServerBench.StartAsync();
        Outcome day = bench.Run([.. Day, "--journal", bench.Place, "--run", "kept", "--json"]).Exits(0);
        Assert.Equal("closed", day.Json.GetProperty("journaling").GetProperty("state").GetString());
        JsonElement done = bench.Run("journal", "retain", "--journal", bench.Place, "--scavenge", "--json").Exits(0).Json.GetProperty("done");
        Assert.StartsWith("scavenge ", Assert.Single(done.EnumerateArray()).GetString(), StringComparison.Ordinal);
        JsonElement shortened = bench.Run("journal", "retain", "--journal", bench.Place, "--keep-snapshots", "1", "--scavenge", "--json").Exits(0).Json.GetProperty("done");
        Assert.Single(shortened.EnumerateArray(), line => line.GetString()!.StartsWith("scavenge ", StringComparison.Ordinal));
        bench.Run("replay", "--journal", bench.Place, "--verify", "--json").Exits(0);
    }

    private static void Refuses(string[] arguments, params string[] parts)
    {
        Outcome outcome = Astra.Run([("ASTRA_ESDB", "")], arguments);
        outcome.Refuses(parts);
        Assert.DoesNotContain(Secret, outcome.Err, StringComparison.Ordinal);
    }
}
