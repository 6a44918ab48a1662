using Astra.Markets;
using Astra.Strategies;
using CsCheck;
using static Astra.Core.Tests.CoreHarness;

namespace Astra.Core.Tests;

/// <summary>Minutes that a feed missed and history fills in.</summary>
public class BackfillTests
{
    private static readonly StopPolicy NoStops = new() { StopAtr = 0, TargetR = 0, BreakevenR = 0, TrailAtr = 0 };

    [Fact]
    public void A_missed_minute_closes_at_once_and_feeds_the_longer_bars()
    {
        CoreHarness h = Ready();
        h.Quote(At(9, 15, 5), 100m);
        h.Clock(At(9, 16));
        h.Quote(At(9, 18, 5), 104m);
        h.Backfill(At(9, 18, 10), At(9, 16), 100m, 103m, 99m, 101m, 30);
        h.Backfill(At(9, 18, 10), At(9, 17), 101m, 102m, 98m, 102m, 20);
        h.Clock(At(9, 20));

        Assert.Equal([0, 1, 2, 3], h.Candles(1).Select(Minute));
        Assert.Equal([false, true, true, false], h.Candles(1).Select(b => b.Flags.HasFlag(BarFlags.Backfilled)));
        Bar five = Assert.Single(h.Candles(5));
        Assert.Equal((98m, 104m, 104m, 50L), (five.Low.ToDecimal(), five.High.ToDecimal(), five.Close.ToDecimal(), five.Volume));
        Assert.True(five.Flags.HasFlag(BarFlags.Backfilled));
        // It was closed before the history came.
        Assert.Equal((100m, BarFlags.SessionStart), (h.Candles(3).First().High.ToDecimal(), h.Candles(3).First().Flags));
        Assert.Equal((2, 2), (h.Core.Totals.Backfilled, h.Core.Totals.Ticks));
    }

    [Fact]
    public void A_minute_whose_place_is_taken_is_late()
    {
        CoreHarness h = Ready();
        h.Quote(At(9, 15, 5), 100m);
        h.Quote(At(9, 17, 5), 100m);
        h.Backfill(At(9, 17, 10), At(9, 15), 99m);
        Assert.Equal(1, h.Core.Quarantined(Reason.LateBackfill));
        h.Backfill(At(9, 18), At(9, 17), 99m);
        Assert.Equal(2, h.Core.Quarantined(Reason.LateBackfill));
        h.Backfill(At(9, 18), At(9, 16), 99m);
        h.Backfill(At(9, 18), At(9, 16), 99m);
        Assert.Equal((3, 1), (h.Core.Quarantined(Reason.LateBackfill), h.Core.Totals.Backfilled));
    }

    [Fact]
    public void A_longer_bar_that_is_closed_stays_while_the_others_take_the_minute()
    {
        CoreHarness h = Ready();
        h.Quote(At(9, 15, 5), 100m);
        h.Clock(At(9, 19));
        h.Backfill(At(9, 19, 1), At(9, 16), 120m);
        h.Backfill(At(9, 19, 1), At(9, 18), 110m);
        h.Clock(At(9, 21));
        Assert.Equal([0, 1, 3], h.Candles(1).Select(Minute));
        Assert.Equal([100m, 110m], h.Candles(3).Select(b => b.High.ToDecimal()));
        Assert.Equal([120m], h.Candles(5).Select(b => b.High.ToDecimal()));
    }

    [Fact]
    public void What_is_no_finished_minute_of_the_running_session_is_refused()
    {
        CoreHarness h = Ready();
        h.Backfill(At(9, 17), At(9, 15), 100m, 101m, 99m, 100m, minutes: 3);
        h.Backfill(At(9, 17), At(9, 15, 30), 100m);
        h.Backfill(At(9, 15, 59), At(9, 15), 100m);
        h.Backfill(At(9, 17), At(9, 15), 100m, 99m, 101m, 100m);
        h.Backfill(At(9, 17), At(9, 15), 100m, volume: -1);
        Assert.Equal(5, h.Core.Quarantined(Reason.BadBar));
        h.Backfill(At(9, 17), At(9, 14), 100m);
        h.Backfill(At(9, 17), At(15, 30), 100m);
        Assert.Equal(2, h.Core.Quarantined(Reason.OutsideSession));
        h.Backfill(At(9, 17), At(9, 15), 100m, instrument: 9);
        Assert.Equal(1, h.Core.Quarantined(Reason.UnknownInstrumentTick));
        Assert.Empty(h.Of(OutboundKind.BarClosed));
    }

    [Fact]
    public void A_session_joined_late_gets_its_day_and_its_first_bar_opens_it()
    {
        CoreHarness h = Ready();
        h.Quote(At(11, 0, 5), 150m);
        for (int minute = 0; minute < 105; minute++) h.Backfill(At(11, 0, 6), At(9, 15) + minute * Timestamp.NanosPerMinute, 100m + minute % 10, 10);
        h.Clock(At(11, 15));
        Assert.Equal(106, h.Candles(1).Count());
        Assert.Equal([BarFlags.SessionStart | BarFlags.Backfilled, BarFlags.None], new[] { h.Candles(1).First().Flags, h.Candles(1).Last().Flags });
        Assert.Equal([0, 60], h.Candles(60).Select(Minute));
        Assert.Equal(600, h.Candles(60).First().Volume);
        Assert.Equal([0], h.Candles(15).Where(b => b.Flags.HasFlag(BarFlags.SessionStart)).Select(Minute));
        Assert.Equal(0, h.Core.Quarantined(Reason.LateBackfill));
    }

    [Fact]
    public void It_fills_nothing_fires_no_stop_and_never_moves_the_price_back()
    {
        CoreHarness h = Ready(Probe.Buys, new StopPolicy { AtrLength = 1, StopAtr = 1, TargetR = 1, BreakevenR = 0, TrailAtr = 0 });
        h.Quote(At(9, 15, 5), 100m);
        h.Quote(At(9, 15, 6), 101m);
        h.Quote(At(9, 16, 5), 100m);
        h.Quote(At(9, 17, 5), 100m);
        h.Quote(At(9, 17, 6), 100m);
        Assert.Single(h.Of(OutboundKind.Fill));
        h.Quote(At(9, 20, 5), 100m);
        Money before = h.Core.Totals.Unrealised;
        h.Backfill(At(9, 20, 10), At(9, 18), 100m, 200m, 10m, 20m);
        h.Backfill(At(9, 20, 10), At(9, 19), 20m, 20m, 20m, 20m);
        Assert.Single(h.Of(OutboundKind.Fill));
        Assert.Equal(before, h.Core.Totals.Unrealised);
        // Newer than any tick, it is the last price known.
        h.Clock(At(9, 21));
        h.Backfill(At(9, 22, 5), At(9, 21), 90m);
        Assert.Single(h.Of(OutboundKind.Fill));
        Assert.Equal(Money.FromRupees(-101m), h.Core.Totals.Unrealised);
    }

    [Theory]
    [InlineData(9, 18, 59, Reason.Placed)]
    [InlineData(9, 19, 0, Reason.None)]
    public void A_plan_acts_on_a_bar_that_is_less_than_an_interval_old(int hour, int minute, int second, Reason expected)
    {
        CoreHarness h = Ready(Probe.Buys);
        h.Quote(At(9, 15, 5), 100m);
        h.Clock(At(9, 16));
        int before = h.Said.Count;
        h.Backfill(At(hour, minute, second), At(9, 17), 100m);
        Reason[] orders = [.. h.Said.Skip(before).Where(e => e.Header.Kind == OutboundKind.Order && e.Header.Reason == Reason.Placed).Select(e => e.Header.Reason)];
        Assert.Equal(expected == Reason.None ? [] : [expected], orders);
        h.Clock(At(9, 20));
        h.Quote(At(9, 20, 1), 100m);
        h.Clock(At(9, 21));
        // Every bar was learned from, acted upon or not; what was dropped is known to be dropped.
        Assert.Equal(expected == Reason.None ? 1_000 : 1_010, h.Of(OutboundKind.Signal).Last().Signal.Figure3);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void In_a_live_day_a_bar_that_nobody_was_there_to_close_is_too_old_to_act_on(bool live, int orders)
    {
        CoreHarness h = Ready(Probe.Buys);
        if (live) h.Feed(At(9, 15), FeedState.Subscribed);
        h.Quote(At(9, 15, 5), 100m);
        if (live) h.Feed(At(10, 0), FeedState.Gap, cause: FeedCause.Resumed);
        if (live) h.Feed(At(10, 0, 1), FeedState.Recovered);
        h.Clock(At(10, 0, 2));
        Assert.Single(h.Candles(1));
        Assert.Equal(orders, h.Orders(Reason.Placed).Count());
    }

    [Fact]
    public void A_late_decision_to_leave_is_followed_and_a_late_turn_leaves_only()
    {
        TradingDesk desk = new(planned: TradingDesk.Free(10));
        desk.Last(At(10, 0), 100m);
        desk.Decide(StrategyAction.EnterLong, At(10, 0));
        desk.Quote(At(10, 0, 2), 99.95m, 100.05m);
        Late(desk, new StrategyDecision(StrategyAction.EnterLong, 0, 0, 0, 0));
        Late(desk, new StrategyDecision(StrategyAction.Hold, 0, 0, 0, 0) { Units = 20 });
        Assert.Single(desk.Orders(Reason.Placed));
        Late(desk, new StrategyDecision(StrategyAction.Hold, 0, 0, 0, 0) { Units = 4 });
        desk.Quote(At(10, 5, 2), 99.95m, 100.05m);
        Assert.Equal(4, desk.Book.Position.Quantity);
        Late(desk, new StrategyDecision(StrategyAction.EnterShort, 0, 0, 0, 0));
        desk.Quote(At(10, 6, 2), 99.95m, 100.05m);
        desk.Quote(At(10, 6, 4), 99.95m, 100.05m);
        Assert.Equal((0, false), (desk.Book.Position.Quantity, desk.Book.HasWork));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Volume_is_conserved_whether_the_next_tick_or_the_history_comes_first(bool tickFirst)
    {
        CoreHarness h = Ready();
        h.Quote(At(9, 15, 5), 100m, volume: 1_000);
        h.Quote(At(9, 15, 50), 100m, volume: 1_100);
        h.Clock(At(9, 16));
        if (tickFirst) h.Quote(At(9, 18, 5), 100m, volume: 1_400);
        h.Backfill(At(9, 18, 6), At(9, 16), 100m, volume: 120);
        h.Backfill(At(9, 18, 6), At(9, 17), 100m, volume: 150);
        h.Quote(At(9, 18, 8), 100m, volume: 1_450);
        h.Clock(At(9, 20));
        Assert.Equal([100, 120, 150, 80], h.Candles(1).Select(b => b.Volume));
        Assert.Equal(450, h.Candles(5).Single().Volume);
    }

    [Fact]
    public void The_first_cumulative_figure_of_a_late_start_is_a_base_and_loses_nothing_to_history()
    {
        CoreHarness h = Ready();
        h.Quote(At(11, 0, 5), 100m, volume: 500_000);
        h.Backfill(At(11, 0, 6), At(10, 59), 100m, volume: 900);
        h.Quote(At(11, 0, 8), 100m, volume: 500_070);
        h.Clock(At(11, 1));
        Assert.Equal([900, 70], h.Candles(1).Select(b => b.Volume));
    }

    [Fact]
    public void With_the_missed_minutes_filled_in_bars_are_those_of_a_day_without_an_outage() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[2, 40], Gen.Int[1, 20], Gen.Bool).Sample((seed, first, missed, tickFirst) =>
        {
            (Timestamp At, int Tick, long Volume)[] ticks = Ticks(seed);
            (Timestamp from, Timestamp to) = (At(9, 15) + first * Timestamp.NanosPerMinute, At(9, 15) + (first + missed) * Timestamp.NanosPerMinute);
            CoreHarness whole = Ready(), cut = Ready();
            foreach ((Timestamp at, int tick, long volume) in ticks) whole.Quote(at, tick * 0.05m, volume: volume);
            whole.Clock(At(10, 45));
            bool told = false;
            foreach ((Timestamp at, int tick, long volume) in ticks)
            {
                if (at >= from && at < to) continue;
                if (at >= to && !told && !tickFirst) told = Tell(at);
                cut.Quote(at, tick * 0.05m, volume: volume);
                if (at >= to && !told && tickFirst) told = Tell(at + 1);
            }
            cut.Clock(At(10, 45));
            // A tick that comes before the history has closed longer bars without it.
            foreach (int minutes in tickFirst ? [1] : new[] { 1, 3, 5, 10, 15, 30 })
                Assert.Equal(whole.Candles(minutes).Select(Shape), cut.Candles(minutes).Select(Shape));

            bool Tell(Timestamp at)
            {
                foreach (Bar bar in whole.Candles(1).Where(b => b.Start >= from && b.Start < to))
                    cut.Backfill(at, bar.Start, bar.Open.ToDecimal(), bar.High.ToDecimal(), bar.Low.ToDecimal(), bar.Close.ToDecimal(), bar.Volume);
                return true;
            }
        }, iter: 60);

    private static (int, Price, Price, Price, Price, long, BarFlags) Shape(Bar bar) =>
        (Minute(bar), bar.Open, bar.High, bar.Low, bar.Close, bar.Volume, bar.Flags & (BarFlags.SessionStart | BarFlags.Partial));

    /// <summary>A walk of 80 minutes with a tick in every minute.</summary>
    private static (Timestamp At, int Tick, long Volume)[] Ticks(int seed)
    {
        var random = new Random(seed);
        var ticks = new List<(Timestamp, int, long)>();
        (int price, long volume) = (2_000, 10_000);
        for (int minute = 0; minute < 80; minute++)
        {
            for (int k = 0, count = random.Next(1, 4); k < count; k++)
            {
                price = Math.Max(100, price + random.Next(-20, 21));
                volume += random.Next(0, 500);
                ticks.Add((At(9, 15) + minute * Timestamp.NanosPerMinute + (k * 20 + random.Next(20)) * Timestamp.NanosPerSecond, price, volume));
            }
        }
        return [.. ticks];
    }

    private static void Late(TradingDesk desk, StrategyDecision decision)
    {
        var bar = new Bar { Close = desk.Book.Touch.Last, End = At(10, 1), IntervalMinutes = 1 };
        desk.Trader.OnLateDecision(desk.Book, in decision, in bar);
    }

    private static int Minute(Bar bar) => (int)((bar.Start - At(9, 15)) / Timestamp.NanosPerMinute);

    private static CoreHarness Ready(int action = -1, StopPolicy? stops = null)
    {
        var h = new CoreHarness(strategies: Probe.Find);
        h.Define(Stock());
        Plan plan = Plan(algorithm: "probe") with
        {
            Parameters = [new PlanParameter("action", action)], Sizing = PlanSizing.Fixed, Quantity = 10, Stops = stops ?? NoStops,
        };
        if (action >= 0) h.Use(plan);
        h.Open();
        return h;
    }
}
