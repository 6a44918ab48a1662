using Astra.Markets;
using static Astra.Strategies.Tests.Actions;

namespace Astra.Strategies.Tests;

public class RsiReversalTests
{
    // RSI of two: 50, 16.7, 15.6, then 38.6 and 75.
    private static readonly decimal[] FallAndReturn = [100, 101, 100, 98, 97.9m, 98.2m, 99];

    private static IStrategy Create() => Bars.Create("rsi-reversal", ("length", 2), ("extreme", 30), ("exit", 50));

    [Fact]
    public void The_way_back_over_the_extreme_is_bought_and_sold_at_the_middle()
    {
        List<StrategyDecision> decisions = Create().Run(Bars.Closes(FallAndReturn));
        Assert.Equal([None, None, None, None, None, Long, Exit], decisions.Select(d => d.Action));
        Assert.Equal(100 * 0.2125 / 0.55, decisions[5].Figure0, 9);
        Assert.Equal((30, 70), (decisions[5].Figure1, decisions[5].Figure2));
    }

    [Fact]
    public void The_way_back_under_the_mirrored_extreme_is_sold_short() =>
        Assert.Equal([Short, Exit], Create().Signals(Bars.Closes([.. FallAndReturn.Select(c => 200 - c)])));

    [Fact]
    public void A_return_that_is_over_at_once_is_not_entered() =>
        Assert.Empty(Create().Signals(Bars.Closes(100, 101, 100, 98, 97.9m, 98.5m)));

    [Fact]
    public void A_market_that_has_only_moved_one_way_so_far_is_new_and_not_stretched()
    {
        // RSI 100 at the first move, 62.5 at the second.
        List<StrategyDecision> decisions = Create().Run(Bars.Closes(100, 100, 100, 100, 101, 100.7m));
        Assert.Equal(100, decisions[4].Figure0);
        Assert.Equal(62.5, decisions[5].Figure0, 9);
        Assert.All(decisions, d => Assert.Equal(None, d.Action));
    }

    [Fact]
    public void A_return_by_the_overnight_gap_opens_nothing_then_or_later()
    {
        List<Bar> bars = Bars.Closes(FallAndReturn.AsSpan(0, 5));
        bars.AddRange([Bars.At(98.2m, sessionStart: true), Bars.At(98.3m), Bars.At(98.4m)]);
        Assert.Empty(Create().Signals(bars));
    }
}
