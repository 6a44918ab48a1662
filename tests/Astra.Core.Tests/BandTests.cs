using Astra.Markets;
using Astra.Strategies;
using static Astra.Core.Tests.CoreHarness;
using static Astra.Core.Tests.TradingDesk;

namespace Astra.Core.Tests;

public class BandTests
{
    [Theory]
    [InlineData(120.00, 0)]
    [InlineData(120.05, 1)]
    [InlineData(80.00, 0)]
    [InlineData(79.95, 1)]
    public void A_price_outside_a_fixed_band_is_counted_and_not_used(decimal last, int refused)
    {
        CoreHarness h = Ready(Fixed);
        h.Last(At(9, 16), last);
        Assert.Equal((refused, 1 - refused), (h.Core.Quarantined(Reason.OutsidePriceBand), h.Core.Totals.Ticks));
        Assert.Equal(refused, h.Core.Totals.Quarantined);
    }

    [Fact]
    public void Quotes_depth_and_bars_are_held_against_the_band_too()
    {
        CoreHarness h = Ready(Fixed);
        h.Quote(At(9, 16), 119.95m, halfSpread: 0.10m);
        h.Depth(At(9, 16), 100m, 120.05m, 10);
        h.Bar(At(9, 17), 119m, 121m, 118m, 119m);
        Assert.Equal((3L, 0L), (h.Core.Quarantined(Reason.OutsidePriceBand), h.Core.Totals.Ticks));
    }

    [Fact]
    public void A_band_that_follows_the_market_widens_by_a_step_and_says_so()
    {
        CoreHarness h = Ready(Following);
        h.Last(At(9, 16), 112m);
        OutboundEvent said = Assert.Single(h.Of(OutboundKind.Alert));
        Assert.Equal((Reason.BandWidened, 1500L), (said.Header.Reason, said.Alert.Value));
        Assert.Equal((1L, 0L), (h.Core.Totals.Ticks, h.Core.Totals.Quarantined));
        h.Last(At(9, 17), 115m);
        Assert.Equal(1, h.Core.Quarantined(Reason.BandWidened));
    }

    [Fact]
    public void A_price_far_beyond_is_not_used_but_a_market_that_stays_there_is_followed()
    {
        CoreHarness h = Ready(Following);
        h.Last(At(9, 16), 125m);
        h.Last(At(9, 17), 100m);
        Assert.Equal((1L, 1L), (h.Core.Quarantined(Reason.OutsidePriceBand), h.Core.Totals.Ticks));
        for (int i = 0; i < 3; i++) h.Last(At(9, 18 + i), 125m);
        Assert.Equal((2L, 3L), (h.Core.Quarantined(Reason.OutsidePriceBand), h.Core.Totals.Ticks));
    }

    [Fact]
    public void A_feed_that_shows_nonsense_widens_the_band_only_so_far()
    {
        CoreHarness h = Ready(Following);
        for (int i = 0; i < 60; i++) h.Last(At(10, i), 10_000m);
        Assert.Equal((18L, 60L, 0L), (h.Core.Quarantined(Reason.BandWidened), h.Core.Quarantined(Reason.OutsidePriceBand), h.Core.Totals.Ticks));
    }

    [Theory]
    [InlineData(1, 131.95, 132.05)]
    [InlineData(7, 131.95, 132.05)]
    public void The_next_day_is_measured_from_the_days_own_close(int days, decimal inside, decimal outside)
    {
        CoreHarness h = NextDay(days, 110m);
        Timestamp open = Ist.At(Day.AddDays(days), new TimeOnly(9, 16));
        h.Last(open, inside);
        h.Last(open, outside);
        Assert.Equal(1, h.Core.Quarantined(Reason.OutsidePriceBand));
    }

    [Fact]
    public void A_close_of_long_ago_is_no_base()
    {
        CoreHarness h = NextDay(8, 110m);
        h.Last(Ist.At(Day.AddDays(8), new TimeOnly(9, 16)), 500m);
        Assert.Equal(0, h.Core.Quarantined(Reason.OutsidePriceBand));
    }

    [Fact]
    public void A_second_session_of_the_day_shares_the_band()
    {
        CoreHarness h = Ready(Fixed);
        h.Last(At(9, 16), 118m);
        h.Session(SessionPhase.Closed, At(9, 30));
        h.Session(SessionPhase.Open, At(9, 45));
        h.Last(At(11, 0), 120.05m);
        Assert.Equal(1, h.Core.Quarantined(Reason.OutsidePriceBand));
    }

    [Fact]
    public void A_target_beyond_the_band_rests_at_its_edge()
    {
        TradingDesk d = Desk();
        Enter(d, 100m);
        Assert.Equal((P(140.05m), P(120m)), (d.Book.Position.Target, d.Book.TargetOrder[0].Limit));
    }

    [Fact]
    public void A_market_order_never_fills_beyond_the_band()
    {
        TradingDesk d = Desk(new GhostSettings { LatencyNanos = 0, SlippageTicks = 3 });
        Enter(d, 119.90m);
        Assert.Equal(P(120m), d.Fills[0].Price);
    }

    [Fact]
    public void At_the_upper_limit_nobody_sells_and_at_the_lower_nobody_buys()
    {
        TradingDesk d = Desk();
        var touch = new Touch { Last = P(120m) };
        touch.Assume(P(0.05m), in d.Book.Band, 100, At(10, 0));
        Assert.Equal((P(119.95m), Price.Zero), (touch.Bid, touch.Ask));
        touch.Last = P(80m);
        touch.Assume(P(0.05m), in d.Book.Band, 100, At(10, 0));
        Assert.Equal((Price.Zero, P(80.05m)), (touch.Bid, touch.Ask));
        touch.Last = P(119.95m);
        touch.Assume(P(0.10m), in d.Book.Band, 100, At(10, 0));
        Assert.Equal((P(119.85m), P(120m)), (touch.Bid, touch.Ask));
    }

    [Fact]
    public void A_bar_locked_at_its_limit_fills_nobody_who_comes_from_the_crowded_side()
    {
        TradingDesk d = Desk();
        d.Bar(At(10, 0), 120m, 120m, 120m, 120m);
        d.Decide(StrategyAction.EnterLong, At(10, 1));
        d.Bar(At(10, 1), 120m, 120m, 120m, 120m);
        Assert.Empty(d.Fills);
        d.Bar(At(10, 2), 120m, 120m, 119m, 119m);
        Assert.Equal(P(120m), Assert.Single(d.Fills).Price);
    }

    [Fact]
    public void A_stop_below_the_lower_limit_finds_no_buyer_until_there_is_one()
    {
        TradingDesk d = Desk();
        Enter(d, 100m);
        d.Bar(At(10, 1), 80m, 80m, 80m, 80m);
        Assert.True(d.Book.Exit.IsLive);
        Assert.Single(d.Fills);
        d.Bar(At(10, 2), 80m, 80.05m, 80m, 80m);
        Assert.Equal(P(80m), Assert.Single(d.Trades).Exit);
    }

    [Fact]
    public void A_traded_price_off_the_tick_is_counted_and_used_but_not_that_of_an_index()
    {
        var h = new CoreHarness();
        h.Define(Stock());
        h.Define(new Instrument(1, "NIFTY 50", Segment.NseEquity, InstrumentKind.Index, Price.FromRupees(0.05m), 1));
        h.Open();
        h.Last(At(9, 16), 100.01m);
        h.Last(At(9, 16, 1), 100.01m);
        h.Last(At(9, 16, 2), 100.05m);
        h.Last(At(9, 17), 25_000.01m, instrument: 1);
        h.Bar(At(9, 18), 100m, 100.03m, 100m, 100.02m);
        Assert.Equal((2L, 5L, 0L), (h.Core.Quarantined(Reason.OffTick), h.Core.Totals.Ticks, h.Core.Totals.Quarantined));
    }

    private static Instrument Fixed(Instrument plain) => plain with { PriceBandBasisPoints = 2000, PreviousClose = P(100m) };

    private static Instrument Following(Instrument plain) => plain with { PriceBandBasisPoints = 1000, PreviousClose = P(100m), ClosingAuction = true };

    private static CoreHarness Ready(Func<Instrument, Instrument> with)
    {
        var h = new CoreHarness();
        h.Define(with(Stock()));
        h.Open();
        return h;
    }

    private static CoreHarness NextDay(int days, decimal last)
    {
        CoreHarness h = Ready(Fixed);
        h.Last(At(9, 16), last);
        h.Session(SessionPhase.Closed, At(15, 30));
        h.Session(SessionPhase.Open, Ist.At(Day.AddDays(days), new TimeOnly(9, 15)), day: Day.AddDays(days));
        return h;
    }

    private static TradingDesk Desk(GhostSettings? ghost = null) =>
        new(ghost ?? new GhostSettings { LatencyNanos = 0, SlippageTicks = 0, ParticipationPercent = 100 }, with: Fixed);

    private static void Enter(TradingDesk d, decimal last)
    {
        d.Last(At(10, 0), last);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        d.Quote(At(10, 0, 2), last - 0.05m, last + 0.05m);
    }
}
