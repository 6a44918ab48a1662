using Astra.Markets;
using static Astra.Strategies.Tests.Actions;

namespace Astra.Strategies.Tests;

public class VolatilityBreakoutTests
{
    private static readonly Bar[] Quiet = [.. Enumerable.Range(0, 10).Select(i => Bars.Of(100.5m, 99.5m, 100, sessionStart: i == 0))];
    // EMA of four 101.2, ATR 1.5: the channel ends at 102.7.
    private static readonly Bar Break = Bars.Of(103, 100, 103);

    private static IStrategy Create(double quiet = 3, double wait = 2, double width = 2) =>
        Bars.Create("volatility-breakout", ("length", 4), ("width", width), ("channel", 1), ("quiet-bars", quiet), ("wait-bars", wait));

    [Fact]
    public void The_first_close_outside_the_channel_after_a_squeeze_is_followed_until_it_is_back_over_the_middle()
    {
        List<StrategyDecision> decisions = Create().Run([.. Quiet, Break, Bars.Of(103, 101, 101)]);
        Assert.Equal([Long, Exit], decisions[^2..].Select(d => d.Action));
        Assert.All(decisions[..^2], d => Assert.Equal(None, d.Action));
        Assert.Equal(101.2, decisions[10].Figure0, 9);
        Assert.Equal(1.5, decisions[10].Figure1, 9);
        Assert.Equal((3, 0), (decisions[9].Figure3, decisions[10].Figure3));
    }

    [Fact]
    public void Downwards_it_is_followed_short() => Assert.Equal([Short], Create().Signals([.. Quiet, Bars.Of(100, 97, 97)]));

    [Fact]
    public void A_squeeze_too_short_arms_nothing()
    {
        // Ready on the fifth bar, so six bars of ten can be quiet.
        Assert.Equal([Long], Create(quiet: 6).Signals([.. Quiet, Break]));
        Assert.Empty(Create(quiet: 7).Signals([.. Quiet, Break]));
    }

    [Fact]
    public void Once_the_squeeze_is_over_the_breakout_must_come_soon()
    {
        // Width 5 makes one close at 101 an end of the squeeze, still inside the channel.
        Bar stir = Bars.Of(101.2m, 99.8m, 101);
        Bar late = Bars.Of(105, 101, 105);
        Assert.Empty(Create(wait: 1, width: 5).Signals([.. Quiet, stir, late]));
        Assert.Equal([Long], Create(wait: 2, width: 5).Signals([.. Quiet, stir, late]));
    }

    [Fact]
    public void A_breakout_by_the_overnight_gap_spends_the_squeeze()
    {
        Bar gap = Break with { Flags = BarFlags.SessionStart };
        Assert.Empty(Create().Signals([.. Quiet, gap, Bars.Of(108, 103, 108)]));
    }
}
