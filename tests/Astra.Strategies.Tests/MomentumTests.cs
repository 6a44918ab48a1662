using Astra.Markets;
using static Astra.Strategies.Tests.Actions;

namespace Astra.Strategies.Tests;

public class MomentumTests
{
    // Ranges of one rupee: in four bars a walk covers two.
    private static readonly Bar[] Calm = [.. Enumerable.Range(0, 8).Select(i => Of(100, i == 0))];

    private static IStrategy Create() => Bars.Create("momentum", ("length", 4), ("atr", 100), ("enter", 1), ("leave", 0.5));

    private static IStrategy Short4() => Bars.Create("momentum", ("length", 4), ("atr", 4), ("enter", 1), ("leave", 0.5));

    [Fact]
    public void A_move_large_for_its_ranges_is_followed_until_it_has_shrunk()
    {
        // Half a rupee a bar keeps the range at one: 0.25, 0.5, 0.75, 1, and 1.05 usual moves; then the older closes catch up.
        decimal[] closes = [100.5m, 101, 101.5m, 102, 102.6m, 102.6m, 102.6m, 102.6m];
        List<StrategyDecision> decisions = Short4().Run([.. Calm, .. closes.Select(c => Of(c))]);
        Assert.Equal([None, None, None, None, Long, None, None, Exit], decisions[^8..].Select(d => d.Action));
        Assert.All(decisions[..^8], d => Assert.Equal(None, d.Action));
        Assert.Equal(1, decisions[11].Figure0, 9);
        Assert.Equal((2, 1, 102), (decisions[11].Figure1, decisions[11].Figure2, decisions[11].Figure3));
    }

    [Fact]
    public void A_fall_is_followed_short() => Assert.Equal([Short], Short4().Signals([.. Calm, Of(95)]));

    [Fact]
    public void The_atr_too_must_be_ready() => Assert.All(Create().Run(Calm), d => Assert.Equal(StrategyDecision.WarmingUp, d));

    [Fact]
    public void A_move_by_the_overnight_gap_opens_nothing_then_or_later()
    {
        Bar gap = Of(110, start: true);
        Assert.Empty(Short4().Signals([.. Calm, gap, Of(111), Of(112)]));
    }

    [Fact]
    public void A_gap_against_the_trade_ends_it() => Assert.Equal([Short, Exit], Short4().Signals([.. Calm, Of(95), Of(110, start: true)]));

    private static Bar Of(decimal close, bool start = false) => Bars.Of(close + 0.5m, close - 0.5m, close, sessionStart: start);
}
