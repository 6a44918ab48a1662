using Astra.Markets;
using Astra.Strategies;
using CsCheck;
using static Astra.Core.Tests.CoreHarness;

namespace Astra.Core.Tests;

/// <summary>Bars from before a plan's first live one: the plan learns from them and does nothing.</summary>
public class WarmUpTests
{
    private static readonly DateOnly Before = Day.AddDays(-1);

    [Fact]
    public void After_a_warm_up_the_indicators_are_those_of_a_plan_that_has_seen_all_bars_live() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 6], Gen.Int[0, 3], Gen.Int[0, 40], Gen.Bool).Sample((seed, interval, style, late, peer) =>
        {
            int minutes = BarLadder.Minutes[interval];
            Plan plan = PlanOf("probe", minutes, (ChartStyle)style, peer ? [1] : []);
            AssertSame(seed, plan, late, minimum: 1);
        }, iter: 60);

    [Theory]
    [MemberData(nameof(Alone))]
    public void So_are_the_decisions_of_the_strategies_that_ship(string algorithm)
    {
        foreach (int seed in Enumerable.Range(0, 4)) AssertSame(seed, PlanOf(algorithm, 1, (ChartStyle)(seed % 2), []), seed * 7, minimum: 0);
    }

    /// <summary>Strategies that watch one instrument and do not follow their position.</summary>
    public static TheoryData<string> Alone => [.. StrategyRegistry.All.Where(s => s.TakesSides && s.Peers.Least == 0).Select(s => s.Name)];

    [Fact]
    public void Nothing_is_said_ordered_or_believed_to_be_held()
    {
        CoreHarness h = Ready(PlanOf("probe", 1, ChartStyle.Candle, []) with { Parameters = [new PlanParameter("action", Probe.Buys)] });
        int said = h.Said.Count;
        for (int minute = 0; minute < 30; minute++) h.WarmUp(At(9, 10), At(9, 15) - Timestamp.NanosPerDay + minute * Timestamp.NanosPerMinute, 100m, 101m, 99m, 100m, 10);
        Assert.Equal(said, h.Said.Count);
        Assert.Equal((30, 0, 0, 0), (h.Core.Totals.WarmedUp, h.Core.Totals.Bars, h.Core.Totals.Signals, h.Core.Totals.Ticks));
        h.Open();
        h.Quote(At(9, 15, 5), 100m);
        h.Clock(At(9, 16));
        SignalBody signal = Assert.Single(h.Of(OutboundKind.Signal)).Signal;
        Assert.Equal(30_000, signal.Figure3);
        Assert.True(signal.Atr > 0);
    }

    [Fact]
    public void It_is_over_with_the_first_live_bar_and_takes_only_what_is_in_order_and_fits()
    {
        CoreHarness h = Ready(PlanOf("probe", 5, ChartStyle.Candle, []));
        Timestamp start = At(9, 15) - Timestamp.NanosPerDay;
        h.WarmUp(At(9, 10), start + 5 * Timestamp.NanosPerMinute, 100m, 101m, 99m, 100m, minutes: 5);
        h.WarmUp(At(9, 10), start, 100m, 101m, 99m, 100m, minutes: 5);
        h.WarmUp(At(9, 10), start + 5 * Timestamp.NanosPerMinute, 100m, 101m, 99m, 100m, minutes: 5);
        h.WarmUp(At(9, 10), start + 10 * Timestamp.NanosPerMinute, 100m, 101m, 99m, 100m, minutes: 1);
        Assert.Equal((1, 3), (h.Core.Totals.WarmedUp, h.Core.Quarantined(Reason.LateWarmUp)));
        h.WarmUp(At(9, 10), start, 100m, 101m, 99m, 100m, minutes: 7);
        h.WarmUp(At(9, 10), start, 100m, 99m, 101m, 100m, minutes: 5);
        h.WarmUp(start, start, 100m, 101m, 99m, 100m, minutes: 5);
        Assert.Equal(3, h.Core.Quarantined(Reason.BadBar));
        h.WarmUp(At(9, 10), start, 100m, 101m, 99m, 100m, minutes: 5, instrument: 9);
        Assert.Equal(1, h.Core.Quarantined(Reason.UnknownInstrumentTick));
        h.Open();
        h.Quote(At(9, 15, 5), 100m);
        h.WarmUp(At(9, 15, 6), start + 15 * Timestamp.NanosPerMinute, 100m, 101m, 99m, 100m, minutes: 5);
        Assert.Equal(2, h.Core.Totals.WarmedUp);
        h.Clock(At(9, 20));
        h.WarmUp(At(9, 20, 6), start + 20 * Timestamp.NanosPerMinute, 100m, 101m, 99m, 100m, minutes: 5);
        Assert.Equal((2, 4), (h.Core.Totals.WarmedUp, h.Core.Quarantined(Reason.LateWarmUp)));
    }

    [Fact]
    public void A_bar_of_the_time_that_is_being_built_is_refused()
    {
        CoreHarness h = Ready(PlanOf("probe", 1, ChartStyle.Candle, []));
        h.Open();
        h.Quote(At(9, 15, 5), 100m);
        h.WarmUp(At(9, 16, 5), At(9, 15), 100m, 101m, 99m, 100m);
        Assert.Equal((0, 1), (h.Core.Totals.WarmedUp, h.Core.Quarantined(Reason.LateWarmUp)));
    }

    [Fact]
    public void What_the_warm_up_has_shown_of_the_day_is_not_shown_again_when_it_is_filled_in()
    {
        CoreHarness h = Ready(PlanOf("probe", 5, ChartStyle.Candle, []));
        h.Session(SessionPhase.Open, At(9, 15));
        for (int bar = 0; bar < 4; bar++) h.WarmUp(At(9, 35, 1), At(9, 15) + bar * 5 * Timestamp.NanosPerMinute, 100m + bar, 110m, 90m, 100m, 10, minutes: 5);
        for (int minute = 0; minute < 25; minute++) h.Backfill(At(9, 40, 1), At(9, 15) + minute * Timestamp.NanosPerMinute, 100m, 10);
        SignalBody signal = Assert.Single(h.Of(OutboundKind.Signal)).Signal;
        Assert.Equal(At(9, 40), signal.BarEnd);
        // No new session: the average price of the day goes on.
        Assert.Equal(100m, (decimal)signal.Figure2);
        Assert.Equal(5, h.Candles(5).Count());
    }

    [Fact]
    public void A_plan_that_comes_later_in_the_day_is_warmed_up_too()
    {
        CoreHarness h = Ready(PlanOf("probe", 1, ChartStyle.HeikinAshi, []));
        h.Open();
        for (int minute = 0; minute < 10; minute++) h.Bar(At(9, 15 + minute), 100m + minute, 110m + minute, 90m, 101m + minute, 10);
        h.Use(PlanOf("probe", 1, ChartStyle.Candle, []) with { Id = 2 }, At(9, 25));
        for (int minute = 0; minute < 10; minute++) h.WarmUp(At(9, 25, 1), At(9, 15 + minute), 100m + minute, 110m + minute, 90m, 101m + minute, 10);
        Assert.Equal((10, 0), (h.Core.Totals.WarmedUp, h.Core.Quarantined(Reason.LateWarmUp)));
        h.Bar(At(9, 25), 100m, 101m, 99m, 100m, 10);
        Assert.True(h.Of(OutboundKind.Signal).Last().Signal.Figure0 > 0);
    }

    /// <summary>The same two days live, and the first of them (with as many bars of the second as come late) told at once: what is decided afterwards is equal.</summary>
    private static void AssertSame(int seed, Plan plan, int late, int minimum)
    {
        var random = new Random(seed);
        HistoryBar[] bars = [.. Bars(random, plan.IntervalMinutes, Before), .. Bars(random, plan.IntervalMinutes, Day)];
        HistoryBar[] others = [.. bars.Select(b => b with { Open = b.Open + b.Open, High = b.High + b.High, Low = b.Low + b.Low, Close = b.Close + b.Open, Volume = 7 })];
        int first = Math.Min(bars.Length / 2 + late, bars.Length - 1);
        CoreHarness live = Start(plan), warm = Start(plan);

        live.Session(SessionPhase.Open, Ist.At(Before, new TimeOnly(9, 15)), day: Before);
        for (int i = 0; i < bars.Length; i++)
        {
            if (i == bars.Length / 2)
            {
                live.Session(SessionPhase.Closed, Ist.At(Before, new TimeOnly(15, 30)), day: Before);
                live.Session(SessionPhase.Open, At(9, 15));
            }
            Show(live, InboundKind.Bar, i, EndOf(bars[i]));
        }
        warm.Session(SessionPhase.Open, At(9, 15));
        for (int i = 0; i < first; i++) Show(warm, InboundKind.WarmUp, i, EndOf(bars[first]) - Timestamp.NanosPerMinute);
        for (int i = first; i < bars.Length; i++) Show(warm, InboundKind.Bar, i, EndOf(bars[i]));

        SignalBody[] wanted = After(live, bars[first].Start), got = After(warm, bars[first].Start);
        Assert.True(wanted.Length >= minimum || plan.Style is ChartStyle.Renko or ChartStyle.Range, $"seed {seed}: nothing to compare");
        Assert.Equal(wanted, got);
        Assert.Equal(first * (plan.Peers.Count + 1), warm.Core.Totals.WarmedUp);

        void Show(CoreHarness h, InboundKind kind, int i, Timestamp at)
        {
            for (int instrument = 0; instrument <= plan.Peers.Count; instrument++)
            {
                InboundEvent e = default;
                e.Record.Header = Header(kind, instrument, at);
                e.Record.Bar = instrument == 0 ? bars[i] : others[i];
                h.Apply(e);
            }
        }
    }

    private static SignalBody[] After(CoreHarness h, Timestamp start) =>
        [.. h.Of(OutboundKind.Signal).Where(e => e.Header.Instrument == 0 && e.Signal.BarEnd > start).Select(e => e.Signal)];

    private static Timestamp EndOf(HistoryBar bar)
    {
        Timestamp end = bar.Start + bar.IntervalMinutes * Timestamp.NanosPerMinute, close = Ist.At(Ist.DateOf(bar.Start), new TimeOnly(15, 30));
        return end > close ? close : end;
    }

    private static IEnumerable<HistoryBar> Bars(Random random, int minutes, DateOnly day)
    {
        int price = 2_000 + random.Next(200);
        for (Timestamp start = Ist.At(day, new TimeOnly(9, 15)); start < Ist.At(day, new TimeOnly(15, 30)); start += minutes * Timestamp.NanosPerMinute)
        {
            int from = price, to = Math.Max(400, price + random.Next(-15, 16));
            price = to;
            yield return new HistoryBar
            {
                Start = start, Open = P(from), Close = P(to), High = P(Math.Max(from, to) + random.Next(8)), Low = P(Math.Min(from, to) - random.Next(8)),
                Volume = random.Next(1, 5_000), IntervalMinutes = minutes,
            };
        }

        static Price P(int ticks) => new(ticks * 500L);
    }

    private static Plan PlanOf(string algorithm, int minutes, ChartStyle style, int[] peers) => Plan(algorithm: algorithm, minutes: minutes, style: style) with
    {
        ChartSize = style is ChartStyle.Renko or ChartStyle.Range ? 12 : 0,
        Peers = peers,
        Sizing = PlanSizing.Fixed,
        Quantity = 1,
    };

    /// <summary>Entries are paused: what positions do to a strategy is no part of the comparison.</summary>
    private static CoreHarness Start(Plan plan)
    {
        CoreHarness h = Ready(plan);
        h.Command(CommandKind.PauseEntries, -1, At(8, 0));
        return h;
    }

    private static CoreHarness Ready(Plan plan)
    {
        var h = new CoreHarness(strategies: Probe.Find) { FillsLeaps = false };
        h.Define(Stock());
        h.Define(Stock(1, "TCS"));
        h.Use(plan);
        return h;
    }
}
