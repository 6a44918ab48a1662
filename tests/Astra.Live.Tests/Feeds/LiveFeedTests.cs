using Astra.Core;
using Astra.Markets;

namespace Astra.Live.Tests.Feeds;

public class LiveFeedTests
{
    [Fact]
    public async Task It_runs_until_stopped_and_says_what_it_is()
    {
        using LiveBench bench = new(Market.At(11, 0));
        FeedDoor door = await bench.Begin();
        Assert.Equal("live from feed0", bench.Live.Description);
        Assert.True(bench.Live.IsLive);
        Market.Tick(door, bench.Time, 1, Market.At(11, 0));
        await bench.Until(() => bench.Port.Of(InboundKind.Clock).Any(r => r.Header.ExchangeTime > Market.At(11, 0)));
        Assert.Equal(1, Assert.Single(bench.Live.Status).Ticks);
        await bench.End();
        Assert.All(bench.Port.Records, r => Assert.Equal(InboundSource.Feed, r.Header.Source));
    }

    [Fact]
    public async Task It_ends_when_its_time_is_up()
    {
        using LiveBench bench = new(Market.At(11, 0), options: o => o with { For = TimeSpan.FromSeconds(60) });
        await bench.Begin();
        bench.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(bench.Run.IsCompleted);
        await bench.Until(() => bench.Run.IsCompleted);
        await bench.Run;
    }

    [Fact]
    public async Task It_ends_after_the_days_last_close()
    {
        using LiveBench bench = new(Market.At(15, 29), options: o => o with { UntilClose = true });
        await bench.Begin();
        await bench.Until(() => bench.Run.IsCompleted, 1_000);
        await bench.Run;
        InboundRecord last = bench.Port.Records[^1];
        Assert.Equal(Market.At(15, 30), last.Header.ExchangeTime);
    }

    [Fact]
    public async Task On_a_holiday_it_has_nothing_to_wait_for()
    {
        using LiveBench bench = new(Market.At(new DateOnly(2026, 11, 22), 11, 0), options: o => o with { UntilClose = true });
        bench.Start();
        await bench.Until(() => bench.Run.IsCompleted);
        await bench.Run;
        Assert.Empty(bench.Port.Of(InboundKind.Session));
    }

    [Fact]
    public async Task When_all_feeds_have_given_up_it_says_why()
    {
        using LiveBench bench = new(Market.At(11, 0), feeds: 2);
        FeedDoor first = await bench.Begin();
        FeedDoor second = await bench.Feeds[1].Door;
        first.Health.OnStopped(0, FeedCause.Refused, "login refused: change the password");
        bench.Feeds[0].End();
        Market.Tick(second, bench.Time, 0, Market.At(11, 0));
        await bench.Until(() => bench.Port.Of(InboundKind.Clock).Any(r => r.Header.ExchangeTime >= Market.At(11, 0, 2)));
        Assert.False(bench.Run.IsCompleted);
        second.Health.OnStopped(0, FeedCause.Refused, "no right to the segment");
        bench.Feeds[1].End();
        await bench.Until(() => bench.Run.IsCompleted);
        await bench.Run;
        Assert.NotNull(bench.Live.GivenUp);
        Assert.Contains("feed0: login refused: change the password", bench.Live.GivenUp, StringComparison.Ordinal);
        Assert.Contains("feed1: no right to the segment", bench.Live.GivenUp, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_fails_is_told_at_once_and_the_other_goes_on()
    {
        using LiveBench bench = new(Market.At(11, 0), feeds: 2);
        await bench.Begin();
        FeedDoor second = await bench.Feeds[1].Door;
        bench.Feeds[0].Fail(new InvalidOperationException("a fault of its own"));
        await bench.Until(() => bench.Has(FeedState.Stopped));
        Assert.Contains(bench.Told, line => line.Contains("feed0", StringComparison.Ordinal) && line.Contains("a fault of its own", StringComparison.Ordinal));
        Assert.True(Market.Tick(second, bench.Time, 0, Market.At(11, 0)));
        Assert.False(bench.Run.IsCompleted);
        await bench.End();
    }

    [Fact]
    public async Task A_day_out_of_the_calendar_ends_it_before_anything_connects()
    {
        using LiveBench bench = new(Market.At(new DateOnly(2035, 6, 1), 11, 0));
        bench.Start();
        await Assert.ThrowsAsync<CalendarCoverageException>(() => bench.Run);
        Assert.False(bench.Feeds[0].Runs);
    }

    [Fact]
    public async Task An_engine_that_stops_ends_it()
    {
        using LiveBench bench = new(Market.At(11, 0));
        await bench.Begin();
        bench.Port.Stopped = true;
        await bench.Until(() => bench.Run.IsCompleted);
        await Assert.ThrowsAsync<Host.EngineStoppedException>(() => bench.Run);
    }

    [Fact]
    public async Task Another_feed_takes_over_and_that_is_told_once()
    {
        using LiveBench bench = new(Market.At(11, 0), feeds: 2, instruments: 3);
        FeedDoor first = await bench.Begin();
        FeedDoor second = await bench.Feeds[1].Door;
        for (int i = 0; i < 3; i++) Market.Tick(first, bench.Time, i, Market.At(11, 0));
        first.Health.OnLost(0, FeedCause.ConnectionLost, Market.Wall(bench.Time), TimeSpan.FromSeconds(1), 1, "reset");
        for (int i = 0; i < 3; i++) Assert.True(Market.Tick(second, bench.Time, i, Market.At(11, 0)));
        await bench.Until(() => bench.Has(FeedState.TookOver));
        await bench.Until(() => bench.Time.GetUtcNow().Second > 20);
        FeedChange told = Assert.Single(bench.Port.Changes, c => c.State == FeedState.TookOver);
        Assert.Equal((1, 3), (told.Feed, told.Detail));
        await bench.End();
    }

    [Fact]
    public void Ids_must_mean_one_list()
    {
        TestFeed hole = new("hole", [Market.Share(0), Market.Share(2)]);
        Assert.Throws<ArgumentException>(() => new LiveFeed([new LiveSource(hole)], Market.Calendar, new LiveFeedOptions()));
        FeedInstrument other = Market.Share(0) with { Instrument = Market.Share(0).Instrument with { Symbol = "OTHER" } };
        Assert.Throws<ArgumentException>(() => new LiveFeed(
            [new LiveSource(new TestFeed("a", [Market.Share(0)])), new LiveSource(new TestFeed("b", [other]))], Market.Calendar, new LiveFeedOptions()));
    }
}
