using Astra.Markets;
using Astra.Strategies;
using static Astra.Core.Tests.CoreHarness;
using static Astra.Core.Tests.TradingDesk;

namespace Astra.Core.Tests;

public class GhostTests
{
    [Fact]
    public void An_order_never_fills_from_data_older_than_itself()
    {
        var d = new TradingDesk();
        d.Last(At(10, 0), 100m);
        d.Quote(At(10, 0), 99.95m, 100.05m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        d.Quote(At(10, 0, 0.5), 99.95m, 100.05m);
        Assert.Empty(d.Fills);

        d.Quote(At(10, 0, 1), 99.95m, 100.10m);

        Assert.Equal(P(100.10m), d.Fills[0].Price);
    }

    [Fact]
    public void A_buy_pays_the_ask_and_a_sale_gets_the_bid_each_worsened_by_the_slippage()
    {
        var d = new TradingDesk(new GhostSettings { LatencyNanos = 0, SlippageTicks = 2, ParticipationPercent = 100 });
        d.Last(At(10, 0), 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        d.Quote(At(10, 0, 1), 99.95m, 100.05m);
        d.Decide(StrategyAction.Exit, At(10, 1));
        d.Quote(At(10, 1, 1), 99.95m, 100.05m);

        Assert.Equal([P(100.15m), P(99.85m)], d.Fills.Select(f => f.Price));
    }

    [Fact]
    public void Displayed_quantity_is_shared_and_taken_only_once()
    {
        var d = new TradingDesk(new GhostSettings { LatencyNanos = 0, SlippageTicks = 0, ParticipationPercent = 50 });
        d.Last(At(10, 0), 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        d.Quote(At(10, 0, 1), 99.95m, 100.05m, askSize: 100);
        d.Quote(At(10, 0, 2), 99.95m, 100.05m, askSize: 100);
        Assert.Equal([50], d.Fills.Select(f => f.Quantity));

        // A flicker of the display at the same price is the same liquidity; only what is added serves.
        for (int i = 0; i < 10; i++) d.Quote(At(10, 0, 3 + i), 99.95m, 100.05m, askSize: 99 + i % 2);
        Assert.True(d.Fills.Sum(f => f.Quantity) <= 60);
        d.Quote(At(10, 0, 20), 99.95m, 100.10m, askSize: 60);

        Assert.Equal(30, d.Fills[^1].Quantity);
    }

    [Fact]
    public void Shares_too_small_for_a_lot_add_up_over_the_levels_of_the_book()
    {
        var d = new TradingDesk(new GhostSettings { LatencyNanos = 0, SlippageTicks = 0, ParticipationPercent = 50 }, lot: 75);
        d.Last(At(10, 0), 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        var depth = new DepthTick { Reference = P(100m) };
        for (int i = 0; i < 5; i++)
        {
            depth.Bids[i] = new DepthLevel { Offset = -500 * (i + 1), Quantity = 75 };
            depth.Asks[i] = new DepthLevel { Offset = 500 * (i + 1), Quantity = 75 };
        }
        var allowance = new Allowance(50, 75);
        d.Book.Touch.ShowBid(depth.BidPrice(0), 75, in allowance, At(10, 0, 1));
        d.Book.Touch.ShowAsk(depth.AskPrice(0), 75, in allowance, At(10, 0, 1));
        d.Ghost.OnDepth(d.Book, in depth, At(10, 0, 1));

        // One lot at the touch, where a whole lot is shown; behind it 37 a level, a lot on the third.
        Assert.Equal([(75, P(100.05m)), (75, P(100.20m))], d.Fills.Select(f => (f.Quantity, f.Price)));
    }

    [Fact]
    public void An_order_says_that_it_works_when_it_reaches_the_exchange_not_when_it_fills()
    {
        var d = new TradingDesk();
        d.Last(At(10, 0), 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        d.Quote(At(10, 0, 1), 99.95m, 100.05m, askSize: 0);

        Assert.Empty(d.Fills);
        Assert.Single(d.Orders(Reason.Accepted));
        Assert.Equal(OrderState.Working, d.Book.Entry[0].State);
    }

    [Fact]
    public void Only_whole_lots_fill()
    {
        var d = new TradingDesk(new GhostSettings { LatencyNanos = 0, ParticipationPercent = 100 }, lot: 75);
        d.Last(At(10, 0), 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        d.Quote(At(10, 0, 1), 99.95m, 100.05m, askSize: 200);

        Assert.Equal([150], d.Fills.Select(f => f.Quantity));
    }

    [Fact]
    public void An_entry_that_did_not_fill_lapses_with_the_next_candle()
    {
        var d = new TradingDesk();
        d.Last(At(10, 0), 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        d.Candle(100m);
        d.Quote(At(10, 1, 5), 99.95m, 100.05m);

        Assert.Empty(d.Fills);
        Assert.Single(d.Orders(Reason.Expired));
        Assert.True(d.Book.IsFlat);
    }

    [Fact]
    public void With_history_bars_a_decision_at_the_close_fills_at_the_next_open()
    {
        var d = new TradingDesk();
        d.Bar(At(10, 0), 99m, 101m, 98m, 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 1));
        d.Bar(At(10, 1), 102m, 103m, 101m, 102m);

        // Half a spread of one tick and no slippage above the open.
        Assert.Equal(P(102.05m), d.Fills[0].Price);
    }

    [Fact]
    public void A_bar_that_opens_beyond_the_stop_fills_at_the_gap_not_at_the_stop()
    {
        TradingDesk d = LongFromBar();
        d.Bar(At(10, 2), 70m, 72m, 69m, 71m);

        // Half a spread of one tick below the open.
        Assert.Equal(P(69.95m), d.Fills[1].Price);
        Assert.Equal(Reason.StopLoss, d.Said.Single(e => e.Header.Kind == OutboundKind.Trade).Header.Reason);
    }

    [Fact]
    public void When_a_bar_touches_stop_and_target_the_stop_counts()
    {
        TradingDesk d = LongFromBar();
        Price stop = d.Book.Position.Stop;
        d.Bar(At(10, 2), 100m, 300m, 50m, 100m);

        Assert.Equal(stop - P(0.05m), d.Fills[1].Price);
        Assert.True(d.Trades[0].Net < Money.Zero);
    }

    [Fact]
    public void A_target_fills_at_its_price_only_when_the_bar_trades_through_it()
    {
        TradingDesk d = LongFromBar();
        Price target = d.Book.TargetOrder[0].Limit;
        d.Bar(At(10, 2), 110m, target.ToDecimal(), 100m, 110m);
        Assert.Single(d.Fills);

        d.Bar(At(10, 3), 110m, target.ToDecimal() + 0.05m, 100m, 110m);

        Assert.Equal(target, d.Fills[1].Price);
    }

    [Fact]
    public void A_bar_gives_no_more_than_a_share_of_its_volume()
    {
        var d = new TradingDesk(new GhostSettings { LatencyNanos = 0, BarParticipationPercent = 10 });
        d.Bar(At(10, 0), 100m, 100m, 100m, 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 1));
        d.Bar(At(10, 1), 100m, 100m, 100m, 100m, volume: 1000);

        Assert.Equal([100], d.Fills.Select(f => f.Quantity));
    }

    [Fact]
    public void Depth_serves_level_by_level_and_a_repeated_book_serves_nothing_more()
    {
        var d = new TradingDesk(new GhostSettings { LatencyNanos = 0, SlippageTicks = 0, ParticipationPercent = 100 });
        d.Last(At(10, 0), 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        var depth = new DepthTick { Reference = P(100m) };
        for (int i = 0; i < 5; i++)
        {
            depth.Bids[i] = new DepthLevel { Offset = -500 * (i + 1), Quantity = 10 };
            depth.Asks[i] = new DepthLevel { Offset = 500 * (i + 1), Quantity = 10 };
        }
        for (int i = 0; i < 2; i++)
        {
            d.Book.Touch.ShowBid(depth.BidPrice(0), 10, new Allowance(100, 1), At(10, 0, 1));
            d.Book.Touch.ShowAsk(depth.AskPrice(0), 10, new Allowance(100, 1), At(10, 0, 1));
            d.Ghost.OnDepth(d.Book, in depth, At(10, 0, 1));
        }

        Assert.Equal([P(100.05m), P(100.10m), P(100.15m), P(100.20m), P(100.25m)], d.Fills.Select(f => f.Price));
        Assert.All(d.Fills, f => Assert.Equal(10, f.Quantity));
    }

    private static TradingDesk LongFromBar()
    {
        var d = new TradingDesk();
        d.Bar(At(10, 0), 100m, 101m, 99m, 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 1));
        d.Bar(At(10, 1), 100m, 101m, 99m, 100m);
        Assert.Single(d.Fills);
        return d;
    }
}
