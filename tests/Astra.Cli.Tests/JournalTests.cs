using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary><c>astra journal</c> as a script sees it.</summary>
public sealed class JournalTests(SmallDay day) : IClassFixture<SmallDay>
{
    [Fact]
    public void Stat_counts_what_the_session_wrote()
    {
        JsonElement stat = Astra.Run("journal", "stat", "--journal", day.Journal, "--json").Exits(0).Json;
        Assert.Equal(day.Result.GetProperty("events").GetInt64(), stat.GetProperty("events").GetInt64());
        Assert.Equal(0, stat.GetProperty("firstSequence").GetInt64());
        Assert.Equal(day.Result.GetProperty("lastSequence").GetInt64(), stat.GetProperty("lastSequence").GetInt64());
        Assert.Equal(stat.GetProperty("lastSequence").GetInt64(), stat.GetProperty("durableSequence").GetInt64());
        Assert.True(stat.GetProperty("frames").GetInt64() > 0);
        Assert.Equal(day.Result.GetProperty("journalBytes").GetInt64(), stat.GetProperty("bytes").GetInt64());
        Assert.Equal(day.Result.GetProperty("snapshots").GetInt32(), stat.GetProperty("snapshots").GetArrayLength());
        Assert.Equal(day.Result.GetProperty("outboundEvents").GetInt64(), stat.GetProperty("outboundEvents").GetInt64());
    }

    [Fact]
    public void Verify_finds_a_good_journal_good()
    {
        Assert.StartsWith("good:", Astra.Run("journal", "verify", "--journal", day.Journal).Exits(0).Out, StringComparison.Ordinal);
        Assert.True(Astra.Run("journal", "verify", "--journal", day.Journal, "--json").Exits(0).Json.GetProperty("good").GetBoolean());
    }

    [Fact]
    public void Dump_writes_one_object_a_line_for_every_event()
    {
        string[] lines = Lines(Astra.Run("journal", "dump", "--journal", day.Journal).Exits(0).Out);
        long events = day.Result.GetProperty("events").GetInt64() + day.Result.GetProperty("outboundEvents").GetInt64();
        Assert.Equal(events, lines.Length);
        Assert.Equal(day.Result.GetProperty("fills").GetInt64(), lines.Count(line => Kind(line) == ("out", "fill")));
        JsonElement first = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal(0, first.GetProperty("sequence").GetInt64());
    }

    [Fact]
    public void Dump_shows_a_part()
    {
        string[] lines = Lines(Astra.Run("journal", "dump", "--journal", day.Journal, "--from", "100", "--to", "109", "--stream", "in").Exits(0).Out);
        Assert.Equal(Enumerable.Range(100, 10), lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("sequence").GetInt32()));
        Assert.True(Lines(Astra.Run("journal", "dump", "--journal", day.Journal, "--until", "09:16").Exits(0).Out).Length < 30_000);
    }

    [Fact]
    public void Trades_tell_each_round_trip_with_both_reasons()
    {
        JsonElement[] trades = [.. Astra.Run("journal", "trades", "--journal", day.Journal, "--json").Exits(0).Json.GetProperty("trades").EnumerateArray()];
        Assert.Equal(day.Result.GetProperty("trades").GetInt32(), trades.Length);
        Assert.Equal(day.Result.GetProperty("perInstrument").EnumerateArray().Sum(row => row.GetProperty("net").GetDecimal()), trades.Sum(t => t.GetProperty("net").GetDecimal()));
        Assert.All(trades, t =>
        {
            Assert.NotEqual("", t.GetProperty("strategy").GetString());
            Assert.True(t.GetProperty("figures").EnumerateObject().Count() > 2);
            Assert.NotEqual("none", t.GetProperty("exitReason").GetString());
        });
        Assert.Equal(trades.Length, Lines(Astra.Run("journal", "trades", "--journal", day.Journal).Exits(0).Out).Length);
    }

    [Fact]
    public void A_range_that_holds_nothing_is_refused() =>
        Astra.Run("journal", "dump", "--journal", day.Journal, "--from", "20", "--to", "10").Refuses("--from 20", "--to 10");

    [Fact]
    public void Retain_says_why_nothing_went()
    {
        using TempFolder folder = new();
        string journal = folder.Copy(day.Journal, "j");
        Assert.Contains("nothing removed", Astra.Run("journal", "retain", "--journal", journal).Exits(0).Out, StringComparison.Ordinal);
        Astra.Run("journal", "retain", "--journal", journal, "--keep-snapshots", "0").Refuses("--keep-snapshots 0");
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("stat")]
    [InlineData("dump")]
    [InlineData("retain")]
    public void A_folder_without_a_journal_is_bad_input(string command)
    {
        using TempFolder folder = new();
        Astra.Run("journal", command, "--journal", folder["nothing"]).Refuses(folder["nothing"]);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static (string, string) Kind(string line)
    {
        JsonElement e = JsonDocument.Parse(line).RootElement;
        return (e.GetProperty("stream").GetString()!, e.GetProperty("kind").GetString()!.ToLowerInvariant());
    }
}
