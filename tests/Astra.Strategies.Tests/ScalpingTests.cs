using Astra.Markets;
using static Astra.Strategies.Tests.Actions;

namespace Astra.Strategies.Tests;

public class ScalpingTests
{
    // Sixteen bars up by a rupee each, 0.2 of range on either side: ATR near 1.2, EMA of three a rupee behind.
    private static readonly Bar[] Rise = [.. Enumerable.Range(0, 16).Select(i => Of(100 + i, i == 0))];

    private static IStrategy Create(double pullback = 2, double settle = 1, double edge = 0, double hold = 3) => Bars.Create("scalping",
        ("fast", 2), ("slow", 3), ("pullback", pullback), ("gain", 1), ("hold-bars", hold), ("settle-bars", settle), ("edge-bp", edge));

    [Fact]
    public void The_close_beyond_the_bar_before_ends_a_pullback_and_enters_until_the_gain_is_there()
    {
        List<StrategyDecision> decisions = Create().Run(With(114.5m, 115.5m, 116, 117));
        Assert.Equal([None, Long, None, Exit], decisions[^4..].Select(d => d.Action));
        Assert.All(decisions[..^4], d => Assert.Equal(None, d.Action));
        Assert.Equal(1, decisions[16].Figure3);
        Assert.True(decisions[17].Figure0 > decisions[17].Figure1);
    }

    [Fact]
    public void In_a_fall_it_is_entered_short()
    {
        IEnumerable<Bar> mirrored = With(114.5m, 115.5m, 117).Select((b, i) => Of(200 - b.Close.ToDecimal(), i == 0));
        Assert.Equal([Short, Exit], Create().Signals(mirrored));
    }

    [Fact]
    public void What_does_not_move_is_left_after_a_few_bars() =>
        Assert.Equal([Long, None, None, Exit], Create().Actions(With(114.5m, 115.5m, 115.6m, 115.7m, 115.8m))[^4..]);

    [Fact]
    public void A_close_past_the_slow_ema_ends_it() => Assert.Equal([Long, Exit], Create(hold: 60).Signals(With(114.5m, 115.5m, 113)));

    [Fact]
    public void A_pullback_too_long_is_a_turn()
    {
        Assert.Equal([Long], Create(pullback: 2).Signals(With(114.8m, 114.6m, 116)));
        Assert.Empty(Create(pullback: 1).Signals(With(114.8m, 114.6m, 116)));
    }

    [Fact]
    public void Without_a_pullback_there_is_no_entry() => Assert.Empty(Create().Signals(With(116, 117, 118)));

    [Fact]
    public void A_gain_too_small_to_pay_is_not_tried()
    {
        // ATR near 1.16 of 115.5: about 100 basis points.
        Assert.Equal([Long], Create(edge: 95).Signals(With(114.5m, 115.5m)));
        Assert.Empty(Create(edge: 105).Signals(With(114.5m, 115.5m)));
    }

    [Fact]
    public void Nothing_is_entered_before_the_session_has_settled()
    {
        Assert.Empty(Create(settle: 18).Signals(With(114.5m, 115.5m)));
        Assert.Equal([Long], Create(settle: 17).Signals(With(114.5m, 115.5m)));
    }

    [Fact]
    public void A_pullback_of_yesterday_is_forgotten()
    {
        Bar[] bars = With(114.5m, 114.6m, 115.5m);
        bars[17].Flags = BarFlags.SessionStart;
        Assert.Empty(Create().Signals(bars));
    }

    private static Bar[] With(params decimal[] closes) => [.. Rise, .. closes.Select(c => Of(c))];

    private static Bar Of(decimal close, bool start = false) => Bars.Of(close + 0.2m, close - 0.2m, close, sessionStart: start);
}
