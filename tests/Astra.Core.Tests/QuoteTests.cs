using Astra.Markets;
using Astra.Strategies;
using static Astra.Core.Tests.CoreHarness;

namespace Astra.Core.Tests;

/// <summary>Resting quotes on both sides: when they fill, what they may hold, when they end.</summary>
public class QuoteTests
{
    [Fact]
    public void Both_sides_rest_and_fill_at_their_own_price_only_when_the_touch_reaches_them()
    {
        TradingDesk desk = Desk();
        desk.Rest(99m, 101m, At(10, 0));
        Assert.Equal([(Side.Buy, 10, 99m), (Side.Sell, 10, 101m)], Resting(desk));
        desk.Quote(At(10, 0, 2), 99.5m, 99.6m);
        Assert.Empty(desk.Fills);
        desk.Quote(At(10, 0, 3), 98m, 98.5m);
        desk.Quote(At(10, 0, 4), 101m, 101.5m);
        Assert.Equal([(Side.Buy, 99m), (Side.Sell, 101m)], desk.Fills.Select(f => (f.Side, f.Price.ToDecimal())));
        Assert.Equal(Money.FromRupees(20m), Assert.Single(desk.Trades).Gross);
    }

    [Fact]
    public void Nothing_fills_on_a_touch_that_is_older_than_the_quote_and_no_size_serves_twice()
    {
        TradingDesk desk = Desk();
        desk.Quote(At(10, 0), 100.95m, 101m, askSize: 6);
        desk.Rest(101m, 103m, At(10, 0, 0.5));
        desk.Quote(At(10, 0, 1), 100.95m, 101m, askSize: 6);
        Assert.Empty(desk.Fills);
        desk.Quote(At(10, 0, 2), 100.95m, 101m, askSize: 6);
        desk.Quote(At(10, 0, 3), 100.95m, 101m, askSize: 6);
        Assert.Equal([6], desk.Fills.Select(f => f.Quantity));
    }

    [Fact]
    public void An_unchanged_quote_keeps_its_place_and_a_changed_one_is_replaced()
    {
        TradingDesk desk = Desk();
        desk.Rest(99m, 101m, At(10, 0));
        desk.Rest(99m, 102m, At(10, 1));
        Assert.Equal([(Side.Buy, 10, 99m), (Side.Sell, 10, 102m)], Resting(desk));
        Assert.Equal(3, desk.Orders(Reason.Placed).Length);
        desk.Rest(0m, 102m, At(10, 2));
        Assert.Equal([(Side.Sell, 10, 102m)], Resting(desk));
    }

    [Fact]
    public void A_fill_that_reduces_stops_at_zero_and_the_rest_opens_with_the_next_touch()
    {
        TradingDesk desk = Desk();
        desk.Rest(99m, 101m, At(10, 0));
        desk.Quote(At(10, 0, 2), 98.5m, 99m, askSize: 4);
        desk.Quote(At(10, 0, 3), 101m, 101.5m);
        Assert.Equal([4, 4], desk.Fills.Select(f => f.Quantity));
        Assert.Equal((0, 1), (desk.Book.Position.Quantity, desk.Account.PendingEntries));
        desk.Quote(At(10, 0, 4), 101m, 101.5m);
        Assert.Equal(-6, desk.Book.Position.Quantity);
        Assert.Equal((1, 0), (desk.Account.OpenPositions, desk.Account.PendingEntries));
    }

    [Fact]
    public void The_inventory_is_capped_and_the_way_out_is_no_larger_than_the_position()
    {
        TradingDesk desk = Desk(plan => TradingDesk.Free(10)(plan) with { MaxInventory = 2 });
        for (int i = 0; i < 4; i++)
        {
            desk.Rest(99m, 101m, At(10, i));
            desk.Quote(At(10, i, 5), 98m, 98.5m);
        }
        Assert.Equal(20, desk.Book.Position.Quantity);
        desk.Rest(99m, 101m, At(10, 5));
        Assert.Equal([(Side.Sell, 10, 101m)], Resting(desk));
        desk.Quote(At(10, 5, 5), 101m, 101.5m, bidSize: 4);
        desk.Quote(At(10, 5, 6), 101.05m, 101.5m);
        Assert.Equal(10, desk.Book.Position.Quantity);
    }

    [Fact]
    public void Prices_go_to_the_grid_away_from_the_market_and_stay_inside_the_band()
    {
        TradingDesk desk = Desk(with: i => i with { PreviousClose = TradingDesk.P(100m), PriceBandBasisPoints = 500 });
        desk.Rest(99.07m, 100.91m, At(10, 0));
        Assert.Equal([(Side.Buy, 10, 99.05m), (Side.Sell, 10, 100.95m)], Resting(desk));
        desk.Rest(94m, 106m, At(10, 1));
        Assert.Empty(Resting(desk));
        desk.Rest(106m, 0m, At(10, 2));
        Assert.Equal([(Side.Buy, 10, 105m)], Resting(desk));
    }

    [Fact]
    public void A_quote_above_the_freeze_quantity_rests_as_several_orders()
    {
        TradingDesk desk = Desk(with: i => i with { FreezeQuantity = 4 });
        desk.Rest(99m, 101m, At(10, 0));
        Assert.Equal([4, 4, 2, 4, 4, 2], desk.Orders(Reason.Placed).Select(e => e.Order.Quantity));
        desk.Quote(At(10, 0, 2), 98m, 98.5m);
        Assert.Equal(10, desk.Book.Position.Quantity);
    }

    [Fact]
    public void Crossed_quotes_and_quotes_without_a_quantity_are_refused_once()
    {
        TradingDesk desk = Desk();
        desk.Rest(101m, 100m, At(10, 0));
        desk.Rest(101m, 100m, At(10, 1));
        Assert.Equal(2, desk.Orders(Reason.CrossedQuote).Length);
        Assert.False(desk.Book.HasWork);
        TradingDesk sized = Desk(plan => plan);
        sized.Rest(99m, 101m, At(10, 0));
        sized.Rest(99m, 101m, At(10, 1));
        Assert.Equal(2, sized.Orders(Reason.BadSizing).Length);
    }

    [Fact]
    public void While_entries_may_not_be_made_only_the_way_out_rests()
    {
        TradingDesk desk = Desk();
        desk.Rest(99m, 101m, At(10, 0));
        desk.Quote(At(10, 0, 2), 98m, 98.5m);
        desk.Account.Paused = true;
        desk.Trader.StopQuotes(desk.Book, Reason.EntriesPaused);
        Assert.Empty(Resting(desk));
        desk.Rest(97m, 101m, At(10, 1));
        desk.Rest(97m, 101m, At(10, 2));
        Assert.Equal([(Side.Sell, 10, 101m)], Resting(desk));
        Assert.Single(desk.Orders(Reason.EntriesPaused), e => e.Order.State == OrderState.Rejected);
    }

    [Theory]
    [InlineData(StrategyAction.Exit)]
    [InlineData(StrategyAction.Hold)]
    public void Another_decision_ends_the_quotes(StrategyAction action)
    {
        TradingDesk desk = Desk();
        desk.Rest(99m, 101m, At(10, 0));
        desk.Decide(action, At(10, 1));
        Assert.False(desk.Book.HasWork);
        Assert.Equal((Money.Zero, 0), (desk.Account.Exposure, desk.Account.PendingEntries));
    }

    [Fact]
    public void The_sessions_end_ends_them_and_closes_what_they_opened()
    {
        TradingDesk desk = Desk();
        desk.Rest(99m, 101m, At(15, 0));
        desk.Quote(At(15, 0, 2), 98m, 98.5m);
        desk.Rest(97m, 101m, At(15, 1));
        desk.Trader.OnSessionClosed(desk.Book);
        Assert.True(desk.Book.IsFlat);
        Assert.Equal((Money.Zero, 0, 0), (desk.Account.Exposure, desk.Account.OpenPositions, desk.Account.PendingEntries));
    }

    [Fact]
    public void A_bar_fills_a_quote_only_when_it_trades_through_it_and_of_two_the_one_that_it_moves_against()
    {
        TradingDesk desk = Desk();
        desk.Rest(99m, 101m, At(10, 0));
        desk.Bar(At(10, 0), 100, 101, 99, 100);
        Assert.Empty(desk.Fills);
        desk.Bar(At(10, 1), 100, 101.05m, 98.95m, 100.5m);
        Assert.Equal([(Side.Sell, 101m)], desk.Fills.Select(f => (f.Side, f.Price.ToDecimal())));
        desk.Bar(At(10, 2), 100, 101.05m, 98.95m, 99.5m);
        Assert.Equal([Side.Sell, Side.Buy], desk.Fills.Select(f => f.Side));
    }

    [Fact]
    public void A_stop_may_close_in_the_same_bar_what_a_quote_has_opened()
    {
        TradingDesk desk = Desk(plan => plan with { Sizing = PlanSizing.Fixed, Quantity = 10, Stops = plan.Stops with { StopAtr = 1 } });
        desk.Rest(99m, 0m, At(10, 0));
        desk.Bar(At(10, 0), 100, 100, 88, 95);
        Assert.Equal([Reason.StrategyQuote, Reason.StopLoss], desk.Said.Where(e => e.Header.Kind == OutboundKind.Fill).Select(e => e.Header.Reason));
    }

    private static (Side, int, decimal)[] Resting(TradingDesk desk) =>
        [.. Of(desk.Book.BidQuote), .. Of(desk.Book.AskQuote)];

    private static IEnumerable<(Side, int, decimal)> Of(OrderGroup group)
    {
        for (int i = 0; i < group.Count; i++)
            if (group[i].IsLive) yield return (group[i].Side, group[i].Remaining, group[i].Limit.ToDecimal());
    }

    private static TradingDesk Desk(Func<Plan, Plan>? planned = null, Func<Instrument, Instrument>? with = null)
    {
        var desk = new TradingDesk(with: with, planned: planned ?? TradingDesk.Free(10));
        desk.Last(At(9, 59), 100m);
        desk.Quote(At(9, 59), 99.95m, 100.05m);
        return desk;
    }
}
