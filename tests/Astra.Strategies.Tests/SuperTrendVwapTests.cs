using Astra.Markets;

namespace Astra.Strategies.Tests;

public class SuperTrendVwapTests
{
    private const StrategyAction None = StrategyAction.None;
    private const StrategyAction Long = StrategyAction.EnterLong;
    private const StrategyAction Short = StrategyAction.EnterShort;
    private const StrategyAction Exit = StrategyAction.Exit;

    // ATR 1 and width 2 round a middle of 100: bands at 98 and 102.
    private static readonly Bar[] Quiet =
        [.. Enumerable.Range(0, 5).Select(i => Bars.Of(100.5m, 99.5m, 100, sessionStart: i == 0))];
    private static readonly Bar BreakUp = Bars.Of(103, 100, 103);

    private static IStrategy Create(double settle = 1) =>
        Bars.Create("supertrend-vwap", ("length", 2), ("width", 2), ("settle-bars", settle));

    [Fact]
    public void A_turn_up_beyond_vwap_enters_long()
    {
        List<StrategyDecision> decisions = Create().Run([.. Quiet, BreakUp]);
        Assert.Equal([None, None, None, None, None, Long], decisions.Select(d => d.Action));
        Assert.Equal((102, -1, 1, 100), Figures(decisions[4]));
        // True range 3 after 1: ATR 2. VWAP: five bars of 100 and one of 102.
        Assert.Equal((98, 1, 2, 602.0 / 6), Figures(decisions[5]));
    }

    [Fact]
    public void The_turn_back_beyond_vwap_turns_the_trade() =>
        Assert.Equal([Long, Short], Signals(Create(), [.. Quiet, BreakUp, Bars.Of(103, 97, 97)]));

    [Fact]
    public void The_turn_back_on_the_wrong_side_of_vwap_only_ends_the_trade()
    {
        // The falling bar is so heavy that VWAP is its own typical price, 96, and its close stands above.
        Bar heavy = Bars.Of(97, 94, 97, volume: 10_000_000);
        Assert.Equal([Long, Exit], Signals(Create(), [.. Quiet, BreakUp, heavy]));
    }

    [Fact]
    public void A_turn_up_under_vwap_is_left_alone()
    {
        Bar[] bars = [.. Quiet, Bars.Of(110, 100, 103, volume: 10_000_000)];
        List<StrategyDecision> decisions = Create().Run(bars);
        Assert.Equal(1, decisions[5].Figure1);
        Assert.Equal(None, decisions[5].Action);
    }

    [Fact]
    public void A_turn_by_the_overnight_gap_opens_nothing_then_or_later()
    {
        Bar gap = BreakUp with { Flags = BarFlags.SessionStart };
        List<StrategyDecision> decisions = Create().Run([.. Quiet, gap, Bars.Of(104, 103, 104), Bars.Of(105, 104, 105)]);
        Assert.Equal(1, decisions[5].Figure1);
        Assert.All(decisions, d => Assert.Equal(None, d.Action));
    }

    [Fact]
    public void A_turn_by_the_overnight_gap_ends_a_trade()
    {
        Bar gap = Bars.Of(97, 96, 97, sessionStart: true);
        Assert.Equal([Long, Exit], Signals(Create(), [.. Quiet, BreakUp, gap]));
    }

    [Fact]
    public void A_turn_before_the_session_settled_opens_nothing()
    {
        Assert.Empty(Signals(Create(settle: 6), [.. Quiet, BreakUp]));
        Assert.Equal([Long], Signals(Create(settle: 5), [.. Quiet, BreakUp]));
    }

    [Fact]
    public void Without_volume_the_time_weighted_price_takes_the_place_of_vwap()
    {
        IEnumerable<Bar> silent = Quiet.Append(BreakUp).Select(b => b with { Volume = 0 });
        List<StrategyDecision> decisions = Create().Run(silent);
        Assert.Equal(Long, decisions[5].Action);
        Assert.Equal(602.0 / 6, decisions[5].Figure3, 12);
    }

    private static (double, double, double, double) Figures(StrategyDecision d) => (d.Figure0, d.Figure1, d.Figure2, d.Figure3);

    private static StrategyAction[] Signals(IStrategy strategy, IEnumerable<Bar> bars) =>
        [.. strategy.Actions(bars).Where(a => a != None)];
}
