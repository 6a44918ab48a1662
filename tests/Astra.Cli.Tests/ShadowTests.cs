using System.Diagnostics;
using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary><c>astra shadow</c> as a script sees it.</summary>
public sealed class ShadowTests(SmallDay day) : IClassFixture<SmallDay>
{
    [Fact]
    public void The_json_object_has_the_documented_fields()
    {
        JsonElement r = day.Result;
        Assert.Equal(12, r.GetProperty("instruments").GetInt32());
        Assert.InRange(r.GetProperty("ticks").GetInt64(), 50_000, 70_000);
        foreach (string name in (string[])["bars", "orders", "fills", "trades", "signals", "journalBytes", "events", "outboundEvents"])
            Assert.True(r.GetProperty(name).GetInt64() > 0, $"{name} is {r.GetProperty(name)}");
        Assert.Equal(r.GetProperty("net").GetDecimal(), r.GetProperty("pnl").GetDecimal() - r.GetProperty("charges").GetDecimal());
        Assert.Equal(r.GetProperty("charges").GetDecimal(), r.GetProperty("chargesBy").EnumerateObject().Sum(c => c.Value.GetDecimal()));
        Assert.Matches("^[0-9a-f]{16}$", r.GetProperty("outboundHash").GetString());
        Assert.Matches("^[0-9a-f]{16}$", r.GetProperty("stateHash").GetString());
        Assert.True(r.GetProperty("wallSeconds").GetDouble() > 0);
        Assert.False(r.GetProperty("interrupted").GetBoolean());
        foreach (string kind in (string[])["publishToDecision", "publishToDurable"])
        {
            JsonElement latency = r.GetProperty("latency").GetProperty(kind);
            long[] rising = [.. ((string[])["p50", "p90", "p99", "p99_9", "p99_99", "max"]).Select(p => latency.GetProperty(p).GetInt64())];
            Assert.Equal(rising.Order(), rising);
            Assert.True(rising[0] > 0);
        }
    }

    [Fact]
    public void Per_instrument_figures_add_up()
    {
        JsonElement[] rows = [.. day.Result.GetProperty("perInstrument").EnumerateArray()];
        Assert.Equal(day.Result.GetProperty("trades").GetInt32(), rows.Sum(row => row.GetProperty("trades").GetInt32()));
        // What contract notes corrected at the day's end belongs to no single trade.
        Assert.Equal(day.Result.GetProperty("net").GetDecimal() + day.Result.GetProperty("trueUp").GetDecimal(), rows.Sum(row => row.GetProperty("net").GetDecimal()));
    }

    [Theory]
    [InlineData("TZ", "America/New_York")]
    [InlineData("LANG", "de_DE.UTF-8")]
    [InlineData("DOTNET_PROCESSOR_COUNT", "1")]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "0")]
    public void A_machines_zone_language_and_processors_change_no_hash(string name, string value)
    {
        using TempFolder folder = new();
        JsonElement other = Astra.Run(
            [(name, value), ("LC_ALL", name == "LANG" ? value : "C")], "shadow", "--generate", SmallDay.Spec, "--journal", folder["j"], "--json").Exits(0).Json;
        Assert.Equal(day.Result.GetProperty("outboundHash").GetString(), other.GetProperty("outboundHash").GetString());
        Assert.Equal(day.Result.GetProperty("stateHash").GetString(), other.GetProperty("stateHash").GetString());
    }

    [Fact]
    public void A_held_rate_and_a_recording_give_the_same_day()
    {
        using TempFolder folder = new();
        Astra.Run("record", "--generate", SmallDay.Spec, "--out", folder["day.rec.gz"]).Exits(0);
        JsonElement held = Astra.Run("shadow", "--recording", folder["day.rec.gz"], "--rate", "60000", "--journal", folder["j"], "--json").Exits(0).Json;
        Assert.Equal(day.Result.GetProperty("outboundHash").GetString(), held.GetProperty("outboundHash").GetString());
        Assert.Contains("60,000 ticks/s offered", held.GetProperty("latency").GetProperty("condition").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_that_holds_something_is_not_written_over_unless_told()
    {
        using TempFolder folder = new();
        string copy = folder.Copy(day.Journal, "j");
        Astra.Run("shadow", "--generate", SmallDay.Spec, "--journal", copy, "--json").Refuses("already holds events", "--resume", "--overwrite");
        JsonElement again = Astra.Run("shadow", "--generate", SmallDay.Spec, "--journal", copy, "--overwrite", "--json").Exits(0).Json;
        Assert.Equal(day.Result.GetProperty("outboundHash").GetString(), again.GetProperty("outboundHash").GetString());
    }

    [Fact]
    public void A_plan_file_decides_what_is_traded()
    {
        using TempFolder folder = new();
        string plans = folder.Write("plans.json", """
            [{ "instrument": "RELIANCE", "algorithm": "supertrend-vwap", "intervalMinutes": 1, "start": "09:30", "squareOff": "15:00", "parameters": { }, "reason": "a test" }]
            """);
        JsonElement result = Astra.Run("shadow", "--generate", SmallDay.Spec, "--plans", plans, "--journal", folder["j"], "--json").Exits(0).Json;
        Assert.All(
            result.GetProperty("perInstrument").EnumerateArray().Where(row => row.GetProperty("trades").GetInt32() > 0),
            row => Assert.Equal("RELIANCE", row.GetProperty("symbol").GetString()));
        Assert.Contains("supertrend-vwap", Astra.Run("journal", "dump", "--journal", folder["j"], "--to", "20").Exits(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_may_say_its_side_its_size_its_bricks_and_that_it_has_no_stop()
    {
        using TempFolder folder = new();
        string plans = folder.Write("plans.json", """
            [{ "instrument": "RELIANCE", "algorithm": "macd-rsi", "intervalMinutes": 1, "style": "renko", "chartSize": 3, "sides": "long", "sizing": "fixed", "quantity": 5,
               "stops": { "stopAtr": 0, "targetR": 0, "breakevenR": 0, "trailAtr": 0 } }]
            """);
        Astra.Run("shadow", "--generate", SmallDay.Spec, "--plans", plans, "--journal", folder["j"], "--json").Exits(0);
        string dump = Astra.Run("journal", "dump", "--journal", folder["j"]).Exits(0).Out;
        Assert.Contains("\"style\":\"renko\",\"chartSize\":3,\"peers\":[],\"sides\":\"long\",\"sizing\":\"fixed\",\"quantity\":5,\"maxInventory\":3", dump, StringComparison.Ordinal);
        Assert.DoesNotContain("\"kind\":\"stopMoved\"", dump, StringComparison.Ordinal);
        Astra.Run("replay", "--journal", folder["j"], "--json").Exits(0);
    }

    [Fact]
    public void An_interrupted_session_keeps_what_it_did_and_goes_on_to_the_same_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill, which this system has not");
        using TempFolder folder = new();
        string[] arguments = ["shadow", "--generate", SmallDay.Spec, "--journal", folder["j"], "--json", "--report-durable", folder["mark"]];
        using Process process = Astra.Start([], [.. arguments, "--rate", "4000"]);
        while (!process.HasExited && !HasReported(folder["mark"], 5_000)) Thread.Sleep(5);
        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) kill.WaitForExit();
        Outcome interrupted = Astra.Finish(process).Exits(130);
        Assert.True(interrupted.Json.GetProperty("interrupted").GetBoolean());
        Assert.InRange(interrupted.Json.GetProperty("ticks").GetInt64(), 1, 50_000);

        JsonElement resumed = Astra.Run([.. arguments, "--resume"]).Exits(0).Json;
        Assert.Equal(interrupted.Json.GetProperty("lastSequence").GetInt64(), resumed.GetProperty("recovered").GetProperty("lastSequence").GetInt64());
        Assert.Equal(day.Result.GetProperty("outboundHash").GetString(), resumed.GetProperty("outboundHash").GetString());
        Assert.Equal(day.Result.GetProperty("stateHash").GetString(), resumed.GetProperty("stateHash").GetString());
        Assert.Equal(day.Result.GetProperty("perInstrument").ToString(), resumed.GetProperty("perInstrument").ToString());
    }

    [Fact]
    public void Nothing_but_what_a_journal_was_begun_with_resumes_it()
    {
        using TempFolder folder = new();
        string copy = folder.Copy(day.Journal, "j");
        string plans = folder.Write("plans.json", """
            [{ "instrument": "RELIANCE", "algorithm": "supertrend-vwap", "intervalMinutes": 1, "start": "09:30", "squareOff": "15:00", "parameters": { }, "reason": "a test" }]
            """);
        Resume("--generate", "seed=4,instruments=12,ticks=60000").Refuses("event ", "of the journal", "resume with the same source");
        Resume("--generate", SmallDay.Spec, "--capital", "123456").Refuses("Capital", "123456", "resume with the same source");
        Resume("--generate", SmallDay.Spec, "--plans", plans).Refuses("plans", "resume with the same source");
        Astra.Run("record", "--generate", "seed=5,instruments=12,ticks=60000", "--out", folder["other.rec"]).Exits(0);
        Resume("--recording", folder["other.rec"]).Refuses("of the journal", "resume with the same source");

        JsonElement same = Resume("--generate", SmallDay.Spec).Exits(0).Json;
        Assert.Equal(day.Result.GetProperty("outboundHash").GetString(), same.GetProperty("outboundHash").GetString());
        Assert.Equal(day.Result.GetProperty("lastSequence").GetInt64(), same.GetProperty("lastSequence").GetInt64());

        Outcome Resume(params string[] source) => Astra.Run(["shadow", "--journal", copy, "--resume", "--json", .. source]);
    }

    [Fact]
    public void Entries_that_the_limits_forbid_are_counted_by_reason()
    {
        using TempFolder folder = new();
        Outcome poor = Astra.Run("shadow", "--generate", SmallDay.Spec, "--capital", "100", "--no-capital-filter", "--journal", folder["j"]).Exits(0);
        Assert.Contains("entries    refused: ", poor.Out, StringComparison.Ordinal);
        Assert.Contains("0 trades, - won", poor.Out, StringComparison.Ordinal);
        Assert.All(poor.Out.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public void Plans_that_the_capital_cannot_trade_are_rejected_unless_the_filter_is_off()
    {
        using TempFolder folder = new();
        JsonElement poor = Astra.Run("shadow", "--generate", SmallDay.Spec, "--capital", "5000", "--journal", folder["j"], "--json").Exits(0).Json;
        Assert.True(poor.GetProperty("plansRejected").GetProperty("capitalTooSmall").GetInt32() > 0);
        Assert.False(day.Result.GetProperty("plansRejected").TryGetProperty("capitalTooSmall", out _));
        Astra.Run("shadow", "--generate", SmallDay.Spec, "--capital-rules", folder.Write("rules.csv", "class\nFROGS\n"), "--journal", folder["k"])
            .Refuses("rules.csv, line 1");
        Astra.Run("shadow", "--generate", SmallDay.Spec, "--no-capital-filter", "--margin-rates", "x.csv", "--journal", folder["k"]).Refuses("--no-capital-filter");
    }

    [Fact]
    public void Two_writers_of_one_journal_are_one_too_many()
    {
        using TempFolder folder = new();
        using Process first = Astra.Start([], "shadow", "--generate", SmallDay.Spec, "--rate", "2000", "--journal", folder["j"], "--json", "--report-durable", folder["mark"]);
        while (!first.HasExited && !HasReported(folder["mark"], 0)) Thread.Sleep(5);
        Outcome second = Astra.Run("shadow", "--generate", SmallDay.Spec, "--journal", folder["j"], "--resume", "--json");
        first.Kill();
        first.WaitForExit(TestContext.Current.CancellationToken.IsCancellationRequested ? 0 : 60_000);
        second.Exits(3);
        Assert.Contains("is being written", second.Err, StringComparison.Ordinal);
    }

    private static bool HasReported(string mark, long atLeast)
    {
        if (!File.Exists(mark)) return false;
        using FileStream file = new(mark, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[8];
        return file.ReadAtLeast(bytes, 8, throwOnEndOfStream: false) == 8 && BitConverter.ToInt64(bytes) >= atLeast;
    }
}
