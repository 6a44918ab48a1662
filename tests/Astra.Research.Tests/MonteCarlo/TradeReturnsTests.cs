namespace Astra.Research.Tests;

/// <summary>What a file of returns may hold, and what is said when it does not; and a live list among its paths.</summary>
public class TradeReturnsTests
{
    [Theory]
    [InlineData("", "line 1", "empty")]
    [InlineData("price\n1\n", "line 1", "no column 'return'")]
    [InlineData("return\n", "line 1", "no trade")]
    [InlineData("return\n0.01\nabc\n", "line 3", "'abc' is no number")]
    [InlineData("return\n0.01\nNaN\n", "line 3", "no fraction over -1")]
    [InlineData("return\n-1\n", "line 2", "no fraction over -1")]
    [InlineData("return\n0.01\n\n0.02\n", "line 3", "is no number")]
    public void Bad_files_are_refused_with_line_and_remedy(string text, string place, string words)
    {
        using var file = new TextOnDisk(text);
        ResearchInputException error = Assert.Throws<ResearchInputException>(() => TradeReturns.Read(file.Path));
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Profits_in_rupees_become_shares_of_the_wealth_before_them()
    {
        using var file = new TextOnDisk("side,pnl\nlong,100\nlong,\nlong,-55\n");
        TradeReturns list = TradeReturns.Read(file.Path, 1_000);
        Assert.Equal([0.1, -0.05], list.Values.ToArray());
    }

    [Fact]
    public void A_live_list_like_its_backtest_is_in_line_and_a_losing_one_is_not()
    {
        var backtest = new TradeReturns([.. Enumerable.Range(0, 200).Select(i => i % 5 < 3 ? 0.01 : -0.01)]);
        PathSimulation paths = Paths.Of(backtest, new PathPlan { Paths = 5_000, Trades = 40 });
        Assert.False(ForwardTest.Run(new TradeReturns([.. Enumerable.Range(0, 40).Select(i => i % 5 < 3 ? 0.01 : -0.01)]), paths).OutOfLine);
        Assert.True(ForwardTest.Run(new TradeReturns([.. Enumerable.Repeat(-0.01, 40)]), paths).OutOfLine);
        Assert.Throws<ArgumentException>(() => ForwardTest.Run(new TradeReturns([0.01]), paths));
    }

    [Fact]
    public void The_fan_is_ordered_and_begins_at_one()
    {
        PathFan fan = Bootstrap.Fan(new TradeReturns([0.02, -0.01, 0.005]), new PathPlan { Paths = 500, Trades = 300 });
        Assert.Equal((0, 300), (fan.At[0], fan.At[^1]));
        Assert.All(fan.Bands, band => Assert.Equal(1, band[0]));
        for (int level = 1; level < fan.Bands.Count; level++)
            Assert.All(fan.Bands[level].Zip(fan.Bands[level - 1]), pair => Assert.True(pair.First >= pair.Second));
    }

    private sealed class TextOnDisk : IDisposable
    {
        public TextOnDisk(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
