using Astra.Markets;
using Astra.Strategies;
using static Astra.Core.Tests.CoreHarness;
using static Astra.Core.Tests.TradingDesk;

namespace Astra.Core.Tests;

/// <summary>Market orders that carry a price protection.</summary>
public class MarketProtectionTests
{
    [Fact]
    public void An_order_fills_up_to_its_protection_and_not_beyond()
    {
        TradingDesk d = Desk(slippage: 5);
        d.Last(At(10, 0), 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        Assert.Equal(P(101m), d.Orders(Reason.Placed)[0].Order.Limit);
        d.Quote(At(10, 0, 1), 101m, 101.05m);
        Assert.Empty(d.Fills);
        d.Quote(At(10, 0, 2), 100.90m, 100.95m);
        Assert.Equal(P(101m), Assert.Single(d.Fills).Price);
    }

    [Fact]
    public void The_distance_is_from_the_touch_where_one_is_shown()
    {
        TradingDesk d = Desk();
        d.Last(At(10, 0), 100m);
        d.Quote(At(10, 0), 104.90m, 105m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        Assert.Equal(P(106.05m), d.Orders(Reason.Placed)[0].Order.Limit);
    }

    [Fact]
    public void An_exit_that_its_protection_kept_from_filling_is_sent_again_with_the_next_candle()
    {
        TradingDesk d = Desk();
        d.Last(At(10, 0), 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        d.Quote(At(10, 0, 1), 99.95m, 100m);
        d.Decide(StrategyAction.Exit, At(10, 1));
        d.Quote(At(10, 1, 1), 90m, 90.05m);
        Assert.Empty(d.Trades);

        d.Candle(90m);
        OutboundEvent renewed = d.Orders(Reason.Placed)[^1];
        Assert.Equal((Reason.StrategyExit, P(89.10m)), (renewed.Order.Intent, renewed.Order.Limit));
        d.Quote(At(10, 2, 1), 90m, 90.05m);
        Assert.Equal(P(90m), Assert.Single(d.Trades).Exit);
    }

    [Fact]
    public void Without_a_protection_an_exit_waits_and_is_not_sent_again()
    {
        var d = new TradingDesk(new GhostSettings { LatencyNanos = 0, SlippageTicks = 0, ParticipationPercent = 100 });
        d.Last(At(10, 0), 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        d.Quote(At(10, 0, 1), 99.95m, 100m);
        d.Decide(StrategyAction.Exit, At(10, 1));
        int placed = d.Orders(Reason.Placed).Length;
        d.Candle(90m);
        Assert.Equal(placed, d.Orders(Reason.Placed).Length);
        Assert.Equal(Price.Zero, d.Orders(Reason.Placed)[^1].Order.Limit);
    }

    [Fact]
    public void An_option_on_a_commodity_takes_no_market_order_so_it_always_has_a_limit()
    {
        var d = new TradingDesk(new GhostSettings { LatencyNanos = 0 }, with: plain => plain with
        {
            Segment = Segment.Commodity,
            Kind = InstrumentKind.Option,
            TickSize = P(0.5m),
        });
        d.Last(At(10, 0), 101m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        // 5% of 101 is 5.05: on the grid of half rupees 106.
        Assert.Equal(P(106m), d.Orders(Reason.Placed)[0].Order.Limit);
    }

    private static TradingDesk Desk(int slippage = 0) =>
        new(new GhostSettings { LatencyNanos = 0, SlippageTicks = slippage, ParticipationPercent = 100, ProtectionBasisPoints = 100 });
}
