using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Astra.Markets;

namespace Astra.Strategies.Tests;

/// <summary>The two plain crossings against hand-made bars and against the signals counted in the backtest reference.</summary>
public class CrossTests
{
    private const StrategyAction None = StrategyAction.None;
    private const StrategyAction Long = StrategyAction.EnterLong;
    private const StrategyAction Short = StrategyAction.EnterShort;

    [Fact]
    public void The_fast_average_over_the_slow_one_is_long_and_under_it_short()
    {
        List<StrategyDecision> decisions = Sma().Run(Bars.Closes(10, 9, 12, 8));
        Assert.Equal([None, None, Long, Short], decisions.Select(d => d.Action));
        // Averages of one and of two closes: 12 over (9 + 12) / 2.
        Assert.Equal((12, 10.5, 1.5, 12), (decisions[2].Figure0, decisions[2].Figure1, decisions[2].Figure2, decisions[2].Figure3));
    }

    [Fact]
    public void The_first_defined_bar_never_signals() => Assert.Equal([None, None, None], Sma().Actions(Bars.Closes(10, 12, 14)));

    [Fact]
    public void A_tie_is_left_upwards_and_downwards()
    {
        // Equal closes tie the averages exactly: up, tie, up again; then tie, down, tie, down again.
        Assert.Equal([None, None, Long, None, Long], Sma().Actions(Bars.Closes(10, 9, 12, 12, 13)));
        Assert.Equal([None, None, None, Short, None, Short], Sma().Actions(Bars.Closes(10, 11, 11, 10, 10, 9)));
    }

    [Fact]
    public void Averages_that_tie_on_ticks_are_a_tie()
    {
        // 300.15 over three closes and 600.30 over six: the same mean, which running sums of doubles miss.
        List<Bar> bars = Bars.Closes(100.10m, 100.05m, 100.00m, 100.05m, 100.00m, 100.10m, 100.15m);
        Assert.Equal([None, Long], Bars.Create("sma-cross", ("fast", 3), ("slow", 6)).Actions(bars)[5..]);
    }

    [Theory]
    [InlineData("sma-cross")]
    [InlineData("macd-cross")]
    public void A_crossing_by_the_overnight_gap_is_said(string name)
    {
        IStrategy strategy = name == "sma-cross" ? Sma() : Bars.Create(name, ("fast", 2), ("slow", 3), ("signal", 2));
        List<Bar> bars = Bars.Closes(100, 99, 97, 94, 90);
        bars.Add(Bars.At(96, sessionStart: true));
        Assert.Equal(Long, strategy.Actions(bars)[^1]);
    }

    public static TheoryData<string, double> StillPrices => new MatrixTheoryData<string, double>(["sma-cross", "macd-cross", "macd-rsi", "event-defence"], [100.05, 0.15, 23_456.85]);

    [Theory]
    [MemberData(nameof(StillPrices))]
    public void Prices_that_never_move_cross_nothing(string name, double rupees) =>
        Assert.All(Bars.Create(name).Run(Still(rupees, 3_000)), decision => Assert.Equal((None, 0d), (decision.Action, name == "sma-cross" ? 0 : decision.Figure2)));

    /// <summary>
    /// Averages come to rest some last bits beside the price, and not at one bar. These moves, first to one price for some bars and then to
    /// another for good, leave differences that cross zero by that alone.
    /// </summary>
    [Theory]
    [InlineData("sma-cross", 24, 25, 0, 100.05, 1.95, 8, 0.90)]
    [InlineData("sma-cross", 10, 30, 0, 0.15, 0.80, 10, 0.30)]
    [InlineData("macd-cross", 24, 25, 2, 100.05, 1.95, 8, 0.90)]
    [InlineData("macd-cross", 40, 41, 5, 0.15, 0.80, 10, 0.30)]
    public void Prices_that_have_come_to_rest_cross_nothing_more(string name, int fast, int slow, int signal, double start, double move, int bars, double rest)
    {
        IStrategy strategy = signal == 0 ? Bars.Create(name, ("fast", fast), ("slow", slow)) : Bars.Create(name, ("fast", fast), ("slow", slow), ("signal", signal));
        List<Bar> series = [.. Still(start, slow + signal), .. Still(start + move, bars), .. Still(start + rest, 1_200)];
        StrategyAction[] actions = strategy.Actions(series);
        Assert.Contains(actions, action => action != None);
        Assert.All(actions[^1_050..], action => Assert.Equal(None, action));
    }

    private static List<Bar> Still(double rupees, int count) => Bars.Closes([.. Enumerable.Repeat(Math.Round((decimal)rupees, 2), count)]);

    [Theory]
    [InlineData("macd", "macd-cross")]
    [InlineData("sma", "sma-cross")]
    public void The_short_name_is_the_same_strategy(string alias, string name)
    {
        Assert.True(StrategyRegistry.TryGet(alias, out StrategyDescriptor? byAlias));
        Assert.True(StrategyRegistry.TryGet(name, out StrategyDescriptor? byName));
        Assert.Same(byName, byAlias);
        Assert.Single(StrategyRegistry.All, byName);
    }

    [Theory]
    [InlineData("sma_10_30_long_fixed")]
    [InlineData("macd_12_26_9_long_fixed")]
    [InlineData("sma_10_30_long_allin")]
    [InlineData("macd_12_26_9_reverse_fixed")]
    public void The_reference_counts_the_same_signals_up_and_down(string name)
    {
        using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(Reference("summary.json")));
        JsonElement expected = summary.RootElement.GetProperty(name);
        double[] values = [.. expected.GetProperty("params").EnumerateArray().Select(p => p.GetDouble())];
        Assert.True(StrategyRegistry.TryGet(expected.GetProperty("strategy").GetString()!, out StrategyDescriptor? descriptor));
        StrategyAction[] actions = descriptor.Create(values.Length == descriptor.Parameters.Count ? values : [.. values, 9]).Actions(Input());
        Assert.Equal(expected.GetProperty("up_signals").GetInt32(), actions.Count(a => a == Long));
        Assert.Equal(expected.GetProperty("down_signals").GetInt32(), actions.Count(a => a == Short));
    }

    [Theory]
    [InlineData("sma_10_30_long_fixed", "sma-cross")]
    [InlineData("macd_12_26_9_long_fixed", "macd-cross")]
    public void The_reference_buys_and_sells_on_the_bar_after_the_signals(string name, string strategy)
    {
        // Long only: up while flat buys at the next row, down while long sells.
        StrategyAction[] actions = Bars.Create(strategy).Actions(Input());
        List<(int Entry, int Exit)> trades = [];
        for (int i = 0; i < actions.Length - 1; i++)
        {
            bool flat = trades.Count == 0 || trades[^1].Exit >= 0;
            if (actions[i] == Long && flat) trades.Add((i + 1, -1));
            else if (actions[i] == Short && !flat) trades[^1] = (trades[^1].Entry, i + 1);
        }
        Assert.Equal(Trades(name), trades);
    }

    private static List<(int Entry, int Exit)> Trades(string name)
    {
        string[] lines = File.ReadAllLines(Reference(name + ".trades.csv"));
        List<string> header = [.. lines[0].Split(',')];
        int entry = header.IndexOf("entry_bar");
        int exit = header.IndexOf("exit_bar");
        return [.. lines.Skip(1).Select(line => line.Split(',')).Select(cells => (Whole(cells[entry]), cells[exit].Length == 0 ? -1 : Whole(cells[exit])))];
    }

    private static List<Bar> Input()
    {
        List<Bar> bars = [];
        string session = "";
        using GZipStream unpacked = new(File.OpenRead(Reference("input.csv.gz")), CompressionMode.Decompress);
        using StreamReader reader = new(unpacked);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            bars.Add(Bars.Of(Number(cells[3]), Number(cells[4]), Number(cells[5]), long.Parse(cells[6], CultureInfo.InvariantCulture), cells[1] != session));
            session = cells[1];
        }
        return bars;
    }

    private static IStrategy Sma() => Bars.Create("sma-cross", ("fast", 1), ("slow", 2));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Reference(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "reference", "backtest", name);
            if (File.Exists(path)) return path;
        }
        Assert.Skip($"NOT CHECKED: shared/reference/backtest/{name} is not beside the repository");
        return "";
    }
}
