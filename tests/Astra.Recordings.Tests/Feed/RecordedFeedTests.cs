using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;
using static Astra.Recordings.Tests.TestCalendar;

namespace Astra.Recordings.Tests;

public class RecordedFeedTests
{
    [Fact]
    public void The_events_are_the_same_at_any_pace_and_batch_and_when_the_ring_is_full()
    {
        List<byte[]> expected = Play(FeedPace.Max).Events;
        Assert.True(expected.Count > 20_000);
        Assert.Equal(expected, Play(FeedPace.Max, maxBatch: 1).Events);
        Assert.Equal(expected, Play(FeedPace.Max, maxBatch: 97, refusals: 5).Events);
        Assert.Equal(expected, Play(FeedPace.Rate(1e6)).Events);
        Assert.Equal(expected, Play(FeedPace.Times(1e9)).Events);
    }

    [Fact]
    public void A_resumed_run_leaves_out_exactly_what_it_is_told()
    {
        List<byte[]> all = Play(FeedPace.Max).Events;
        foreach (int skip in new[] { 1, 17, 12_000, all.Count - 1, all.Count, all.Count + 5 })
            Assert.Equal(all.Skip(skip), Play(FeedPace.Max, skip: skip).Events);
    }

    [Fact]
    public void Time_never_goes_back_and_the_day_ends_with_every_segment_shut()
    {
        List<InboundRecord> records = Play(FeedPace.Max).Records;
        Assert.All(records.Zip(records.Skip(1)), p => Assert.True(p.First.Header.ExchangeTime <= p.Second.Header.ExchangeTime));
        Assert.All(records, r => Assert.Equal(InboundSource.Feed, r.Header.Source));
        Assert.Equal([Segment.NseEquity, Segment.NseDerivatives, Segment.Currency],
            records.Where(r => r.Header.Kind == InboundKind.Session && r.Session.Phase == SessionPhase.Closed).Select(r => r.Session.Segment));
        Assert.Equal(At(17, 0), records[^1].Header.ExchangeTime);
    }

    [Fact]
    public void A_tick_sees_the_phase_that_its_instant_begins()
    {
        List<InboundRecord> records = Play(FeedPace.Max).Records;
        int tick = records.FindIndex(r => r.Header.Kind == InboundKind.Touchline && r.Header.ExchangeTime == At(9, 15));
        Assert.Equal(InboundKind.Clock, records[tick - 1].Header.Kind);
        Assert.Equal(SessionPhase.Open, records[tick - 2].Session.Phase);
    }

    [Fact]
    public void A_bar_that_ends_with_a_session_arrives_before_the_close()
    {
        InboundRecord[] bars = [Records.Bar(At(15, 28), 0, 10, 11, 9, 10), Records.Bar(At(15, 29), 0, 10, 11, 9, 10)];
        var port = new CollectingPort();
        using var feed = new RecordedFeed(new MemorySource(Records.Instruments[..1], bars), Instance);
        feed.Run(port, 0, TestContext.Current.CancellationToken);
        Assert.Equal([InboundKind.Clock, InboundKind.Bar, InboundKind.Session, InboundKind.Clock], port.Records[^4..].Select(r => r.Header.Kind));
        Assert.All(port.Records[^3..], r => Assert.Equal(At(15, 30), r.Header.ExchangeTime));
        Assert.All(port.Records, r => Assert.Equal(0, r.Header.ExchangeTime.UnixNanos % Timestamp.NanosPerMinute));
    }

    [Fact]
    public void Several_days_are_played_with_each_days_own_sessions()
    {
        var friday = new DateOnly(2026, 11, 20);
        InboundRecord[] ticks = [Records.Touch(At(friday, 12, 0), 0, 100m), Records.Touch(At(friday.AddDays(3), 12, 0), 0, 101m)];
        var port = new CollectingPort();
        using var feed = new RecordedFeed(new MemorySource(Records.Instruments[..1], ticks), Instance);
        feed.Run(port, 0, TestContext.Current.CancellationToken);
        Assert.Equal([friday, friday, friday, friday, friday.AddDays(3), friday.AddDays(3), friday.AddDays(3), friday.AddDays(3)],
            port.Records.Where(r => r.Header.Kind == InboundKind.Session).Select(r => Ist.DateOf(r.Header.ExchangeTime)));
    }

    [Fact]
    public void A_day_without_sessions_is_played_without_a_clock()
    {
        var saturday = new DateOnly(2024, 2, 3);
        var port = new CollectingPort();
        using var feed = new RecordedFeed(new MemorySource(Records.Instruments[..1], [Records.Touch(At(saturday, 12, 0), 0, 100m)]), Instance);
        feed.Run(port, 0, TestContext.Current.CancellationToken);
        Assert.Equal(InboundKind.Touchline, Assert.Single(port.Records).Header.Kind);
    }

    [Fact]
    public void An_empty_source_plays_nothing()
    {
        var port = new CollectingPort();
        using var feed = new RecordedFeed(new MemorySource([], []), Instance);
        feed.Run(port, 0, TestContext.Current.CancellationToken);
        Assert.Empty(port.Events);
    }

    [Fact]
    public void A_stop_ends_the_run_between_two_batches()
    {
        using var stop = new CancellationTokenSource();
        var port = new CollectingPort { OnPublish = highest => { if (highest > 1_000) stop.Cancel(); } };
        using RecordedFeed feed = Feed(FeedPace.Max, 100);
        feed.Run(port, 0, stop.Token);
        Assert.InRange(port.Events.Count, 1_001, 1_101);
    }

    [Fact]
    public void A_stop_ends_a_wait_for_room_in_the_ring()
    {
        using var stop = new CancellationTokenSource(50);
        var port = new CollectingPort(refusals: int.MaxValue);
        using RecordedFeed feed = Feed(FeedPace.Max, 100);
        feed.Run(port, 0, stop.Token);
        Assert.Empty(port.Events);
    }

    [Fact]
    public void A_paced_run_tells_the_intended_time_of_every_event_evenly_spaced_by_tick()
    {
        var told = new List<(long Sequence, long Time)>();
        var port = new CollectingPort();
        using var feed = new RecordedFeed(new MemorySource(Records.Instruments, Day()), Instance, FeedPace.Rate(100_000), (s, t) => told.Add((s, t)));
        feed.Run(port, 0, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, port.Events.Count).Select(i => (long)i), told.Select(t => t.Sequence));
        long[] ticks = [.. told.Where(t => port.Records[(int)t.Sequence].Header.Kind <= InboundKind.Bar).Select(t => t.Time)];
        double step = System.Diagnostics.Stopwatch.Frequency / 100_000.0;
        Assert.All(ticks, (time, i) => Assert.InRange(time - ticks[0], (long)(i * step) - 1, (long)(i * step) + 1));
    }

    [Fact]
    public void A_feed_runs_once()
    {
        using RecordedFeed feed = Feed(FeedPace.Max, 256);
        feed.Run(new CollectingPort(), 0, TestContext.Current.CancellationToken);
        Assert.Throws<InvalidOperationException>(() => feed.Run(new CollectingPort(), 0, TestContext.Current.CancellationToken));
    }

    private static CollectingPort Play(FeedPace pace, int maxBatch = 256, int refusals = 0, long skip = 0)
    {
        var port = new CollectingPort(refusals: refusals);
        using RecordedFeed feed = Feed(pace, maxBatch);
        feed.Run(port, skip, TestContext.Current.CancellationToken);
        return port;
    }

    private static RecordedFeed Feed(FeedPace pace, int maxBatch) =>
        new(new MemorySource(Records.Instruments, Day()), Instance, pace, null, maxBatch);

    private static InboundRecord[] Day() =>
    [
        .. Enumerable.Range(0, 2_000).Select(i => Records.Touch(At(9, 15) + i * 7_777_000_000L, i % 3, 1500m + i % 11 * 0.1m, i)),
    ];
}
