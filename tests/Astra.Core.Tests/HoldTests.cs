using Astra.Markets;
using Astra.Strategies;
using static Astra.Core.Tests.CoreHarness;

namespace Astra.Core.Tests;

/// <summary>Positions of a wanted size, sides and fixed quantities.</summary>
public class HoldTests
{
    [Fact]
    public void A_position_is_brought_to_each_wanted_size_and_through_zero()
    {
        TradingDesk desk = Desk();
        Assert.Equal(50, Wanted(desk, 50, 1));
        Assert.Equal(80, Wanted(desk, 80, 2));
        Assert.Equal(30, Wanted(desk, 30, 3));
        Assert.Equal(-20, Wanted(desk, -20, 4));
        Assert.Equal(0, Wanted(desk, 0, 5));
        Assert.Equal([50, 30, 50, 30, 20, 20], desk.Fills.Select(f => f.Quantity));
        Assert.Equal([80, -20], desk.Trades.Select(t => t.Quantity));
        Assert.Equal((Money.Zero, 0, 0), (desk.Account.Exposure, desk.Account.OpenPositions, desk.Account.PendingEntries));
    }

    [Fact]
    public void Units_are_cut_to_whole_lots_toward_zero()
    {
        TradingDesk desk = Desk(lot: 25);
        Assert.Equal(50, Wanted(desk, 74, 1));
        Assert.Equal(-25, Wanted(desk, -49, 2));
        Assert.Equal(0, Wanted(desk, 24, 3));
    }

    [Fact]
    public void What_is_on_its_way_already_is_not_sent_again_and_a_new_wish_replaces_it()
    {
        TradingDesk desk = Desk();
        desk.Hold(50, At(10, 0));
        desk.Hold(50, At(10, 0, 0.2));
        Assert.Single(desk.Orders(Reason.Placed));
        desk.Hold(20, At(10, 0, 0.4));
        Assert.Equal([50, 20], desk.Orders(Reason.Placed).Select(e => e.Order.Quantity));
        desk.Quote(At(10, 0, 3), 99.95m, 100.05m);
        Assert.Equal(20, desk.Book.Position.Quantity);
        desk.Hold(0, At(10, 1));
        desk.Hold(20, At(10, 1, 0.2));
        desk.Quote(At(10, 1, 3), 99.95m, 100.05m);
        Assert.Equal(20, desk.Book.Position.Quantity);
        Assert.False(desk.Book.HasWork);
    }

    [Fact]
    public void An_increase_is_cut_to_the_position_limit_and_a_decrease_is_never_refused()
    {
        // A million rupees: at 100 rupees one percent is a hundred units.
        TradingDesk desk = Desk(limits: new RiskLimits { MaxPositionPercent = 1 });
        Assert.Equal(60, Wanted(desk, 60, 1));
        Assert.Equal(100, Wanted(desk, 500, 2));
        Assert.Equal(100, Wanted(desk, 500, 3));
        Assert.Contains(desk.Orders(Reason.PositionLimit), e => e.Order.State == OrderState.Rejected);
        desk.Account.Paused = true;
        Assert.Equal(100, Wanted(desk, 500, 4));
        Assert.Equal(10, Wanted(desk, 10, 5));
    }

    [Fact]
    public void A_stop_takes_the_whole_position_even_while_a_part_is_leaving()
    {
        TradingDesk desk = new(stops: new StopPolicy { StopAtr = 1, TargetR = 2, BreakevenR = 0, TrailAtr = 0 });
        Ready(desk);
        Wanted(desk, 50, 1);
        Assert.Equal(TradingDesk.P(90.05m), desk.Book.Position.Stop);
        Assert.Equal(50, Assert.Single(desk.Orders(Reason.Placed), e => e.Order.Intent == Reason.Target).Order.Quantity);
        desk.Hold(20, At(10, 2));
        Assert.False(desk.Book.TargetOrder.IsLive);
        desk.Last(At(10, 2, 0.1), 90m);
        Assert.Equal(50, desk.Orders(Reason.Placed)[^1].Order.Quantity);
        desk.Quote(At(10, 2, 5), 89.95m, 90.05m);
        Assert.Equal(Reason.StopLoss, Assert.Single(desk.Said, e => e.Header.Kind == OutboundKind.Trade).Header.Reason);
    }

    [Fact]
    public void The_target_rests_again_for_what_is_left_of_the_position()
    {
        TradingDesk desk = new(stops: new StopPolicy { StopAtr = 1, TargetR = 2, BreakevenR = 0, TrailAtr = 0 });
        Ready(desk);
        Wanted(desk, 50, 1);
        Wanted(desk, 20, 2);
        Assert.Equal((true, 20), (desk.Book.TargetOrder.IsLive, Math.Abs(desk.Book.TargetOrder.Open)));
        Wanted(desk, 35, 3);
        Assert.Equal(35, Math.Abs(desk.Book.TargetOrder.Open));
        desk.Quote(At(10, 5), 125m, 125.05m);
        Assert.False(desk.Book.Position.IsOpen);
    }

    [Fact]
    public void A_signal_for_an_excluded_side_only_leaves()
    {
        TradingDesk desk = Desk(planned: TradingDesk.Free(10, PlanSides.Long));
        Decided(desk, StrategyAction.EnterShort, 1);
        Assert.Empty(desk.Orders(Reason.Placed));
        Decided(desk, StrategyAction.EnterLong, 2);
        Assert.Equal(10, desk.Book.Position.Quantity);
        Decided(desk, StrategyAction.EnterShort, 3);
        Assert.Equal(0, desk.Book.Position.Quantity);
        Assert.Equal(0, Wanted(desk, -10, 4));
        Assert.Equal(2, desk.Fills.Length);
    }

    [Theory]
    [InlineData(StrategyAction.EnterLong)]
    [InlineData(StrategyAction.EnterShort)]
    public void Without_a_stop_no_bar_and_no_price_ends_the_position(StrategyAction action)
    {
        TradingDesk desk = Desk();
        desk.Decide(action, At(10, 0));
        desk.Bar(At(10, 0), 100, 200, 50, 100);
        Assert.NotEqual(0, desk.Book.Position.Quantity);
        desk.Bar(At(10, 1), 100, 300, 1, 100);
        desk.Last(At(10, 3), 40m);
        desk.Last(At(10, 4), 160m);
        Assert.NotEqual(0, desk.Book.Position.Quantity);
        Assert.Empty(desk.Stops);
        Assert.Single(desk.Orders(Reason.Placed));
    }

    private static TradingDesk Desk(int lot = 1, RiskLimits? limits = null, Func<Plan, Plan>? planned = null)
    {
        var desk = new TradingDesk(limits: limits, lot: lot, planned: planned ?? TradingDesk.Free(lot));
        Ready(desk);
        return desk;
    }

    private static void Ready(TradingDesk desk)
    {
        desk.Last(At(9, 59), 100m);
        desk.Quote(At(9, 59), 99.95m, 100.05m);
    }

    private static int Wanted(TradingDesk desk, int units, int minute)
    {
        desk.Hold(units, At(10, minute));
        Trade(desk, minute);
        return desk.Book.Position.Quantity;
    }

    private static void Decided(TradingDesk desk, StrategyAction action, int minute)
    {
        desk.Decide(action, At(10, minute));
        Trade(desk, minute);
    }

    /// <summary>Two quotes: one for what leaves, one for what is entered after it.</summary>
    private static void Trade(TradingDesk desk, int minute)
    {
        desk.Quote(At(10, minute, 2), 99.95m, 100.05m);
        desk.Quote(At(10, minute, 4), 99.95m, 100.05m);
    }
}
