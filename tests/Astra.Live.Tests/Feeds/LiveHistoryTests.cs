using Astra.Core;
using Astra.Markets;

namespace Astra.Live.Tests.Feeds;

public class LiveHistoryTests
{
    private static readonly Plan[] Plans = [Market.Plan(0, 5), Market.Plan(1, 15, "pairs", 0)];

    [Fact]
    public async Task The_warm_up_comes_first_and_in_order_of_time()
    {
        using LiveBench bench = new(Market.At(8, 30), options: o => o with { Plans = Plans });
        await bench.Begin();
        IReadOnlyList<InboundRecord> bars = bench.Port.Of(InboundKind.WarmUp);
        // Own bars of five minutes; the pair's own and its peer's of fifteen.
        Assert.Equal([(0, 5), (0, 15), (1, 15)], bars.Select(r => (r.Header.Instrument, r.Bar.IntervalMinutes)).Distinct().Order());
        foreach (IGrouping<(int, int), InboundRecord> series in bars.GroupBy(r => (r.Header.Instrument, r.Bar.IntervalMinutes)))
        {
            Assert.True(series.Count() >= 200, $"{series.Count()} bars are too few");
            Assert.True(series.Select(r => Ist.DateOf(r.Bar.Start)).Distinct().Count() >= 5);
        }
        Timestamp[] ends = [.. bars.Select(r => r.Bar.Start + r.Bar.IntervalMinutes * Timestamp.NanosPerMinute)];
        Assert.Equal(ends.Order(), ends);
        Assert.All(bars, r => Assert.True(Ist.DateOf(r.Bar.Start) < Market.Day && r.Bar.Start < r.Header.ExchangeTime));
        Assert.Equal(bars.Count, bench.Live.WarmUpBars);
        Assert.Contains(bench.Told, line => line.Contains("asking for 3 series", StringComparison.Ordinal));
        Assert.DoesNotContain(bench.Port.Records.TakeWhile(r => r.Header.Kind != InboundKind.WarmUp), r => r.Header.Kind == InboundKind.Clock);
        await bench.End();
    }

    [Fact]
    public async Task A_session_begun_at_noon_learns_today_before_it_connects_and_the_rest_after()
    {
        using LiveBench bench = new(Market.At(11, 2, 40), options: o => o with { Plans = Plans });
        bench.History.Unready = 1;
        FeedDoor door = await bench.Begin();
        Timestamp[] Minutes(int instrument) => [.. bench.Port.Of(InboundKind.Backfill).Where(r => r.Header.Instrument == instrument).Select(r => r.Bar.Start)];
        // The minute that has just ended is not there yet.
        Assert.Equal(Every(Market.At(9, 15), Market.At(11, 1)), Minutes(0));
        Assert.Equal(Every(Market.At(9, 15), Market.At(11, 1)), Minutes(1));
        Assert.False(bench.Has(FeedState.Recovered));

        bench.History.Unready = 0;
        bench.Time.Advance(TimeSpan.FromSeconds(3));
        Market.Tick(door, bench.Time, 0, Market.At(11, 2, 43));
        await bench.Until(() => bench.Has(FeedState.Recovered));
        Assert.Equal(Every(Market.At(9, 15), Market.At(11, 2)), Minutes(0));
        Assert.Equal(2 * 107, bench.Port.Changes.Where(c => c.State == FeedState.Recovered).Sum(c => c.Detail));
        Assert.False(bench.Has(FeedState.Gap));
        await bench.End();
    }

    [Fact]
    public async Task After_an_outage_the_missed_minutes_are_filled_in()
    {
        using LiveBench bench = new(Market.At(11, 0), options: o => o with { Plans = Plans });
        FeedDoor door = await bench.Begin();
        door.Health.OnConnected(0);
        Market.Tick(door, bench.Time, 0, Market.At(11, 0));
        Market.Tick(door, bench.Time, 1, Market.At(11, 0));
        await bench.Until(() => bench.Has(FeedState.Recovered));
        int before = bench.Port.Of(InboundKind.Backfill).Count;

        Timestamp last = Market.Wall(bench.Time);
        door.Health.OnLost(0, FeedCause.ConnectionLost, last, TimeSpan.FromSeconds(1), 1, "reset");
        bench.Time.Advance(TimeSpan.FromMinutes(3));
        // The second instrument belongs to a connection that stands.
        for (int i = 0; i < 3; i++) Market.Tick(door, bench.Time, 1, Market.Wall(bench.Time));
        Market.Tick(door, bench.Time, 0, Market.Wall(bench.Time));
        door.Health.OnConnected(0);
        door.Health.OnRecovered(0, last);
        await bench.Until(() => bench.Port.Changes.Any(c => c.State == FeedState.Recovered && c.Cause == FeedCause.ConnectionLost));

        Assert.Equal(1, bench.Port.Changes.Count(c => c.State == FeedState.Gap));
        InboundRecord[] filled = [.. bench.Port.Of(InboundKind.Backfill).Skip(before)];
        Assert.Equal(3, filled.Length);
        Assert.All(filled, r => Assert.Equal(0, r.Header.Instrument));
        Assert.Equal(Every(Market.At(11, 0), Market.At(11, 3)), filled.Select(r => r.Bar.Start));
        Assert.Equal(3, bench.Port.Changes[^1].Detail);
        await bench.End();
    }

    [Fact]
    public async Task A_resumed_session_tells_its_gap_and_fills_it()
    {
        using LiveBench bench = new(Market.At(11, 10), options: o => o with { Plans = Plans }) { ResumedAt = Market.At(11, 4, 30) };
        FeedDoor door = await bench.Begin();
        Market.Tick(door, bench.Time, 0, Market.At(11, 10));
        await bench.Until(() => bench.Has(FeedState.Recovered));
        FeedChange gap = Assert.Single(bench.Port.Changes, c => c.State == FeedState.Gap);
        Assert.Equal((FeedCause.Resumed, Market.At(11, 4, 30)), (gap.Cause, gap.Since));
        Assert.Empty(bench.Port.Of(InboundKind.WarmUp));
        Assert.Equal(Every(Market.At(11, 4), Market.At(11, 10)), bench.Port.Of(InboundKind.Backfill).Where(r => r.Header.Instrument == 0).Select(r => r.Bar.Start));
        await bench.End();
    }

    [Fact]
    public async Task A_vendor_that_refuses_history_costs_the_warm_up_and_never_the_session()
    {
        using LiveBench bench = new(Market.At(11, 0), options: o => o with { Plans = Plans });
        bench.History.Before = (_, _) => throw new VendorException("the account has no right to history");
        FeedDoor door = await bench.Begin();
        Market.Tick(door, bench.Time, 0, Market.At(11, 0));
        await bench.Until(() => bench.Live.Status[0].Ticks == 1);
        Assert.Contains(bench.Told, line => line.Contains("no right to history", StringComparison.Ordinal) && line.Contains("not asked again", StringComparison.Ordinal));
        // Three failures, and a request or two that were under way.
        Assert.InRange(bench.History.Asked.Count, 3, 6);
        Assert.Equal(0, bench.Live.WarmUpBars);
        await bench.End();
    }

    [Fact]
    public async Task A_vendor_that_does_not_answer_delays_the_feed_by_the_limit_and_no_more()
    {
        using LiveBench bench = new(Market.At(11, 0), options: o => o with { Plans = Plans });
        bench.History.Before = (_, _) => Task.Delay(Timeout.Infinite, CancellationToken.None);
        bench.Start();
        await Eventually.True(() => !bench.History.Asked.IsEmpty);
        bench.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(bench.Feeds[0].Runs);
        await bench.Until(() => bench.Feeds[0].Runs);
        await bench.End();
    }

    [Fact]
    public void The_longest_length_of_a_strategy_decides_how_much_it_wants_to_know()
    {
        Plan plan = Market.Plan(0, 1, "sma-cross") with { Parameters = [new PlanParameter("slow", 120)] };
        Assert.Equal((0, 1, 480), Assert.Single(HistoryNeeds.WarmUps([plan])));
        Assert.Equal((0, 5, 200), Assert.Single(HistoryNeeds.WarmUps([Market.Plan(0)])));
    }

    private static Timestamp[] Every(Timestamp from, Timestamp to)
    {
        List<Timestamp> all = [];
        for (; from < to; from += Timestamp.NanosPerMinute) all.Add(from);
        return [.. all];
    }
}
