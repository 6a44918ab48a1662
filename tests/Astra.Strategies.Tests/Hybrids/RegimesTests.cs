using Astra.Markets;
using static Astra.Strategies.Tests.Actions;

namespace Astra.Strategies.Tests.Hybrids;

public class RegimesTests
{
    private const MarketRegimes Trend = MarketRegimes.TrendingUp | MarketRegimes.TrendingDown;

    [Fact]
    public void Only_the_member_of_the_advisors_regime_enters()
    {
        Regimes regimes = Of(new Scripted([.. Warm, Long, None, Exit, Long]), new Scripted([.. Warm, Short, Long, None, Exit]));
        regimes.Run(Flat(Warm.Length));
        regimes.OnRegime(MarketRegimes.Ranging);
        Assert.Equal(Short, regimes.OnBar(Bars.At(100)).Action);
        StrategyDecision second = regimes.OnBar(Bars.At(100));
        Assert.Equal((Long, (double)MarketRegimes.Ranging, 2), (second.Action, second.Figure0, second.Figure3));
        regimes.OnRegime(MarketRegimes.TrendingUp);
        // The trender's exit is not the owner's, its entry takes the trade over.
        Assert.Equal(None, regimes.OnBar(Bars.At(100)).Action);
        Assert.Equal(Long, regimes.OnBar(Bars.At(100)).Action);
    }

    [Fact]
    public void Who_opened_the_trade_ends_it_in_any_regime()
    {
        Regimes regimes = Of(new Scripted([.. Warm, Long, None, Exit]), new Scripted([.. Warm, None, None, None]));
        regimes.Run(Flat(Warm.Length));
        regimes.OnRegime(MarketRegimes.TrendingUp);
        Assert.Equal(Long, regimes.OnBar(Bars.At(100)).Action);
        regimes.OnRegime(MarketRegimes.Ranging);
        Assert.Equal([None, Exit], regimes.Actions([Bars.At(100), Bars.At(100)]));
    }

    [Fact]
    public void An_owner_that_turns_out_of_its_regime_only_leaves()
    {
        Regimes regimes = Of(new Scripted([.. Warm, Long, Short]), new Scripted([.. Warm, None, None]));
        regimes.Run(Flat(Warm.Length));
        regimes.OnRegime(MarketRegimes.TrendingUp);
        Assert.Equal(Long, regimes.OnBar(Bars.At(100)).Action);
        regimes.OnRegime(MarketRegimes.Ranging);
        Assert.Equal(Exit, regimes.OnBar(Bars.At(100)).Action);
    }

    [Fact]
    public void In_a_regime_without_a_member_nothing_is_entered()
    {
        Regimes regimes = Of(new Scripted([.. Warm, Long]), new Scripted([.. Warm, Long]));
        regimes.Run(Flat(Warm.Length));
        regimes.OnRegime(MarketRegimes.Volatile);
        StrategyDecision decision = regimes.OnBar(Bars.At(100));
        Assert.Equal((None, 0), (decision.Action, decision.Figure3));
    }

    [Fact]
    public void Without_an_advisor_its_own_rule_tells_trend_range_and_volatility()
    {
        Regimes regimes = Of(new Scripted(new StrategyAction?[100]), new Scripted(new StrategyAction?[100]));
        Assert.All(regimes.Run(Flat(4)), d => Assert.Equal(StrategyDecision.WarmingUp, d));

        Assert.Equal(MarketRegimes.Ranging, Told(Flat(20)));
        Assert.Equal(MarketRegimes.TrendingUp, Told(Slope(1)));
        Assert.Equal(MarketRegimes.TrendingDown, Told(Slope(-1)));
        // Ranges of 20 rupees after ranges of one: the short ATR is over 1.5 times the long one, and no side is stronger.
        Assert.Equal(MarketRegimes.Ranging | MarketRegimes.Volatile, Told([.. Flat(20), Bars.Of(110, 90, 100), Bars.Of(110, 90, 100)]));
    }

    private static MarketRegimes Told(IEnumerable<Bar> bars)
    {
        Bar[] all = [.. bars];
        Regimes regimes = Of(new Scripted([.. all.Select(_ => (StrategyAction?)None)]), new Scripted([.. all.Select(_ => (StrategyAction?)None)]));
        return (MarketRegimes)(int)regimes.Run(all)[^1].Figure0;
    }

    // Ready on the sixth bar: ATR of five.
    private static readonly StrategyAction?[] Warm = [None, None, None, None, None, None];

    private static Regimes Of(IStrategy trender, IStrategy ranger) => new([trender, ranger], [Trend, MarketRegimes.Ranging], 2, 25, 5, 1.5);

    private static Bar[] Flat(int count) => [.. Enumerable.Range(0, count).Select(_ => Bars.Of(100.5m, 99.5m, 100))];

    private static Bar[] Slope(int step) => [.. Enumerable.Range(0, 20).Select(i => Bars.Of(100.5m + step * i, 99.5m + step * i, 100 + step * i))];
}
