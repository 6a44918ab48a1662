using Astra.Markets;
using static Astra.Strategies.Tests.Actions;

namespace Astra.Strategies.Tests;

public class OpeningRangeBreakoutTests
{
    // Three minutes from 99 to 101, then a close inside.
    private static readonly Bar[] Opening = [Bars.Of(101, 100, 100, sessionStart: true), Bars.Of(100, 99, 100), Bars.At(100), Bars.At(100)];

    private static IStrategy Create(double buffer = 0, double lastEntry = 8) =>
        Bars.Create("opening-range-breakout", ("range-minutes", 3), ("last-entry", lastEntry), ("buffer", buffer));

    [Fact]
    public void Each_side_is_followed_once_and_left_over_the_middle()
    {
        List<StrategyDecision> decisions = Create().Run(Day(102, 101.5m, 99.5m, 98, 100.5m, 102));
        Assert.Equal([None, None, None, None, Long, None, Exit, Short, Exit, None], decisions.Select(d => d.Action));
        Assert.All(decisions[..2], d => Assert.Equal(StrategyDecision.WarmingUp, d));
        Assert.Equal((101, 99, 102, 5), (decisions[4].Figure0, decisions[4].Figure1, decisions[4].Figure2, decisions[4].Figure3));
    }

    [Fact]
    public void A_side_that_failed_is_not_tried_again() => Assert.Equal([Long, Exit], Create(lastEntry: 60).Signals(Day(102, 99.5m, 102, 103)));

    [Fact]
    public void A_touch_of_the_range_or_of_its_buffer_is_no_break()
    {
        Assert.Empty(Create().Signals(Day(101)));
        Assert.Equal([Long], Create().Signals(Day(101.05m)));
        Assert.Empty(Create(buffer: 0.5).Signals(Day(102)));
        Assert.Equal([Long], Create(buffer: 0.5).Signals(Day(102.05m)));
    }

    [Fact]
    public void After_the_last_entry_nothing_is_opened()
    {
        Assert.Equal([Long], Create(lastEntry: 6).Signals(Day(100, 102)));
        Assert.Empty(Create(lastEntry: 5).Signals(Day(100, 102)));
    }

    [Fact]
    public void The_trade_does_not_outlive_its_session_and_the_next_has_its_own_range()
    {
        Bar[] next = [Bars.At(110, sessionStart: true), Bars.At(112), Bars.At(111), Bars.At(111), Bars.At(109)];
        Assert.Equal([None, None, None, None, Long, Exit, None, None, None, Short], Create().Actions(Bars.Timed([.. Opening, Bars.At(102), .. next])));
    }

    [Fact]
    public void A_stream_that_begins_in_mid_session_waits_for_the_next() =>
        Assert.All(Create().Run(Bars.Timed(Opening.Skip(1).Append(Bars.At(105)))), d => Assert.Equal(StrategyDecision.WarmingUp, d));

    [Fact]
    public void A_range_without_any_width_is_no_range() =>
        Assert.Empty(Create().Signals(Bars.Closes(100, 100, 100, 100, 101).Timed()));

    [Fact]
    public void Bars_longer_than_the_range_make_it_of_one()
    {
        Bar[] bars = [Bars.Of(101, 99, 100, sessionStart: true), Bars.At(100), Bars.Of(101, 99, 100, sessionStart: true), Bars.At(102)];
        Bar[] hours = Bars.Timed(bars);
        for (int i = 0; i < hours.Length; i++)
            (hours[i].Start, hours[i].End) = (hours[i].Start + i % 2 * 59 * Timestamp.NanosPerMinute, hours[i].End + (i % 2 + 1) * 59 * Timestamp.NanosPerMinute);
        Assert.Equal([None, None, None, Long], Create(lastEntry: 120).Actions(hours));
    }

    private static Bar[] Day(params decimal[] closes) => Bars.Timed([.. Opening, .. closes.Select(c => Bars.At(c))]);
}
