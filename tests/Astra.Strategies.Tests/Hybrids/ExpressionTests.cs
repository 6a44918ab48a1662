using CsCheck;

namespace Astra.Strategies.Tests.Hybrids;

[Collection(nameof(RunsAlone))]
public class ExpressionTests
{
    [Theory]
    [InlineData("vote(macd-cross*2,rsi-reversal , supertrend-vwap;0.6)", "vote(macd-cross*2, rsi-reversal, supertrend-vwap; 0.6)")]
    [InlineData(" confirm( macd , supertrend-vwap ) ", "confirm(macd-cross, supertrend-vwap)")]
    [InlineData("regimes(trend:supertrend-vwap,range:bollinger-reversion)", "regimes(trend: supertrend-vwap, range: bollinger-reversion)")]
    [InlineData("confirm(macd-cross[ fast = 8, slow=21 ], vote(sma*0.5, orb))", "confirm(macd-cross[fast=8,slow=21], vote(sma-cross*0.5, opening-range-breakout))")]
    [InlineData("guard( macd )[before=30]", "guard(macd-cross)[before=30]")]
    [InlineData("macd-cross[slow=21]", "macd-cross[slow=21]")]
    [InlineData("confirm(sma, orb)[1.fast=5]", "confirm(sma-cross, opening-range-breakout)[1.fast=5]")]
    public void An_expression_is_read_and_written_back_in_one_form(string text, string name)
    {
        Assert.True(StrategyRegistry.TryGet(text, out StrategyDescriptor? made));
        Assert.Equal(name, made.Name);
        Assert.True(StrategyRegistry.TryGet(name, out StrategyDescriptor? again));
        Assert.Equal(name, again.Name);
        Assert.Equal(made.Parameters, again.Parameters);
        Assert.Null(StrategyRegistry.FirstProblem(text));
    }

    [Fact]
    public void Its_parameters_are_the_members_with_their_numbers_and_then_its_own()
    {
        StrategyDescriptor vote = Get("vote(macd-cross[fast=8]*2, confirm(rsi-reversal, sma-cross); 0.6)");
        Assert.Equal(
            ["1.fast", "1.slow", "1.signal", "2.1.length", "2.1.extreme", "2.1.exit", "2.2.fast", "2.2.slow", "1.weight", "2.weight", "threshold"],
            vote.Parameters.Select(p => p.Name));
        Assert.Equal([8, 26, 9, 14, 30, 50, 10, 30, 2, 1, 0.6], vote.Defaults());
        Assert.Equal(["adx", "trend-from", "calm", "volatile-from"], Get("regimes(any: sma-cross)").Parameters.Skip(2).Select(p => p.Name));
    }

    [Fact]
    public void A_value_that_a_member_refuses_is_blamed_on_its_own_parameter()
    {
        StrategyDescriptor vote = Get("vote(rsi-reversal, confirm(orb, macd-cross))");
        double[] values = vote.Defaults();
        values[vote.IndexOf("2.2.fast")] = 30;
        Assert.Equal(vote.IndexOf("2.2.fast"), vote.FirstInvalid(values));
        Assert.Contains("2.2.fast = 30", Assert.Throws<ArgumentException>(() => vote.Create(values)).Message, StringComparison.Ordinal);

        values = vote.Defaults();
        values[vote.IndexOf("1.weight")] = values[vote.IndexOf("2.weight")] = 0;
        Assert.Equal(vote.IndexOf("1.weight"), vote.FirstInvalid(values));
    }

    [Fact]
    public void It_tells_what_it_suits_and_needs()
    {
        StrategyDescriptor map = Get("regimes(up: macd-cross, range: bollinger-reversion)");
        Assert.Equal(MarketRegimes.TrendingUp | MarketRegimes.Ranging, map.Suits);
        Assert.Equal(["macd", "bollinger", "adx", "atr"], map.Indicators);
        Assert.Equal(MarketRegimes.TrendingUp | MarketRegimes.TrendingDown | MarketRegimes.Ranging, Get("vote(macd-cross, rsi-reversal)").Suits);
        Assert.False(Get("confirm(macd-cross, sma-cross)").TradesTheOpeningGap);
        Assert.True(Get("macd-cross[fast=8]").TradesTheOpeningGap);
    }

    [Fact]
    public void A_preset_trades_as_the_strategy_with_those_values() => Bars.Walk.Sample(bars =>
        Assert.Equal(Bars.Create("macd-cross", ("fast", 5), ("slow", 13)).Run(bars), Bars.Create("macd-cross[fast=5,slow=13]").Run(bars)));

    [Theory]
    [InlineData("vote(macd-cros, rsi-reversal)", 6, "no strategy 'macd-cros'; there are ")]
    [InlineData("vote(macd-cross)", 1, "at least 2 members")]
    [InlineData("vote(macd-cross, rsi-reversal", 30, "closing bracket")]
    [InlineData("vote(macd-cross, rsi-reversal) now", 32, "remove the rest")]
    [InlineData("vote(macd-cross, )", 18, "a strategy is expected")]
    [InlineData("vote(macd-cross*x, rsi-reversal)", 17, "a number")]
    [InlineData("vote(macd-cross*200, rsi-reversal)", 1, "1.weight = 200")]
    [InlineData("vote(macd-cross*0, rsi-reversal*0)", 1, "1.weight = 0")]
    [InlineData("vote(macd-cross, rsi-reversal; 1)", 1, "threshold = 1")]
    [InlineData("vote(trend: macd-cross, rsi-reversal)", 6, "have no label")]
    [InlineData("confirm(macd-cross*2, rsi-reversal)", 19, "have no weight")]
    [InlineData("confirm(macd-cross, rsi-reversal; 1)", 33, "takes no number")]
    [InlineData("guard(macd-cross, rsi-reversal)", 18, "guard takes one member")]
    [InlineData("regimes(macd-cross)", 9, "needs one of trend, up")]
    [InlineData("regimes(bull: macd-cross)", 9, "'bull' is no regime")]
    [InlineData("choose(macd-cross)", 1, "no hybrid 'choose'; there are confirm, guard, regimes, vote")]
    [InlineData("confirm(vote, macd-cross)", 9, "needs its members in brackets")]
    [InlineData("macd-cross[speed=3]", 12, "no parameter 'speed'; it has fast, slow, signal")]
    [InlineData("macd-cross[fast]", 16, "'fast' needs a value")]
    [InlineData("macd-cross[fast=1]", 12, "ranges over 2 to 500, whole numbers")]
    [InlineData("macd-cross[fast=2.5]", 12, "fast = 2.5")]
    [InlineData("macd-cross[fast=30]", 11, "fast = 30")]
    [InlineData("macd-cross[fast=8", 18, "closing ']'")]
    [InlineData("VOTE(macd-cross, rsi-reversal)", 1, "a strategy is expected")]
    [InlineData("()", 1, "a strategy is expected")]
    public void What_is_wrong_is_told_with_its_column_and_the_remedy(string text, int column, string what)
    {
        Assert.False(StrategyRegistry.TryGet(text, out _));
        string problem = StrategyRegistry.FirstProblem(text)!;
        Assert.StartsWith($"{text}: column {column}: ", problem, StringComparison.Ordinal);
        Assert.Contains(what, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_plain_name_is_told_with_those_there_are()
    {
        Assert.Contains("macd-cross", StrategyRegistry.FirstProblem("hope"), StringComparison.Ordinal);
        Assert.Null(StrategyRegistry.FirstProblem("macd"));
    }

    [Fact]
    public void Length_depth_and_numbers_are_limited()
    {
        Assert.Contains("too long", Problem(new string('(', HybridParser.LongestText + 1)), StringComparison.Ordinal);
        Assert.Contains("nested deeper", Problem("confirm(sma,confirm(sma,confirm(sma,confirm(sma,confirm(sma,sma)))))"), StringComparison.Ordinal);
        Assert.Null(StrategyRegistry.FirstProblem("confirm(sma,confirm(sma,confirm(sma,confirm(sma,sma))))"));
        Assert.Contains("at most 8 members", Problem("vote(sma,sma,sma,sma,sma,sma,sma,sma,sma)"), StringComparison.Ordinal);
        const string Eight = "vote(sma,sma,sma,sma,sma,sma,sma,sma)";
        Assert.Contains("more than 16 strategies", Problem($"vote({Eight},{Eight},sma)"), StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_makes_the_reader_fail() => Gen.String[Gen.Char["votecnfirmacdsagk-(),;:*[]= .0129"], 0, 60].Sample(text =>
        Assert.Equal(StrategyRegistry.TryGet(text, out _), StrategyRegistry.FirstProblem(text) is null));

    [Fact]
    public void A_plain_name_is_found_without_allocation()
    {
        Assert.True(StrategyRegistry.TryGet("macd", out _));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++) StrategyRegistry.TryGet("macd", out _);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, RunsAlone.Noise);
    }

    private static string Problem(string text) => StrategyRegistry.FirstProblem(text)!;

    private static StrategyDescriptor Get(string text)
    {
        Assert.True(StrategyRegistry.TryGet(text, out StrategyDescriptor? made));
        return made;
    }
}
