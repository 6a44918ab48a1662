using System.Text.Json;

namespace Astra.Research.Tests.Sweeping;

/// <summary>The published cases, each as one set among others of a sweep.</summary>
public sealed class SweepReferenceTests
{
    private const double Tolerance = 1e-6;

    [Theory]
    [InlineData("sma_10_30_long_fixed", "sma-cross", TradeSides.LongOnly, 100, "8,30|10,30|10,31")]
    [InlineData("macd_12_26_9_long_fixed", "macd-cross", TradeSides.LongOnly, 100, "11,26,9|12,26,9|12,26,10")]
    [InlineData("sma_10_30_long_allin", "sma-cross", TradeSides.LongOnly, 0, "8,30|10,30|10,31")]
    [InlineData("macd_12_26_9_reverse_fixed", "macd-cross", TradeSides.Reverse, 100, "11,26,9|12,26,9|12,26,10")]
    public void The_middle_set_has_the_reference_s_trades_and_totals(string name, string strategy, TradeSides sides, int quantity, string text)
    {
        double[][] sets = [.. text.Split('|').Select(set => set.Split(',').Select(double.Parse).ToArray())];
        string path = SharedFolder.Find("reference", "backtest", "input.csv.gz");
        BarSeries series = BarFile.Read(path).Series.Single();
        LedgerRules rules = new() { Sides = sides, Quantity = quantity };
        // Through JSON, as a worker elsewhere would get it.
        SweepSpec spec = SweepSpec.Of(path, series, new BacktestSpec(Pairs.Strategy(strategy), []), rules, 300_000, null, null);
        SweepWork work = new(SweepSpec.FromJson(spec.ToJson()).On(series));
        List<SweepRow> rows = [];
        Sweep.Run(work, new InProcessTrialRunner(2), sets, sets.Length, 2, rows.Add, TestContext.Current.CancellationToken);
        double Of(string figure) => rows[1].Figures.Span[SweepFigures.Names.ToList().IndexOf(figure)];

        using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(SharedFolder.Find("reference", "backtest", "summary.json")));
        JsonElement expected = summary.RootElement.GetProperty(name);
        Assert.Equal(expected.GetProperty("final_equity").GetDouble(), Of("final_equity"), Tolerance);
        Assert.Equal(expected.GetProperty("total_fees").GetDouble(), Of("fees"), Tolerance);
        Assert.Equal(expected.GetProperty("closed_trades").GetInt32(), Of("trades"));
        Assert.Equal(expected.GetProperty("open_position").GetInt32(), Of("open_units"));
        Assert.Equal(expected.GetProperty("winning_trades").GetInt32() / (double)expected.GetProperty("closed_trades").GetInt32(), Of("win_rate"));
        Assert.Equal(expected.GetProperty("max_drawdown_abs").GetDouble(), Of("max_drawdown"), Tolerance);
        Assert.Equal(expected.GetProperty("max_drawdown_pct").GetDouble(), Of("max_drawdown_pct"), 1e-8);

        string[] lines = [.. File.ReadLines(SharedFolder.Find("reference", "backtest", name + ".trades.csv"))];
        List<string> header = [.. lines[0].Split(',')];
        List<LedgerTrade> trades = work.Trades(sets[1]);
        for (int i = 0; i < trades.Count; i++)
        {
            string[] cells = lines[i + 1].Split(',');
            decimal Cell(string column) => decimal.Parse(cells[header.IndexOf(column)], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal((Cell("entry_bar"), Cell("exit_bar")), (trades[i].EntryBar, trades[i].ExitBar));
            Assert.Equal((Cell("entry_price") * 10_000, Cell("exit_price") * 10_000), (trades[i].EntryUnits, trades[i].ExitUnits));
            Assert.Equal((double)Cell("pnl"), trades[i].Profit.Rupees, Tolerance);
        }
    }
}
