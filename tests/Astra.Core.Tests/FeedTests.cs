using Astra.Markets;
using Astra.Strategies;
using static Astra.Core.Tests.CoreHarness;

namespace Astra.Core.Tests;

/// <summary>A live feed's health: what is told, what is refused while nothing is seen, and which bars say that they may lack ticks.</summary>
public class FeedTests
{
    private static readonly StopPolicy NoStops = new() { StopAtr = 0, TargetR = 0, BreakevenR = 0, TrailAtr = 0 };

    [Fact]
    public void A_change_is_told_with_what_it_makes_of_all_feeds()
    {
        CoreHarness h = Ready();
        h.Feed(At(9, 16), FeedState.Connected, feed: 1);
        h.Feed(At(9, 17), FeedState.Stale, feed: 1, cause: FeedCause.Silence);
        h.Feed(At(9, 18), FeedState.TookOver, feed: 2);
        h.Feed(At(9, 19), FeedState.ClockSkew, feed: 3);
        Assert.Equal([(2, 2), (2, 0), (6, 4), (6, 4)], h.FeedStatus.Select(s => (s.Known, s.Live)));
        FeedStatusBody stale = h.FeedStatus.ElementAt(1);
        Assert.Equal((FeedState.Stale, FeedCause.Silence, (byte)1), (stale.State, stale.Cause, stale.Feed));
    }

    [Theory]
    [InlineData(FeedState.Stale, true)]
    [InlineData(FeedState.Gap, true)]
    [InlineData(FeedState.Reconnecting, true)]
    [InlineData(FeedState.Stopped, true)]
    [InlineData(FeedState.ClockSkew, false)]
    [InlineData(FeedState.Quarantined, false)]
    [InlineData(FeedState.NotSubscribed, false)]
    public void Entries_are_refused_while_feeds_are_known_and_none_is_live(FeedState state, bool refused)
    {
        CoreHarness h = Ready("probe", Probe.Buys);
        h.Feed(At(9, 15, 1), FeedState.Subscribed);
        h.Feed(At(9, 15, 20), state);
        h.Quote(At(9, 15, 30), 100m);
        h.Clock(At(9, 16));
        Assert.Equal(refused ? [Reason.FeedDown] : [Reason.Placed], h.Of(OutboundKind.Order).Select(e => e.Header.Reason));

        foreach (FeedState live in new[] { FeedState.Connected, FeedState.Subscribed, FeedState.Recovered, FeedState.TookOver })
        {
            h.Feed(At(9, 16, 1), live);
            Assert.Equal(1, h.FeedStatus.Last().Live);
        }
        h.Quote(At(9, 16, 30), 100m);
        h.Clock(At(9, 17));
        Assert.Contains(h.Of(OutboundKind.Order), e => e.Header.Reason is Reason.Placed or Reason.Filled);
    }

    [Fact]
    public void One_live_feed_of_two_is_enough_and_one_instrument_says_nothing_about_a_feed()
    {
        CoreHarness h = Ready("probe", Probe.Buys);
        h.Feed(At(9, 15), FeedState.Subscribed, feed: 0);
        h.Feed(At(9, 15, 2), FeedState.Subscribed, feed: 1);
        h.Feed(At(9, 15, 3), FeedState.Stopped, feed: 0);
        h.Feed(At(9, 15, 4), FeedState.Stale, feed: 1, instrument: 0);
        h.Quote(At(9, 15, 30), 100m);
        h.Clock(At(9, 16));
        Assert.Equal(Reason.Placed, Assert.Single(h.Of(OutboundKind.Order)).Header.Reason);
        Assert.Equal(BarFlags.SessionStart, Assert.Single(h.Candles(1)).Flags);
    }

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(1, 5, false)]
    [InlineData(0, 0, false)]
    public void A_lost_connection_of_three_stops_entries_in_its_own_instruments_and_no_others(int first, int count, bool refused)
    {
        CoreHarness h = Ready("probe", Probe.Buys);
        for (byte c = 0; c < 3; c++) h.Feed(At(9, 15), FeedState.Connected, connection: c);
        h.Feed(At(9, 15, 20), FeedState.Reconnecting, connection: 1, first: first, count: count);
        // Another one's recovery says nothing about it.
        h.Feed(At(9, 15, 21), FeedState.Recovered, connection: 2);
        Assert.Equal(1, h.FeedStatus.Last().Live);
        h.Quote(At(9, 15, 30), 100m);
        h.Clock(At(9, 16));
        Assert.Equal(refused ? Reason.FeedDown : Reason.Placed, Assert.Single(h.Of(OutboundKind.Order)).Header.Reason);
        Assert.Equal(refused, h.Candles(1).Single().Flags.HasFlag(BarFlags.Gap));
        if (!refused) return;
        h.Feed(At(9, 16, 1), FeedState.Recovered, connection: 1, first: first, count: count);
        h.Quote(At(9, 16, 30), 100m);
        h.Clock(At(9, 17));
        Assert.Equal(Reason.Placed, h.Of(OutboundKind.Order).Last().Header.Reason);
    }

    [Fact]
    public void A_feed_whose_connections_are_all_lost_is_down_until_one_is_back()
    {
        CoreHarness h = Ready();
        h.Feed(At(9, 15, 1), FeedState.Connected, connection: 0);
        h.Feed(At(9, 15, 1), FeedState.Connected, connection: 1);
        h.Feed(At(9, 15, 2), FeedState.Stopped, connection: 0);
        h.Feed(At(9, 15, 3), FeedState.Reconnecting, connection: 1);
        h.Feed(At(9, 15, 4), FeedState.TookOver);
        h.Feed(At(9, 15, 5), FeedState.Recovered, connection: 1);
        Assert.Equal([1, 1, 1, 0, 0, 1], h.FeedStatus.Select(s => s.Live));
    }

    [Fact]
    public void An_instrument_that_another_feed_shows_is_seen()
    {
        CoreHarness h = Ready("probe", Probe.Buys);
        h.Feed(At(9, 15, 1), FeedState.Connected, feed: 1);
        h.Feed(At(9, 15, 1), FeedState.Connected, connection: 0);
        h.Feed(At(9, 15, 2), FeedState.Connected, connection: 1);
        h.Feed(At(9, 15, 3), FeedState.Reconnecting, connection: 0, first: 0, count: 100);
        h.Quote(At(9, 15, 30), 100m);
        h.Clock(At(9, 16));
        Assert.Equal(Reason.Placed, Assert.Single(h.Of(OutboundKind.Order)).Header.Reason);
    }

    [Fact]
    public void A_core_that_was_told_of_no_feed_is_never_down()
    {
        CoreHarness h = Ready("probe", Probe.Buys);
        h.Quote(At(9, 15, 30), 100m);
        h.Clock(At(9, 16));
        Assert.Equal(Reason.Placed, Assert.Single(h.Of(OutboundKind.Order)).Header.Reason);
    }

    [Fact]
    public void Exits_and_stops_go_out_while_no_feed_is_live()
    {
        TradingDesk desk = new(planned: plan => plan with { Sizing = PlanSizing.Fixed, Quantity = 10 });
        desk.Quote(At(10, 0), 99.95m, 100.05m);
        desk.Last(At(10, 0), 100m);
        desk.Decide(StrategyAction.EnterLong, At(10, 0));
        desk.Quote(At(10, 0, 2), 99.95m, 100.05m);
        Assert.Equal(10, desk.Book.Position.Quantity);
        desk.Account.FeedDown = true;
        desk.Hold(20, At(10, 1));
        Assert.Contains(desk.Said, e => e.Header.Kind == OutboundKind.Order && e.Header.Reason == Reason.FeedDown);
        desk.Hold(4, At(10, 2));
        desk.Quote(At(10, 2, 2), 99.95m, 100.05m);
        Assert.Equal(4, desk.Book.Position.Quantity);
        desk.Last(At(10, 3), desk.Book.Position.Stop.ToDecimal());
        desk.Quote(At(10, 3, 2), 79.95m, 80.05m);
        Assert.Equal(0, desk.Book.Position.Quantity);
    }

    [Fact]
    public void A_position_is_left_and_none_is_entered()
    {
        CoreHarness h = Ready("probe", Probe.Buys, plan => plan with { Sizing = PlanSizing.Fixed, Quantity = 10, Stops = NoStops });
        h.Quote(At(9, 15, 30), 100m);
        h.Quote(At(9, 16, 1), 100m);
        h.Quote(At(9, 16, 2), 100m);
        h.Feed(At(9, 16, 10), FeedState.Connected);
        h.Feed(At(9, 16, 11), FeedState.Reconnecting);
        h.Command(CommandKind.SquareOff, 0, At(9, 16, 20));
        h.Quote(At(9, 16, 30), 100m);
        Assert.Equal([Side.Buy, Side.Sell], h.Of(OutboundKind.Fill).Select(e => e.Fill.Side));
        h.Clock(At(9, 17));
        Assert.Equal(Reason.FeedDown, h.Of(OutboundKind.Order).Last().Header.Reason);
    }

    [Fact]
    public void Quotes_that_would_add_are_withdrawn_when_the_feed_is_lost()
    {
        TradingDesk desk = new(planned: TradingDesk.Free(10));
        desk.Last(At(10, 0), 100m);
        desk.Rest(99m, 101m, At(10, 0));
        desk.Quote(At(10, 0, 2), 98.95m, 99m);
        Assert.Equal(10, desk.Book.Position.Quantity);
        desk.Rest(98m, 101m, At(10, 1));
        desk.Account.FeedDown = true;
        desk.Trader.StopAdding(desk.Book, Reason.FeedDown);
        Assert.Equal((false, true), (desk.Book.BidQuote.IsLive, desk.Book.AskQuote.IsLive));
        desk.Rest(97m, 102m, At(10, 2));
        Assert.Equal((false, true), (desk.Book.BidQuote.IsLive, desk.Book.AskQuote.IsLive));
        Assert.Equal((0, 1), (desk.Account.PendingEntries, desk.Account.OpenPositions));
    }

    [Fact]
    public void Bars_that_an_outage_touches_say_so_in_every_interval_and_style()
    {
        CoreHarness h = Ready();
        h.Feed(At(9, 15), FeedState.Connected);
        // Down in minute 3; minute 4 has no tick at all; back in minute 5, whose ticks come a little later.
        foreach (int minute in new[] { 0, 1, 2, 3 }) h.Quote(At(9, 15 + minute, 5), 100m);
        h.Feed(At(9, 18, 30), FeedState.Stale, cause: FeedCause.Silence);
        h.Feed(At(9, 20, 10), FeedState.Recovered);
        foreach (int minute in new[] { 5, 6, 7, 8, 9, 10 }) h.Quote(At(9, 15 + minute, 40), 100m);
        h.Clock(At(9, 26));

        Assert.Equal([3, 5], h.Candles(1).Where(b => b.Flags.HasFlag(BarFlags.Gap)).Select(Minute));
        Assert.Equal([3], h.Candles(3).Where(b => b.Flags.HasFlag(BarFlags.Gap)).Select(Minute));
        Assert.Equal([0, 5], h.Candles(5).Where(b => b.Flags.HasFlag(BarFlags.Gap)).Select(Minute));
        Assert.Equal([0], h.Candles(10).Where(b => b.Flags.HasFlag(BarFlags.Gap)).Select(Minute));
        foreach (OutboundEvent[] pair in h.Of(OutboundKind.BarClosed).Chunk(2)) Assert.Equal(pair[0].Bar.Flags, pair[1].Bar.Flags);
    }

    [Fact]
    public void A_longer_bar_says_so_though_none_of_its_minutes_ticked_in_the_outage()
    {
        CoreHarness h = Ready();
        h.Feed(At(9, 15), FeedState.Connected);
        h.Feed(At(9, 15, 20), FeedState.Gap);
        h.Feed(At(9, 16, 30), FeedState.Connected);
        foreach (int minute in new[] { 2, 3, 4, 5 }) h.Quote(At(9, 15 + minute, 5), 100m);
        h.Clock(At(9, 21));
        Assert.DoesNotContain(h.Candles(1), b => b.Flags.HasFlag(BarFlags.Gap));
        Assert.Equal([0], h.Candles(3).Where(b => b.Flags.HasFlag(BarFlags.Gap)).Select(Minute));
        Assert.Equal([0], h.Candles(5).Where(b => b.Flags.HasFlag(BarFlags.Gap)).Select(Minute));
    }

    [Fact]
    public void An_instrument_defined_in_an_outage_and_a_gap_of_one_instrument_mark_their_bars_alone()
    {
        CoreHarness h = Ready();
        h.Define(Stock(1, "TCS"));
        h.Feed(At(9, 15), FeedState.Connected);
        h.Quote(At(9, 15, 5), 100m, 0);
        h.Quote(At(9, 15, 5), 100m, 1);
        h.Feed(At(9, 15, 6), FeedState.Gap, instrument: 1);
        h.Clock(At(9, 16));
        Assert.Equal([false, true], h.Of(OutboundKind.BarClosed).Where(e => e.Bar is { IntervalMinutes: 1, Style: ChartStyle.Candle })
            .OrderBy(e => e.Header.Instrument).Select(e => e.Bar.Flags.HasFlag(BarFlags.Gap)));
        h.Feed(At(9, 16, 1), FeedState.Stopped);
        h.Define(Stock(2, "INFY"));
        h.Quote(At(9, 16, 5), 100m, 2);
        h.Clock(At(9, 17));
        Assert.True(h.Candles(1).Last().Flags.HasFlag(BarFlags.Gap));
    }

    [Fact]
    public void A_change_that_cannot_be_is_counted_and_not_told()
    {
        CoreHarness h = Ready();
        h.Feed(At(9, 16), FeedState.Connected, feed: 8);
        h.Feed(At(9, 16), FeedState.None);
        h.Feed(At(9, 16), FeedState.NotSubscribed + 1);
        h.Feed(At(9, 16), FeedState.Stale, cause: FeedCause.Operator + 1);
        h.Feed(At(9, 16), FeedState.Gap, instrument: 7);
        Assert.Equal((4, 1), (h.Core.Quarantined(Reason.BadFeedChange), h.Core.Quarantined(Reason.UnknownInstrumentTick)));
        Assert.Empty(h.FeedStatus);
        var early = new CoreHarness(configure: false);
        early.Feed(At(9, 0), FeedState.Connected);
        Assert.Equal(1, early.Core.Quarantined(Reason.NotConfigured));
    }

    /// <summary>Minutes after the open at which a bar starts.</summary>
    private static int Minute(Bar bar) => (int)((bar.Start - At(9, 15)) / Timestamp.NanosPerMinute);

    private static CoreHarness Ready(string algorithm = "", int action = 0, Func<Plan, Plan>? planned = null)
    {
        var h = new CoreHarness(strategies: Probe.Find);
        h.Define(Stock());
        Plan plan = Plan(algorithm: algorithm) with
        {
            Parameters = [new PlanParameter("action", action)], Sizing = PlanSizing.Fixed, Quantity = 10, Stops = NoStops,
        };
        if (algorithm.Length > 0) h.Use(planned is null ? plan : planned(plan));
        h.Open();
        return h;
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(9, false)]
    public void A_session_begun_at_mid_day_says_that_its_first_minute_may_lack_ticks(int hour, bool gap)
    {
        var h = new CoreHarness();
        h.Define(Stock());
        // At nine nobody has missed anything yet.
        if (hour == 9) h.Feed(At(9, 0), FeedState.Connected);
        h.Open();
        h.Clock(At(hour, 20));
        if (hour == 10) h.Feed(At(10, 20, 20), FeedState.Connected);
        h.Quote(At(hour, 20, 30), 100m);
        h.Feed(At(hour, 20, 40), FeedState.Subscribed);
        h.Quote(At(hour, 21, 30), 100m);
        h.Clock(At(hour, 22));
        Assert.Equal([gap, false], h.Candles(1).Select(b => (b.Flags & BarFlags.Gap) != 0));
    }
}
