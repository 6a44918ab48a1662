using Astra.Markets;
using static Astra.Strategies.Tests.Actions;

namespace Astra.Strategies.Tests.Hybrids;

public class GuardTests
{
    private static readonly DateOnly Policy = new(2026, 6, 5);
    private static readonly EventCalendar Event = EventCalendar.Parse("date,time,event,known_from,source\n2026-06-05,10:00,x,2026-06-01,s\n");

    /// <summary>Five-minute bars that end at 09:35, 09:40 and so on; the window is 09:45 to 10:30, so bars ending at 09:45 to 10:25 are guarded.</summary>
    private static List<(TimeOnly Time, StrategyAction Action)> Run(bool resumes, params StrategyAction?[] script)
    {
        Guard guard = new([new Scripted([.. script, .. Enumerable.Repeat((StrategyAction?)None, 15)])], new EventGuard(Event, 15, 30, null, 0), resumes, 5);
        List<(TimeOnly, StrategyAction)> said = [];
        for (int i = 0; i < 14; i++)
        {
            Timestamp start = Ist.At(Policy, new TimeOnly(9, 30)) + 5 * i * Timestamp.NanosPerMinute;
            Bar bar = Bars.At(100) with { Start = start, End = start + 5 * Timestamp.NanosPerMinute };
            StrategyAction action = guard.OnBar(in bar).Action;
            if (action != None) said.Add((Ist.TimeOf(bar.End), action));
        }
        return said;
    }

    private static (TimeOnly, StrategyAction) At(int hour, int minute, StrategyAction action) => (new TimeOnly(hour, minute), action);

    [Fact]
    public void A_trade_is_left_before_the_window_and_taken_up_behind_it() =>
        Assert.Equal([At(9, 40, Long), At(9, 45, Exit), At(10, 30, Long)], Run(true, None, Long));

    [Fact]
    public void Without_resuming_the_next_entry_is_waited_for()
    {
        Assert.Equal([At(9, 40, Long), At(9, 45, Exit)], Run(false, None, Long));
        Assert.Equal([At(9, 40, Long), At(9, 45, Exit), At(10, 35, Short)], Run(false, [None, Long, .. new StrategyAction?[10].Select(_ => (StrategyAction?)None), Short]));
    }

    [Fact]
    public void What_begins_inside_the_window_waits_for_its_end() => Assert.Equal([At(10, 30, Short)], Run(true, None, None, None, None, Short));

    [Fact]
    public void What_ends_inside_the_window_is_not_taken_up() =>
        Assert.Equal([At(9, 40, Long), At(9, 45, Exit)], Run(true, None, Long, None, None, Exit));

    [Fact]
    public void Away_from_events_it_is_the_member() => Assert.Equal([At(9, 40, Long)], Run(true, None, Long)[..1]);

    [Fact]
    public void A_trade_taken_up_ends_with_the_members_exit() => Assert.Equal(
        [At(9, 40, Long), At(9, 45, Exit), At(10, 30, Long), At(10, 35, Exit)],
        Run(true, [None, Long, .. new StrategyAction?[10].Select(_ => (StrategyAction?)None), Exit]));

    [Fact]
    public void Nothing_is_taken_up_behind_an_expiry()
    {
        Instrument future = StrategyMarket.Any.Instrument with { Kind = InstrumentKind.Future, Expiry = new DateOnly(2026, 11, 24) };
        Assert.True(StrategyRegistry.TryGet("guard(macd-cross[fast=2,slow=5,signal=3])[expiry-from=600]", out StrategyDescriptor? guard));
        IStrategy strategy = guard.Create(guard.Defaults(), new StrategyMarket(future, [], 1));
        List<(TimeOnly Time, StrategyAction Action)> said = [];
        for (int i = 0; i < 120; i++)
        {
            Timestamp start = Ist.At(new DateOnly(2026, 11, 24), new TimeOnly(9, 15)) + i * Timestamp.NanosPerMinute;
            Bar bar = Bars.At(100 + Math.Abs(i % 10 - 5)) with { Start = start, End = start + Timestamp.NanosPerMinute };
            StrategyAction action = strategy.OnBar(in bar).Action;
            if (action != None) said.Add((Ist.TimeOf(bar.End), action));
        }
        Assert.True(said.Count > 3);
        Assert.Equal(At(10, 0, Exit), said[^1]);
    }

    [Fact]
    public void A_score_between_two_bars_falls_under_the_guard_of_the_bar_before()
    {
        Guard guard = new([new Scripted(None, None, None) { OnNews = Long }], new EventGuard(Event, 15, 30, null, 0), true, 5);
        Timestamp ten = Ist.At(Policy, new TimeOnly(10, 0));
        foreach (long minutes in new long[] { -10, -5 })
        {
            Bar bar = Bars.At(100) with { Start = ten + (minutes - 5) * Timestamp.NanosPerMinute, End = ten + minutes * Timestamp.NanosPerMinute };
            guard.OnBar(in bar);
        }
        StrategyDecision said = guard.OnScore(new MarketScore(ten, 1, 1, 0));
        Assert.Equal((None, 1, 1), (said.Action, said.Figure0, said.Figure1));
    }
}
