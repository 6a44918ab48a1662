using Astra.Markets;
using Astra.Strategies;
using static Astra.Core.Tests.CoreHarness;
using static Astra.Core.Tests.TradingDesk;

namespace Astra.Core.Tests;

public class TraderTests
{
    [Fact]
    public void The_first_stop_loses_the_planned_share_of_capital()
    {
        // Capital 10 lakh, 1% risk, stop two ATRs of 10 rupees away: 10,000 / 20 = 500 units.
        TradingDesk d = Long();

        Assert.Equal(500, d.Fills[0].Quantity);
        Assert.Equal(P(100.05m - 20m), d.Book.Position.Stop);
        Assert.Equal(P(100.05m + 40m), d.Book.Position.Target);
    }

    [Fact]
    public void Position_value_is_capped()
    {
        var d = new TradingDesk(limits: new RiskLimits { MaxPositionPercent = 1 });
        Enter(d, StrategyAction.EnterLong);
        Assert.Equal(100, d.Fills.Sum(f => f.Quantity));
    }

    [Fact]
    public void The_stop_sells_at_the_market_and_cancels_the_target()
    {
        TradingDesk d = Long();
        d.Last(At(10, 5), 80.05m);
        Assert.True(d.Book.Exit.IsLive);
        Assert.False(d.Book.TargetOrder.IsLive);
        d.Quote(At(10, 5, 2), 79m, 79.05m);

        TradeBody trade = Assert.Single(d.Trades);
        Assert.Equal(P(79m), trade.Exit);
        Assert.Equal(Money.FromRupees(500 * (79m - 100.05m)), trade.Gross);
        Assert.Equal(trade.Gross - trade.Charges, trade.Net);
        Assert.True(d.Book.IsFlat);
        Assert.Equal(Money.Zero, d.Account.Unrealised);
        Assert.Equal(Money.Zero, d.Account.Exposure);
    }

    [Fact]
    public void The_resting_target_fills_when_the_bid_reaches_it()
    {
        TradingDesk d = Long();
        d.Quote(At(10, 5), 140.05m, 140.10m);

        TradeBody trade = Assert.Single(d.Trades);
        Assert.Equal(P(140.05m), trade.Exit);
        Assert.Equal(Money.FromRupees(500 * 40m), trade.Gross);
    }

    [Fact]
    public void Charges_of_a_trade_are_those_of_its_fills()
    {
        TradingDesk d = Long();
        d.Quote(At(10, 5), 140.05m, 140.10m);
        Assert.Equal(d.Fills.Aggregate(Money.Zero, (sum, f) => sum + f.Charges), d.Trades[0].Charges);
        Assert.All(d.Fills, f => Assert.Equal(f.Charges, f.Brokerage + f.TransactionTax + f.Exchange + f.Sebi + f.Stamp + f.Gst));
        Assert.Equal(d.Account.Charges, d.Trades[0].Charges);
    }

    [Fact]
    public void The_stop_moves_to_breakeven_after_one_R_and_then_trails_but_never_back()
    {
        var d = new TradingDesk(stops: new StopPolicy { TargetR = 0, TrailAtr = 3, BreakevenR = 1 });
        Enter(d, StrategyAction.EnterLong);
        d.Candle(120m);
        Assert.Equal(P(90m), d.Book.Position.Stop);
        d.Candle(120.05m);
        Assert.Equal(P(100.05m), d.Book.Position.Stop);
        d.Candle(150m);
        Assert.Equal(P(120m), d.Book.Position.Stop);
        d.Candle(130m);
        Assert.Equal(P(120m), d.Book.Position.Stop);

        d.Last(At(10, 9), 119m);
        d.Quote(At(10, 9, 2), 119m, 119.05m);
        Assert.Equal(Reason.TrailingStop, d.Said.Last(e => e.Header.Kind == OutboundKind.Trade).Header.Reason);
    }

    [Fact]
    public void A_short_mirrors_a_long()
    {
        var d = new TradingDesk();
        Enter(d, StrategyAction.EnterShort);
        Assert.Equal(-500, d.Book.Position.Quantity);
        Assert.Equal(P(119.95m), d.Book.Position.Stop);
        Assert.Equal(P(59.95m), d.Book.Position.Target);
        d.Quote(At(10, 5), 59.90m, 59.95m);
        Assert.Equal(Money.FromRupees(500 * 40m), Assert.Single(d.Trades).Gross);
    }

    [Fact]
    public void The_opposite_signal_leaves_first_and_enters_once_flat()
    {
        TradingDesk d = Long();
        d.Decide(StrategyAction.EnterShort, At(10, 5));
        Assert.False(d.Book.Entry.IsLive);
        d.Quote(At(10, 5, 2), 99.95m, 100.05m);
        Assert.Single(d.Trades);
        Assert.True(d.Book.Entry.IsLive);
        d.Quote(At(10, 5, 4), 99.90m, 100.05m);
        Assert.True(d.Book.Position.Quantity < 0);
    }

    [Fact]
    public void A_newer_decision_overrides_a_turn_that_waits_for_its_exit()
    {
        TradingDesk d = Long();
        d.Decide(StrategyAction.EnterShort, At(10, 5));
        d.Decide(StrategyAction.EnterLong, At(10, 6));
        d.Quote(At(10, 38), 99.95m, 100.05m);
        Assert.Single(d.Trades);
        Assert.False(d.Book.Entry.IsLive);
    }

    [Fact]
    public void A_turn_does_not_outlive_the_next_candle()
    {
        TradingDesk d = Long();
        d.Decide(StrategyAction.EnterShort, At(10, 5));
        d.Candle(100m);
        d.Quote(At(10, 6, 2), 99.95m, 100.05m);
        Assert.Single(d.Trades);
        Assert.False(d.Book.Entry.IsLive);
    }

    [Fact]
    public void Cancelling_orders_leaves_an_exit_at_work()
    {
        TradingDesk d = Long();
        d.Trader.SquareOff(d.Book, Reason.SquareOffTime);
        d.Trader.CancelWork(d.Book, Reason.OperatorCommand);
        Assert.True(d.Book.Exit.IsLive);
        d.Quote(At(10, 5, 2), 99.95m, 100.05m);
        Assert.True(d.Book.IsFlat);
    }

    [Fact]
    public void An_entry_in_flight_holds_its_exposure_and_its_place_until_it_ends()
    {
        var d = new TradingDesk();
        d.Last(At(10, 0), 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        Assert.Equal((1, Money.FromRupees(50_000m)), (d.Account.PendingEntries, d.Account.Exposure));

        d.Quote(At(10, 0, 2), 99.95m, 100.05m, askSize: 100);
        Assert.Equal((0, 1), (d.Account.PendingEntries, d.Account.OpenPositions));
        Assert.Equal(Money.FromRupees(400 * 100m + 100 * 100.05m), d.Account.Exposure);

        d.Candle(100m);
        Assert.Equal(Money.FromRupees(100 * 100.05m), d.Account.Exposure);
    }

    [Fact]
    public void A_trade_counts_every_order_that_filled_at_all()
    {
        var d = new TradingDesk();
        d.Last(At(10, 0), 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        d.Quote(At(10, 0, 2), 99.95m, 100.05m, askSize: 100);
        d.Candle(100m);
        d.Decide(StrategyAction.Exit, At(10, 2));
        d.Quote(At(10, 2, 2), 99.95m, 100.05m);
        Assert.Equal(2, Assert.Single(d.Trades).Orders);
    }

    [Fact]
    public void A_loss_of_five_percent_stops_the_day_once_and_refuses_new_entries()
    {
        TradingDesk d = Long();
        // 500 units: 50,000 rupees are gone at 100 rupees below entry; the stop's exit has no quote to fill from.
        d.Last(At(10, 5), 0.05m);

        Assert.Equal(1, d.DayStops);
        Assert.True(d.Account.Stopped);
        d.Last(At(10, 6), 0.05m);
        Assert.Equal(1, d.DayStops);
        d.Quote(At(10, 6, 2), 0.05m, 0.10m);
        d.Decide(StrategyAction.EnterLong, At(10, 7));
        Assert.Equal(Reason.DayStopped, d.Said[^1].Header.Reason);
        Assert.Equal(OrderState.Rejected, d.Said[^1].Order.State);
    }

    [Fact]
    public void What_cannot_be_closed_in_the_market_is_struck_at_the_close_for_worse()
    {
        TradingDesk d = Long();
        d.Last(At(15, 29), 105m);
        d.Trader.OnSessionClosed(d.Book);
        Assert.Equal(P(104.95m), Assert.Single(d.Trades).Exit);
        Assert.True(d.Book.IsFlat);
    }

    [Theory]
    [InlineData(15, 20, Reason.OutsideTradingHours)]
    [InlineData(10, 0, Reason.EntriesPaused)]
    public void Entries_are_refused_with_their_reason(int hour, int minute, Reason reason)
    {
        var d = new TradingDesk();
        d.Account.Paused = reason == Reason.EntriesPaused;
        d.Last(At(hour, minute), 100m);
        d.Decide(StrategyAction.EnterLong, At(hour, minute));
        Assert.Equal(reason, Assert.Single(d.Said, e => e.Header.Kind == OutboundKind.Order).Header.Reason);
    }

    private static TradingDesk Long()
    {
        var d = new TradingDesk();
        Enter(d, StrategyAction.EnterLong);
        Assert.Single(d.Fills);
        return d;
    }

    private static void Enter(TradingDesk d, StrategyAction action)
    {
        d.Last(At(10, 0), 100m);
        d.Decide(action, At(10, 0));
        d.Quote(At(10, 0, 2), 99.95m, 100.05m);
        d.Last(At(10, 0, 2), 100m);
    }
}
