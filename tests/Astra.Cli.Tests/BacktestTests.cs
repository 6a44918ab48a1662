using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary><c>astra backtest</c>, <c>lookahead</c> and <c>warmup</c> as scripts see them.</summary>
public sealed class BacktestTests : IDisposable
{
    private const string Header = "time,session,open,high,low,close,volume";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sma_10_30_long_fixed", "sma-cross", "long", "100", "fast=10", "slow=30")]
    [InlineData("macd_12_26_9_long_fixed", "macd-cross", "long", "100", "fast=12", "slow=26", "signal=9")]
    [InlineData("sma_10_30_long_allin", "sma-cross", "long", "all-in", "fast=10", "slow=30")]
    [InlineData("macd_12_26_9_reverse_fixed", "macd-cross", "reverse", "100", "fast=12", "slow=26", "signal=9")]
    public void The_published_cases_come_out_to_the_byte(string name, string strategy, string mode, string quantity, params string[] values)
    {
        string reference = Path.GetDirectoryName(SharedData.Require("../reference/backtest/summary.json"))!;
        JsonElement made = Astra.Run([
            "backtest", "--bars", Path.Combine(reference, "input.csv.gz"), "--strategy", strategy, .. values.SelectMany(v => new[] { "--param", v }),
            "--mode", mode, "--quantity", quantity, "--cash", "1000000", "--fee-rate", "0.0003", "--fill", "next-open",
            "--trades", _folder["trades.csv"], "--equity", _folder["equity.csv.gz"], "--json"]).Exits(0).Json;

        Assert.Equal(File.ReadAllText(Path.Combine(reference, name + ".trades.csv")), File.ReadAllText(_folder["trades.csv"]));
        Assert.Equal(Unpacked(Path.Combine(reference, name + ".equity.csv.gz")), Unpacked(_folder["equity.csv.gz"]));
        using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(reference, "summary.json")));
        foreach (JsonProperty field in summary.RootElement.GetProperty(name).EnumerateObject().Where(f => f.Value.ValueKind == JsonValueKind.Number))
            Assert.Equal(field.Value.GetDouble(), made.GetProperty(field.Name).GetDouble(), 1e-6);
    }

    [Fact]
    public void The_engine_on_a_recording_s_ticks_is_the_shadow_session_to_the_hash()
    {
        Astra.Run("record", "--generate", SmallDay.Spec, "--out", _folder["day.rec.gz"]).Exits(0);
        string plans = _folder.Write("plans.json", """
            [{"instrument":"RELIANCE","algorithm":"macd-cross","intervalMinutes":1,"sizing":"fixed","quantity":100,
              "stops":{"stopAtr":0,"targetR":0,"breakevenR":0,"trailAtr":0}}]
            """);
        JsonElement shadow = Astra.Run("shadow", "--recording", _folder["day.rec.gz"], "--plans", plans, "--journal", _folder["j"], "--json").Exits(0).Json;
        JsonElement engine = Astra.Run(
            "backtest", "--recording", _folder["day.rec.gz"], "--fill", "ticks", "--symbol", "RELIANCE", "--interval", "1", "--strategy", "macd-cross",
            "--mode", "reverse", "--quantity", "100", "--intraday", "--cash", "20000000", "--json").Exits(0).Json;

        Assert.True(engine.GetProperty("closed_trades").GetInt32() > 3);
        Assert.Equal(shadow.GetProperty("trades").GetInt32(), engine.GetProperty("closed_trades").GetInt32());
        Assert.Equal(shadow.GetProperty("net").GetDecimal(), engine.GetProperty("final_equity").GetDecimal() - 20_000_000m, 6);
        Assert.Equal(shadow.GetProperty("outboundHash").GetString(), engine.GetProperty("outbound_hash").GetString());
    }

    [Fact]
    public void Several_symbols_at_a_longer_interval_with_dated_charges()
    {
        string bars = SharedData.Require("bars/nse_1m_2024_02_04.csv.gz");
        JsonElement made = Astra.Run(
            "backtest", "--bars", bars, "--symbol", "RELIANCE,TCS", "--interval", "15", "--strategy", "macd-cross", "--mode", "reverse", "--quantity", "10",
            "--costs", "india", "--intraday", "--trades", _folder["t.csv"], "--json").Exits(0).Json;
        JsonElement[] results = [.. made.GetProperty("results").EnumerateArray()];
        Assert.Equal(2, results.Length);
        foreach (JsonElement result in results)
        {
            Assert.Equal(15, result.GetProperty("interval_minutes").GetInt32());
            Assert.True(result.GetProperty("closed_trades").GetInt32() > 20);
            Assert.Equal(0, result.GetProperty("open_position").GetInt32());
            Assert.Equal(result.GetProperty("total_fees").GetDecimal(), result.GetProperty("charges").EnumerateObject().Sum(c => c.Value.GetDecimal()), 6);
        }
        Assert.StartsWith("symbol,side,qty,", File.ReadAllText(_folder["t.csv"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-02-03T09:15:00+05:30,1,100,101,99,100,1", "same time")]
    [InlineData("2025-02-03T09:14:00+05:30,1,100,101,99,100,1", "before that of the row above")]
    [InlineData("2025-02-03T09:16:00+05:30,1,nan,101,99,100,1", "not a number")]
    [InlineData("2025-02-03T09:16:00+05:30,1,100,101,0,100,1", "zero or negative")]
    [InlineData("2025-02-03T09:16:00+05:30,1,100,101,99,100,99999999999999999999", "volume")]
    public void A_bad_row_is_refused_with_file_and_line_and_repaired_when_asked(string row, string words)
    {
        string bars = _folder.Write("bad.csv", $"{Header}\n2025-02-03T09:15:00+05:30,1,100,101,99,100,1\n{row}\n2025-02-03T09:17:00+05:30,1,100,101,99,100,1\n");
        Astra.Run("backtest", "--bars", bars, "--strategy", "sma-cross", "--json").Refuses(bars, "line 3", words);

        Outcome repaired = Astra.Run("backtest", "--bars", bars, "--strategy", "sma-cross", "--repair", "--json").Exits(0);
        Assert.Contains("1 row left out", repaired.Err, StringComparison.Ordinal);
        Assert.Equal(2, repaired.Json.GetProperty("bars").GetInt32());
        Assert.Equal(1, repaired.Json.GetProperty("repairs").EnumerateObject().Single().Value.GetProperty("count").GetInt32());
    }

    [Fact]
    public void What_cannot_be_run_is_refused_with_the_remedy()
    {
        string bars = _folder.Write("b.csv", $"{Header}\n2025-02-03T09:15:00+05:30,1,100,101,99,100,1\n");
        Astra.Run("backtest", "--bars", _folder.Write("empty.csv", ""), "--strategy", "sma-cross").Refuses("empty");
        Astra.Run("backtest", "--bars", _folder.Write("cols.csv", "a,b\n1,2\n"), "--strategy", "sma-cross").Refuses("line 1", "missing");
        Astra.Run("backtest", "--bars", bars, "--strategy", "nothing").Refuses("sma-cross");
        Astra.Run("backtest", "--bars", bars, "--strategy", "sma-cross", "--param", "quick=1").Refuses("quick", "fast=10");
        Astra.Run("backtest", "--bars", bars, "--strategy", "sma-cross", "--param", "fast=40").Refuses("fast = 40 does not go with slow = 30");
        Astra.Run("backtest", "--bars", bars, "--strategy", "sma-cross", "--quantity", "some").Refuses("all-in");
        Astra.Run("backtest", "--bars", bars, "--strategy", "sma-cross", "--fill", "ticks").Refuses("--recording");
        Astra.Run("backtest", "--bars", bars, "--strategy", "sma-cross", "--style", "renko").Refuses("--brick");
        Astra.Run("backtest", "--strategy", "sma-cross").Refuses("--bars");
        Astra.Run("backtest", "--bars", bars, "--strategy", "confirm(sma-cross, nothing)").Refuses("confirm(sma-cross, nothing)", "nothing");
        Astra.Run("backtest", "--bars", bars, "--strategy", "sma-cross", "--fill", "engine", "--fee-rate", "0.0003").Refuses("--fee-rate", "next-open");
        Astra.Run("backtest", "--bars", bars, "--strategy", "sma-cross", "--slippage-ticks", "-1").Refuses("0 to 10,000");
        Assert.DoesNotContain("-1]", Astra.Run("backtest", "--help").Exits(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_cut_short_is_no_shorter_market()
    {
        string whole = Path.Combine(Path.GetDirectoryName(SharedData.Require("../reference/backtest/summary.json"))!, "input.csv.gz");
        byte[] bytes = File.ReadAllBytes(whole);
        File.WriteAllBytes(_folder["torn.csv.gz"], bytes[..(bytes.Length - 20)]);
        foreach (string option in (string[])["--bars", "--data"]) Astra.Run("backtest", option, _folder["torn.csv.gz"], "--strategy", "sma-cross", "--repair").Refuses("line", "not whole gzip");
        Astra.Run("sweep", "--bars", _folder["torn.csv.gz"], "--strategy", "sma-cross", "--grid", "fast=5..6").Refuses("not whole gzip");
    }

    [Fact]
    public void An_interrupted_search_ends_at_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill, which this system has not");
        string bars = Path.Combine(Path.GetDirectoryName(SharedData.Require("../reference/backtest/summary.json"))!, "input.csv.gz");
        using Process process = Astra.Start([], "lookahead", "--cuts", "100000", "--bars", bars, "--strategy", "macd-cross");
        Thread.Sleep(2_000);
        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) kill.WaitForExit();
        Assert.Equal("", Astra.Finish(process).Exits(130).Out);
    }

    [Theory]
    [InlineData("--fee-rate", "0.0003")]
    [InlineData("--costs", "flat")]
    [InlineData("--costs", "flat", "--fee-rate", "0.0003")]
    [InlineData("--costs", "india", "--charges-of", "2025-02-03")]
    public void Costs_that_the_engine_would_not_charge_are_refused(params string[] costs)
    {
        string bars = _folder.Write("b.csv", $"{Header}\n2025-02-03T09:15:00+05:30,1,100,101,99,100,1\n");
        Astra.Run(["backtest", "--bars", bars, "--strategy", "sma-cross", "--fill", "engine", .. costs]).Refuses("--fill engine", "next-open");
        Astra.Run(["backtest", "--bars", bars, "--strategy", "sma-cross", .. costs]).Exits(0);
    }

    [Fact]
    public void The_detectors_answer()
    {
        string bars = Path.Combine(Path.GetDirectoryName(SharedData.Require("../reference/backtest/summary.json"))!, "input.csv.gz");
        Assert.False(Astra.Run("lookahead", "--bars", bars, "--strategy", "macd-cross", "--mode", "reverse", "--json").Exits(0).Json.GetProperty("lookAhead").GetBoolean());
        JsonElement warm = Astra.Run("warmup", "--bars", bars, "--strategy", "sma-cross", "--json").Exits(0).Json;
        Assert.InRange(warm.GetProperty("symbols")[0].GetProperty("bars").GetInt32(), 1, 31);
    }

    private static string Unpacked(string path)
    {
        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
