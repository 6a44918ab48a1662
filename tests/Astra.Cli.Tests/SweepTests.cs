using System.Globalization;
using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary><c>astra sweep</c> as users and scripts call it.</summary>
public sealed class SweepTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_grid_becomes_one_row_for_each_valid_set()
    {
        string output = _folder["sets.csv"];
        JsonElement json = Astra.Run("sweep", "--bars", Bars(2_000), "--strategy", "macd", "--grid", "fast=5..7,slow=6|20", "--grid", "signal=4..8:2",
            "--mode", "reverse", "--quantity", "10", "--fee-rate", "0.0003", "--out", output, "--json").Exits(0).Json;
        Assert.Equal(12, json.GetProperty("sets").GetInt32());
        Assert.Equal(6, json.GetProperty("skipped").GetInt32());
        Assert.Equal(2_000, json.GetProperty("bars").GetInt32());
        Assert.True(json.GetProperty("barSetsPerSecond").GetDouble() > 0);
        Assert.Equal("reverse", json.GetProperty("question").GetProperty("sides").GetString());
        string[] rows = File.ReadAllLines(output);
        Assert.StartsWith("set,fast,slow,signal,final_equity,", rows[0], StringComparison.Ordinal);
        Assert.Equal(13, rows.Length);
        Assert.StartsWith("0,5,6,4,", rows[1], StringComparison.Ordinal);
        double best = rows.Skip(1).Max(row => double.Parse(row.Split(',')[5], CultureInfo.InvariantCulture));
        Assert.Equal(best, json.GetProperty("best")[0].GetProperty("figures").GetProperty("return_pct").GetDouble());
    }

    [Fact]
    public void A_set_of_a_sweep_is_the_backtest_of_its_parameters()
    {
        string bars = Bars(1_500);
        string[] rules = ["--intraday", "--costs", "india", "--mode", "reverse", "--quantity", "all-in", "--cash", "200000"];
        JsonElement sweep = Astra.Run(["sweep", "--bars", bars, "--strategy", "sma-cross", "--grid", "fast=7,slow=19", .. rules, "--json"]).Exits(0).Json;
        JsonElement backtest = Astra.Run(["backtest", "--bars", bars, "--strategy", "sma-cross", "--param", "fast=7", "--param", "slow=19", .. rules, "--json"]).Exits(0).Json;
        JsonElement figures = sweep.GetProperty("best")[0].GetProperty("figures");
        Assert.Equal(backtest.GetProperty("final_equity").GetDouble(), figures.GetProperty("final_equity").GetDouble(), 1e-6);
        Assert.Equal(backtest.GetProperty("total_fees").GetDouble(), figures.GetProperty("fees").GetDouble(), 1e-6);
        Assert.True(figures.GetProperty("trades").GetDouble() > 5);
    }

    [Fact]
    public void A_table_a_parquet_file_and_a_heat_map_are_made()
    {
        (string parquet, string map) = (_folder["sets.parquet"], _folder["map.svg"]);
        Outcome done = Astra.Run("sweep", "--bars", Bars(600), "--strategy", "macd-rsi", "--random", "20", "--seed", "5", "--out", parquet,
            "--heatmap", "fast,slow", "--heatmap-out", map, "--top", "3", "--threads", "2").Exits(0);
        Assert.Contains("20 sets x 600 bars", done.Out, StringComparison.Ordinal);
        Assert.Equal("PAR1", System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(parquet)[^4..]));
        Assert.Contains("<svg", File.ReadAllText(map), StringComparison.Ordinal);
    }

    [Fact]
    public void What_makes_no_sense_is_refused_with_a_remedy()
    {
        string bars = Bars(50);
        Sweep("--strategy", "macd").Refuses("--grid");
        Sweep("--strategy", "macd", "--grid", "quick=5").Refuses("quick", "fast, slow, signal");
        Sweep("--strategy", "macd", "--grid", "fast=30,slow=20").Refuses("none of the grid's 1 sets");
        Sweep("--strategy", "macd", "--grid", "fast=5", "--out", _folder["sets.xls"]).Refuses("sets.xls", ".parquet");
        Sweep("--strategy", "macd", "--grid", "fast=5", "--threads", "0").Refuses("--threads 0");
        Sweep("--strategy", "macd", "--grid", "fast=5", "--by", "beauty").Refuses("--by beauty", "return_pct");
        Sweep("--strategy", "macd", "--grid", "fast=5", "--heatmap", "fast,slow").Refuses("--heatmap-out");
        Sweep("--strategy", "nothing", "--grid", "fast=5").Refuses("nothing", "macd-cross");
        Astra.Run("sweep", "--bars", _folder["none.csv"], "--strategy", "macd", "--grid", "fast=5").Refuses("none.csv");

        Outcome Sweep(params string[] more) => Astra.Run(["sweep", "--bars", bars, .. more]);
    }

    private string Bars(int count)
    {
        Random random = new(1);
        int price = 20_000;
        List<string> lines = ["time,session,open,high,low,close,volume"];
        for (int i = 0; i < count; i++)
        {
            DateOnly day = new DateOnly(2025, 2, 3).AddDays(i / 375);
            int open = price, close = price + random.Next(-8, 9) * 5;
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}T{new TimeOnly(9, 15).AddMinutes(i % 375):HH:mm:ss}+05:30,{day:yyyy-MM-dd},{open / 100m},{Math.Max(open, close) / 100m},{Math.Min(open, close) / 100m},{close / 100m},100"));
            price = close;
        }
        return _folder.Write("bars.csv", string.Join('\n', lines));
    }
}
