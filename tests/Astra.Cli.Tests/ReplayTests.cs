using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary><c>astra replay</c>: the same day from the journal alone, however it is read.</summary>
public sealed class ReplayTests(SmallDay day) : IClassFixture<SmallDay>
{
    /// <summary>Fields that a replay must find equal to the session's.</summary>
    private static readonly string[] Same =
    [
        "instruments", "events", "ticks", "bars", "signals", "orders", "fills", "trades", "winners", "pnl", "charges", "net", "equity", "chargesBy",
        "quarantined", "perInstrument", "lastSequence", "outboundEvents", "outboundHash", "stateHash", "journalBytes", "snapshots",
    ];

    [Theory]
    [InlineData()]
    [InlineData("--batch", "1")]
    [InlineData("--batch", "7")]
    [InlineData("--batch", "4096")]
    [InlineData("--from-snapshot", "1")]
    [InlineData("--from-snapshot", "2")]
    [InlineData("--from-snapshot", "last")]
    [InlineData("--verify")]
    public void The_same_day_comes_out(params string[] options)
    {
        JsonElement replay = Replay(options).Exits(0).Json;
        foreach (string field in Same) Assert.Equal($"{field}: {day.Result.GetProperty(field)}", $"{field}: {replay.GetProperty(field)}");
        Assert.True(replay.GetProperty("identical").GetBoolean());
        Assert.Equal(JsonValueKind.Null, replay.GetProperty("latency").ValueKind);
        Assert.True(replay.GetProperty("compared").GetInt64() > 0);
        Assert.True(replay.GetProperty("eventsPerSecond").GetDouble() > 0);
    }

    [Fact]
    public void Snapshots_are_named_by_the_sequences_that_stat_lists()
    {
        JsonElement[] listed = [.. Astra.Run("journal", "stat", "--journal", day.Journal).Exits(0).Json.GetProperty("snapshots").EnumerateArray()];
        Assert.NotEmpty(listed);
        foreach (JsonElement sequence in listed)
        {
            JsonElement replay = Replay("--from-snapshot", sequence.ToString()).Exits(0).Json;
            Assert.Equal(sequence.GetInt64(), replay.GetProperty("fromSnapshot").GetInt64());
            Assert.Equal(day.Result.GetProperty("stateHash").GetString(), replay.GetProperty("stateHash").GetString());
        }
        Replay("--from-snapshot", "999").Refuses("--from-snapshot 999", listed[0].ToString());
    }

    [Fact]
    public void It_stops_at_a_time_or_a_sequence()
    {
        JsonElement noon = Replay("--until", "2026-11-18T12:00:00").Exits(0).Json;
        Assert.InRange(noon.GetProperty("ticks").GetInt64(), 1, day.Result.GetProperty("ticks").GetInt64() - 1);
        Assert.Equal(noon.GetProperty("stateHash").GetString(), Replay("--until", "12:00").Exits(0).Json.GetProperty("stateHash").GetString());
        Assert.Equal(noon.GetProperty("stateHash").GetString(), Replay("--until", "2026-11-18T06:30:00Z").Exits(0).Json.GetProperty("stateHash").GetString());
        string last = noon.GetProperty("lastSequence").ToString();
        Assert.Equal(noon.GetProperty("stateHash").GetString(), Replay("--until-sequence", last).Exits(0).Json.GetProperty("stateHash").GetString());
        Replay("--until", "noon").Refuses("--until", "noon", "2026-11-18T15:20:00");
    }

    [Fact]
    public void What_leaves_nothing_to_replay_is_refused()
    {
        Replay("--until", "08:00", "--from-snapshot", "last").Refuses("nothing to replay", "snapshot");
        Replay("--until-sequence", "5", "--from-snapshot", "last").Refuses("nothing to replay");
        Replay("--until-sequence", "-4").Refuses("--until-sequence -4");
        Replay("--batch", "x").Refuses("--batch x: give a whole number");
    }

    [Fact]
    public void A_damaged_snapshot_that_was_named_is_not_passed_over()
    {
        using TempFolder folder = new();
        string journal = folder.Copy(day.Journal, "j");
        string newest = Directory.EnumerateFiles(Path.Combine(journal, "snapshots"), "*.snap").Order(StringComparer.Ordinal).Last();
        byte[] bytes = File.ReadAllBytes(newest);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(newest, bytes);
        Assert.Contains("is damaged", Astra.Run("replay", "--journal", journal, "--from-snapshot", "last", "--json").Exits(1).Err, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_comparison_it_claims_nothing()
    {
        JsonElement replay = Replay("--no-verify").Exits(0).Json;
        Assert.Equal(JsonValueKind.Null, replay.GetProperty("identical").ValueKind);
        Assert.Equal(0, replay.GetProperty("compared").GetInt64());
    }

    [Fact]
    public void An_outbound_log_that_is_gone_proves_nothing_and_fails_a_verification()
    {
        using TempFolder folder = new();
        string journal = folder.Copy(day.Journal, "silent");
        foreach (string path in Directory.EnumerateFiles(journal, "out-*")) File.Delete(path);
        Outcome asked = Astra.Run("replay", "--journal", journal, "--json", "--verify").Exits(1);
        Assert.Equal(JsonValueKind.Null, asked.Json.GetProperty("identical").ValueKind);
        Assert.Equal(0, asked.Json.GetProperty("compared").GetInt64());
        Assert.Contains($"compared 0 of {day.Result.GetProperty("outboundEvents")} outbound events", asked.Err, StringComparison.Ordinal);
        Assert.Contains("--resume", asked.Err, StringComparison.Ordinal);
        Assert.Contains("compared 0 of", Astra.Run("replay", "--journal", journal, "--json").Exits(0).Err, StringComparison.Ordinal);
        Assert.Equal("", Astra.Run("replay", "--journal", journal, "--json", "--no-verify").Exits(0).Err);

        // The remedy: the core says it all again.
        Astra.Run("shadow", "--generate", SmallDay.Spec, "--journal", journal, "--resume", "--json").Exits(0);
        JsonElement whole = Astra.Run("replay", "--journal", journal, "--json", "--verify").Exits(0).Json;
        Assert.True(whole.GetProperty("identical").GetBoolean());
        Assert.Equal(whole.GetProperty("said").GetInt64(), whole.GetProperty("compared").GetInt64());
    }

    [Fact]
    public void A_changed_byte_is_found_and_its_place_named()
    {
        using TempFolder folder = new();
        string journal = folder.Copy(day.Journal, "tampered");
        string segment = Directory.EnumerateFiles(journal, "in-*.seg").Order(StringComparer.Ordinal).First();
        using (FileStream file = new(segment, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = file.Length / 3;
            int before = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(before ^ 1));
        }
        Outcome replay = Astra.Run("replay", "--journal", journal, "--json").Exits(1);
        Assert.False(replay.Json.GetProperty("identical").GetBoolean());
        Assert.Contains(Path.GetFileName(segment), replay.Json.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(segment), replay.Err, StringComparison.Ordinal);
        Assert.Contains("damaged at byte", replay.Err, StringComparison.Ordinal);
        Outcome verify = Astra.Run("journal", "verify", "--journal", journal).Exits(1);
        Assert.Contains("damage:", verify.Out, StringComparison.Ordinal);
        Outcome refused = Astra.Run("shadow", "--generate", SmallDay.Spec, "--journal", journal, "--resume", "--json").Exits(1);
        Assert.Contains(Path.GetFileName(segment), refused.Err, StringComparison.Ordinal);
        Assert.Contains("--accept-loss", Astra.Run("journal", "repair", "--journal", journal).Exits(1).Err, StringComparison.Ordinal);
        Astra.Run("journal", "repair", "--journal", journal, "--accept-loss").Exits(0);
        Astra.Run("replay", "--journal", journal, "--json").Exits(0);
        // What was lost is fed again: the day ends as if nothing had happened.
        JsonElement resumed = Astra.Run("shadow", "--generate", SmallDay.Spec, "--journal", journal, "--resume", "--json").Exits(0).Json;
        Assert.Equal(day.Result.GetProperty("outboundHash").GetString(), resumed.GetProperty("outboundHash").GetString());
    }

    [Fact]
    public void A_journal_of_another_day_beside_this_ones_answers_is_told_apart()
    {
        using TempFolder folder = new();
        string journal = folder.Copy(day.Journal, "swapped");
        string other = folder["other"];
        Astra.Run("shadow", "--generate", "seed=4,instruments=12,ticks=60000", "--journal", other, "--json").Exits(0);
        foreach (string path in Directory.EnumerateFiles(journal, "out-*")) File.Delete(path);
        foreach (string path in Directory.EnumerateFiles(other, "out-*")) File.Copy(path, Path.Combine(journal, Path.GetFileName(path)));
        Outcome replay = Astra.Run("replay", "--journal", journal, "--json");
        Assert.True(replay.Code == 1, $"exit {replay.Code}: {replay.Err}");
        Assert.NotEqual("", replay.Err);
    }

    [Fact]
    public void A_folder_without_a_journal_is_bad_input()
    {
        using TempFolder folder = new();
        Astra.Run("replay", "--journal", folder["nothing"]).Refuses(folder["nothing"]);
        Astra.Run("replay", "--journal", day.Journal, "--batch", "0").Refuses("--batch 0");
    }

    private Outcome Replay(params string[] options) => Astra.Run(["replay", "--journal", day.Journal, "--json", .. options]);
}
