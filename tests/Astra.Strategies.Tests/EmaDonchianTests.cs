using Astra.Markets;
using static Astra.Strategies.Tests.Actions;

namespace Astra.Strategies.Tests;

public class EmaDonchianTests
{
    private static readonly decimal[] Breakout = [100, 101, 100, 100, 102];

    private static IStrategy Create() => Bars.Create("ema-donchian", ("ema", 2), ("entry", 3), ("exit", 2));

    [Fact]
    public void A_close_over_the_channel_of_the_bars_before_enters_and_staying_there_says_nothing_more()
    {
        List<StrategyDecision> decisions = Create().Run(Bars.Closes([.. Breakout, 103, 104]));
        Assert.Equal([None, None, None, None, Long, None, None], decisions.Select(d => d.Action));
        // What 102 had to pass; EMA of two: 100.5, 100.1667, 100.0556, then two thirds of the way to 102.
        Assert.Equal((101, 100), (decisions[4].Figure0, decisions[4].Figure1));
        Assert.Equal(101.3518518518, decisions[4].Figure2, 9);
        Assert.Equal(100, decisions[4].Figure3);
    }

    [Fact]
    public void A_touch_of_the_channel_is_no_break() => Assert.Empty(Create().Signals(Bars.Closes(100, 101, 100, 100, 101)));

    [Fact]
    public void The_far_side_of_the_short_channel_ends_the_trade() =>
        Assert.Equal([Long, Exit], Create().Signals(Bars.Closes([.. Breakout, 103, 104, 102.5m])));

    [Fact]
    public void The_far_side_of_the_long_channel_turns_it() =>
        Assert.Equal([Long, Short], Create().Signals(Bars.Closes([.. Breakout, 103, 104, 101])));

    [Fact]
    public void A_break_against_the_ema_is_left_alone()
    {
        decimal[] falling = [110, 108, 106, 104, 102, 100, 100];
        IStrategy Slow() => Bars.Create("ema-donchian", ("ema", 5), ("entry", 2), ("exit", 1));
        Assert.Equal(None, Slow().Actions(Bars.Closes([.. falling, 101]))[^1]);
        Assert.Equal(Long, Slow().Actions(Bars.Closes([.. falling, 103]))[^1]);
    }

    [Fact]
    public void A_break_by_the_overnight_gap_opens_nothing_then_or_later()
    {
        List<Bar> bars = Bars.Closes(100, 101, 100, 100);
        bars.AddRange([Bars.At(102, sessionStart: true), Bars.At(103), Bars.At(104)]);
        Assert.Empty(Create().Signals(bars));
    }
}
