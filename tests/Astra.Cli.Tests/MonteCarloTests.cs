using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary><c>astra montecarlo</c>: figures with errors, warnings, refusals, and a live list held against its backtest.</summary>
public sealed class MonteCarloTests
{
    private static string Returns(int count, Func<int, string> of) => "return\n" + string.Join('\n', Enumerable.Range(0, count).Select(of)) + "\n";

    [Fact]
    public void Json_has_quantiles_and_probabilities_with_errors_and_does_not_depend_on_threads()
    {
        using TempFolder folder = new();
        string file = folder.Write("returns.csv", Returns(60, i => FormattableString.Invariant($"{(i * 37 % 60 - 26) / 2_000.0}")));
        string[] run = ["montecarlo", "--returns", file, "--paths", "3000", "--seed", "5", "--json"];
        using JsonDocument one = JsonDocument.Parse(Astra.Run([.. run, "--threads", "1"]).Exits(0).Out);
        using JsonDocument three = JsonDocument.Parse(Astra.Run([.. run, "--threads", "3"]).Exits(0).Out);
        foreach (string figure in (string[])["terminal", "maxDrawdown", "probabilities", "longestLosingStreak"])
            Assert.Equal(one.RootElement.GetProperty(figure).GetRawText(), three.RootElement.GetProperty(figure).GetRawText());
        JsonElement median = one.RootElement.GetProperty("terminal").GetProperty("quantiles").GetProperty("0.5");
        Assert.InRange(median.GetProperty("value").GetDouble(), 1.0, 1.2);
        Assert.True(median.GetProperty("error").GetDouble() > 0);
        Assert.Equal("iid", one.RootElement.GetProperty("method").GetString());
        Assert.Equal(0.9, double.Parse(one.RootElement.GetProperty("probabilities").GetProperty("everBelow").EnumerateObject().Single().Name, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Few_trades_are_warned_of_and_still_answered()
    {
        using TempFolder folder = new();
        Outcome few = Astra.Run("montecarlo", "--returns", folder.Write("r.csv", Returns(12, _ => "0.01")), "--paths", "100").Exits(0);
        Assert.Contains("only 12 trades", few.Err, StringComparison.Ordinal);
        Assert.Contains("100 paths of 12 trades", few.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_live_list_out_of_line_exits_with_one_and_a_chart_is_drawn()
    {
        using TempFolder folder = new();
        string backtest = folder.Write("b.csv", Returns(100, i => i % 5 < 3 ? "0.01" : "-0.01"));
        string good = folder.Write("good.csv", Returns(30, i => i % 5 < 3 ? "0.01" : "-0.01")), bad = folder.Write("bad.csv", Returns(30, _ => "-0.01"));
        Astra.Run("montecarlo", "--returns", backtest, "--chart", folder["fan.bmp"]).Refuses("fan.bmp", ".png or .svg");
        Outcome inLine = Astra.Run("montecarlo", "--returns", backtest, "--live", good, "--chart", folder["fan.svg"]).Exits(0);
        Assert.Contains("in line with the backtest", inLine.Out, StringComparison.Ordinal);
        Assert.Contains("<svg", File.ReadAllText(folder["fan.svg"]), StringComparison.Ordinal);
        Assert.Contains("out of line", Astra.Run("montecarlo", "--returns", backtest, "--live", bad).Exits(1).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--paths 0", "--paths 0: give 1 to 5000000")]
    [InlineData("--block 99", "--block 99: give 1 to 40")]
    [InlineData("--shuffle --block 3", "--shuffle takes each trade once")]
    [InlineData("--regimes 7", "--regimes 7: 2 to 5 regimes are fitted")]
    [InlineData("--drawdowns 10", "--drawdowns 10: give fractions")]
    [InlineData("--trades t.csv", "give one of --returns and --trades")]
    public void Impossible_options_are_refused_in_words(string options, string words)
    {
        using TempFolder folder = new();
        string file = folder.Write("r.csv", Returns(40, i => i % 2 == 0 ? "0.01" : "-0.01"));
        Assert.Contains(words, Astra.Run(["montecarlo", "--returns", file, .. options.Split(' ')]).Exits(2).Err, StringComparison.Ordinal);
    }
}
