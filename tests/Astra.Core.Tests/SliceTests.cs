using Astra.Markets;
using Astra.Strategies;
using static Astra.Core.Tests.CoreHarness;
using static Astra.Core.Tests.TradingDesk;

namespace Astra.Core.Tests;

/// <summary>Decisions above the exchange's freeze quantity go out as several orders of whole lots.</summary>
public class SliceTests
{
    [Fact]
    public void An_entry_of_forty_lots_goes_out_as_1755_and_845()
    {
        TradingDesk d = Entered();

        OrderBody[] placed = [.. d.Orders(Reason.Placed).Select(e => e.Order).Where(o => o.Intent == Reason.StrategyEntry)];
        Assert.Equal([1755, 845], placed.Select(o => o.Quantity));
        Assert.Equal(2, placed.Select(o => o.OrderId).Distinct().Count());
        Assert.Single(placed.Select(o => o.Active).Distinct());
        Assert.Equal([1755, 845], d.Fills.Select(f => f.Quantity));
        Assert.Equal(2600, d.Book.Position.Quantity);
    }

    [Fact]
    public void Every_order_bears_its_own_brokerage()
    {
        TradingDesk d = Entered();
        // 175,500 and 84,500 rupees at 0.03% are above the cap of 20 rupees an order.
        Assert.Equal([Money.FromRupees(20m), Money.FromRupees(20m)], d.Fills.Select(f => f.Brokerage));
    }

    [Fact]
    public void Target_and_exit_are_cut_too_and_the_trade_counts_every_order()
    {
        TradingDesk d = Entered();
        Assert.Equal([1755, 845], Enumerable.Range(0, d.Book.TargetOrder.Count).Select(i => d.Book.TargetOrder[i].Quantity));

        d.Trader.SquareOff(d.Book, Reason.SquareOffTime);
        Assert.False(d.Book.TargetOrder.IsLive);
        Assert.Equal([1755, 845], Enumerable.Range(0, d.Book.Exit.Count).Select(i => d.Book.Exit[i].Quantity));
        d.Quote(At(10, 5, 2), 99.95m, 100.05m);

        TradeBody trade = Assert.Single(d.Trades);
        Assert.Equal((2600, 4), (trade.Quantity, trade.Orders));
        Assert.True(d.Book.IsFlat);
        Assert.Equal((Money.Zero, 0), (d.Account.Exposure, d.Account.PendingEntries));
    }

    [Fact]
    public void A_resting_target_fills_slice_by_slice()
    {
        TradingDesk d = Entered();
        Price target = d.Book.TargetOrder[0].Limit;
        d.Quote(At(10, 5), target.ToDecimal(), target.ToDecimal() + 0.05m, bidSize: 2000);
        Assert.Equal(2600 - 1950, d.Book.Position.Quantity);
        d.Quote(At(10, 6), target.ToDecimal() + 0.05m, target.ToDecimal() + 0.10m);
        Assert.Equal(Reason.Target, d.Said.Single(e => e.Header.Kind == OutboundKind.Trade).Header.Reason);
        Assert.All(d.Fills.Skip(2), f => Assert.Equal(target, f.Price));
    }

    [Fact]
    public void Orders_sent_together_share_what_is_displayed()
    {
        TradingDesk d = Decided();
        d.Quote(At(10, 0, 2), 99.95m, 100.05m, askSize: 1000);
        Assert.Equal([975], d.Fills.Select(f => f.Quantity));
        Assert.True(d.Book.Entry.IsLive);
        Assert.Equal(Money.FromRupees(975 * 100.05m + (2600 - 975) * 100m), d.Account.Exposure);

        d.Candle(100m);
        Assert.Equal(2, d.Orders(Reason.Expired).Length);
        Assert.Equal(Money.FromRupees(975 * 100.05m), d.Account.Exposure);
        Assert.Equal([975], Enumerable.Range(0, d.Book.TargetOrder.Count).Select(i => d.Book.TargetOrder[i].Quantity));
    }

    [Fact]
    public void A_decision_sends_no_more_orders_than_the_settings_allow_and_says_what_it_left_out()
    {
        var d = new TradingDesk(Instant with { MaxOrdersPerDecision = 1 }, atr: 1.9m, with: Nifty);
        d.Last(At(10, 0), 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));

        Assert.Equal([1755], d.Orders(Reason.Placed).Select(e => e.Order.Quantity));
        OutboundEvent alert = Assert.Single(d.Said, e => e.Header.Kind == OutboundKind.Alert);
        Assert.Equal((Reason.EntryCut, 2600L), (alert.Header.Reason, alert.Alert.Value));
    }

    [Fact]
    public void What_is_struck_at_the_close_is_struck_order_by_order()
    {
        TradingDesk d = Entered();
        d.Last(At(15, 29), 101m);
        d.Trader.OnSessionClosed(d.Book);
        Assert.Equal([1755, 845], d.Fills.Skip(2).Select(f => f.Quantity));
        Assert.True(d.Book.IsFlat);
    }

    [Fact]
    public void With_history_bars_slices_share_the_bars_volume()
    {
        var d = new TradingDesk(Instant with { BarParticipationPercent = 10 }, atr: 1.9m, with: Nifty);
        d.Bar(At(10, 0), 100m, 100m, 100m, 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 1));
        d.Bar(At(10, 1), 100m, 100m, 100m, 100m, volume: 20_000);
        Assert.Equal([1755, 195], d.Fills.Select(f => f.Quantity));
    }

    [Fact]
    public void An_instrument_whose_freeze_quantity_is_below_its_lot_takes_no_plan()
    {
        var h = new CoreHarness();
        h.Define(Nifty(Stock()) with { FreezeQuantity = 64 });
        h.Use(Plan());
        OutboundEvent said = Assert.Single(h.Said);
        Assert.Equal((OutboundKind.PlanRejected, Reason.FreezeBelowLot, 64d), (said.Header.Kind, said.Header.Reason, said.Plan.Value));
        Assert.Contains("lot of 65", PlanCheck.FirstProblem(Plan(), Nifty(Stock()) with { FreezeQuantity = 64 }, new RiskLimits()), StringComparison.Ordinal);
    }

    private static GhostSettings Instant => new() { LatencyNanos = 0, SlippageTicks = 0, ParticipationPercent = 100 };

    private static Instrument Nifty(Instrument plain) => plain with { LotSize = 65, FreezeQuantity = 1800 };

    /// <summary>A hundredth of ten lakh over a stop of 3.80 rupees is 2631 units: forty lots.</summary>
    private static TradingDesk Decided()
    {
        var d = new TradingDesk(Instant, atr: 1.9m, with: Nifty);
        d.Last(At(10, 0), 100m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        return d;
    }

    private static TradingDesk Entered()
    {
        TradingDesk d = Decided();
        d.Quote(At(10, 0, 2), 99.95m, 100.05m);
        return d;
    }
}
