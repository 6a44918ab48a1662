using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Host;
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
    public void A_resumed_run_hands_over_exactly_what_is_held_and_publishes_the_rest()
    {
        CollectingPort all = Play(FeedPace.Max);
        foreach (int count in new[] { 1, 17, 12_000, all.Events.Count - 1, all.Events.Count })
        {
            JournaledFeed held = new(new RecordJournal(all.Records[..count]), count, Records.Instruments);
            Assert.Equal(all.Events.Skip(count), Play(FeedPace.Max, held: held).Events);
            Assert.Equal(0, held.Left);
        }
    }

    [Fact]
    public void A_resumed_run_does_not_wait_out_what_is_held()
    {
        CollectingPort all = Play(FeedPace.Max);
        JournaledFeed held = new(new RecordJournal(all.Records), all.Records.Count, Records.Instruments);
        // At this pace the first event would take longer than any test may.
        Assert.Empty(Play(FeedPace.Rate(1e-6), held: held).Events);
    }

    [Fact]
    public void A_source_that_ends_early_leaves_something_held()
    {
        CollectingPort all = Play(FeedPace.Max);
        JournaledFeed held = new(new RecordJournal(all.Records), all.Records.Count + 5, Records.Instruments);
        Assert.Empty(Play(FeedPace.Max, held: held).Events);
        Assert.Equal(5, held.Left);
    }

    [Fact]
    public void Another_source_is_refused_at_its_first_other_event()
    {
        CollectingPort all = Play(FeedPace.Max);
        int place = all.Records.FindIndex(5_000, r => r.Header.Kind == InboundKind.Touchline);
        List<InboundRecord> other = [.. all.Records];
        InboundRecord changed = other[place];
        changed.Touchline.Volume++;
        other[place] = changed;
        string message = Assert.Throws<RecoveryException>(() =>
            Play(FeedPace.Max, held: new JournaledFeed(new RecordJournal(other), other.Count, Records.Instruments))).Message;
        Assert.Contains($"event {place} of the journal is Touchline of ", message, StringComparison.Ordinal);
        Assert.Contains(changed.Header.ExchangeTime.ToString(), message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_retired_segments_held_is_passed_by_and_the_rest_compared()
    {
        CollectingPort all = Play(FeedPace.Max);
        int count = all.Records.Count - 100;
        JournaledFeed Held(IEnumerable<InboundRecord> kept) => new(new RecordJournal([.. kept], first: 300), count, Records.Instruments);
        Assert.Equal(all.Events.Skip(count), Play(FeedPace.Max, held: Held(all.Records.Take(count).Skip(300))).Events);
        Assert.Throws<RecoveryException>(() => Play(FeedPace.Max, held: Held(all.Records.Take(count).Skip(301).Append(all.Records[0]))));
    }

    [Fact]
    public void Time_never_goes_back_and_the_day_ends_with_every_segment_shut()
    {
        List<InboundRecord> records = Play(FeedPace.Max).Records;
        Assert.All(records.Zip(records.Skip(1)), p => Assert.True(p.First.Header.ExchangeTime <= p.Second.Header.ExchangeTime));
        Assert.All(records, r => Assert.Equal(InboundSource.Feed, r.Header.Source));
        Assert.Equal([Segment.NseEquity, Segment.NseDerivatives, Segment.Currency],
            records.Where(r => IsSession(r) && r.Session.Phase == SessionPhase.Closed).Select(r => r.Session.Segment));
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
        feed.Run(port, JournaledFeed.None, TestContext.Current.CancellationToken);
        Assert.Equal([InboundKind.Clock, InboundKind.Bar, InboundKind.AuctionSession, InboundKind.Clock], port.Records[^4..].Select(r => r.Header.Kind));
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
        feed.Run(port, JournaledFeed.None, TestContext.Current.CancellationToken);
        Assert.Equal([friday, friday, friday, friday, friday.AddDays(3), friday.AddDays(3), friday.AddDays(3), friday.AddDays(3)],
            port.Records.Where(IsSession).Select(r => Ist.DateOf(r.Header.ExchangeTime)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(1_998)]
    public void A_record_stamped_far_ahead_is_played_in_its_place_and_moves_no_clock(int place)
    {
        InboundRecord[] day = Day();
        List<byte[]> expected = Play(FeedPace.Max, day).Events;
        foreach (Timestamp wrong in (Timestamp[])[At(14, 59), At(23, 59), At(9, 15) + 400 * Timestamp.NanosPerDay])
        {
            List<InboundRecord> records = [.. day];
            records.Insert(place, Records.Touch(wrong, 0, 1500m));
            List<byte[]> played = Play(FeedPace.Max, [.. records]).Events;
            int outlier = played.FindIndex(e => e.AsSpan().SequenceEqual(records[place].Canonical));
            Assert.True(outlier >= 0);
            played.RemoveAt(outlier);
            Assert.Equal(expected, played);
        }
    }

    [Fact]
    public void A_record_stamped_far_ahead_holds_up_no_paced_run()
    {
        List<InboundRecord> records = [.. Day()[..20]];
        records.Insert(10, Records.Touch(At(9, 15) + 400 * Timestamp.NanosPerDay, 0, 1500m));
        var told = new List<long>();
        using var feed = new RecordedFeed(new MemorySource(Records.Instruments, records), Instance, FeedPace.Times(1e6), (_, time) => told.Add(time));
        feed.Run(new CollectingPort(), JournaledFeed.None, TestContext.Current.CancellationToken);
        // A day of exchange time and no more, however far the one record lies ahead.
        Assert.InRange(told[^1] - told[0], 0, System.Diagnostics.Stopwatch.Frequency * 86_400 / 1_000_000);
    }

    [Fact]
    public void The_clock_runs_through_a_true_gap_before_the_record_that_ends_it()
    {
        var port = Play(FeedPace.Max, [Records.Touch(At(11, 0), 0, 100m), Records.Touch(At(14, 0), 0, 101m), Records.Touch(At(14, 0) + 1, 0, 102m)]);
        int after = port.Records.FindIndex(r => r.Header.Kind == InboundKind.Touchline && r.Header.ExchangeTime == At(14, 0));
        Assert.Equal((InboundKind.Clock, At(14, 0)), (port.Records[after - 1].Header.Kind, port.Records[after - 1].Header.ExchangeTime));
    }

    [Fact]
    public void A_day_without_sessions_is_played_without_a_clock()
    {
        var saturday = new DateOnly(2024, 2, 3);
        var port = new CollectingPort();
        using var feed = new RecordedFeed(new MemorySource(Records.Instruments[..1], [Records.Touch(At(saturday, 12, 0), 0, 100m)]), Instance);
        feed.Run(port, JournaledFeed.None, TestContext.Current.CancellationToken);
        Assert.Equal(InboundKind.Touchline, Assert.Single(port.Records).Header.Kind);
    }

    [Fact]
    public void An_empty_source_plays_nothing()
    {
        var port = new CollectingPort();
        using var feed = new RecordedFeed(new MemorySource([], []), Instance);
        feed.Run(port, JournaledFeed.None, TestContext.Current.CancellationToken);
        Assert.Empty(port.Events);
    }

    [Fact]
    public void A_stop_ends_the_run_between_two_batches()
    {
        using var stop = new CancellationTokenSource();
        var port = new CollectingPort { OnPublish = highest => { if (highest > 1_000) stop.Cancel(); } };
        using RecordedFeed feed = Feed(FeedPace.Max, 100);
        feed.Run(port, JournaledFeed.None, stop.Token);
        Assert.InRange(port.Events.Count, 1_001, 1_101);
    }

    [Fact]
    public void A_stop_ends_a_wait_for_room_in_the_ring()
    {
        using var stop = new CancellationTokenSource(50);
        var port = new CollectingPort(refusals: int.MaxValue);
        using RecordedFeed feed = Feed(FeedPace.Max, 100);
        feed.Run(port, JournaledFeed.None, stop.Token);
        Assert.Empty(port.Events);
    }

    [Fact]
    public void A_paced_run_tells_the_intended_time_of_every_event_evenly_spaced_by_tick()
    {
        var told = new List<(long Sequence, long Time)>();
        var port = new CollectingPort();
        using var feed = new RecordedFeed(new MemorySource(Records.Instruments, Day()), Instance, FeedPace.Rate(100_000), (s, t) => told.Add((s, t)));
        feed.Run(port, JournaledFeed.None, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, port.Events.Count).Select(i => (long)i), told.Select(t => t.Sequence));
        long[] ticks = [.. told.Where(t => port.Records[(int)t.Sequence].Header.Kind <= InboundKind.Bar).Select(t => t.Time)];
        double step = System.Diagnostics.Stopwatch.Frequency / 100_000.0;
        Assert.All(ticks, (time, i) => Assert.InRange(time - ticks[0], (long)(i * step) - 1, (long)(i * step) + 1));
    }

    [Fact]
    public void A_feed_runs_once()
    {
        using RecordedFeed feed = Feed(FeedPace.Max, 256);
        feed.Run(new CollectingPort(), JournaledFeed.None, TestContext.Current.CancellationToken);
        Assert.Throws<InvalidOperationException>(() => feed.Run(new CollectingPort(), JournaledFeed.None, TestContext.Current.CancellationToken));
    }

    private static bool IsSession(InboundRecord r) => r.Header.Kind is InboundKind.Session or InboundKind.AuctionSession;

    private static CollectingPort Play(FeedPace pace, InboundRecord[] records)
    {
        var port = new CollectingPort();
        using var feed = new RecordedFeed(new MemorySource(Records.Instruments, records), Instance, pace);
        feed.Run(port, JournaledFeed.None, TestContext.Current.CancellationToken);
        return port;
    }

    private static CollectingPort Play(FeedPace pace, int maxBatch = 256, int refusals = 0, JournaledFeed? held = null)
    {
        var port = new CollectingPort(refusals: refusals);
        using RecordedFeed feed = Feed(pace, maxBatch);
        feed.Run(port, held ?? JournaledFeed.None, TestContext.Current.CancellationToken);
        return port;
    }

    private static RecordedFeed Feed(FeedPace pace, int maxBatch) =>
        new(new MemorySource(Records.Instruments, Day()), Instance, pace, null, maxBatch);

    private static InboundRecord[] Day() =>
    [
        .. Enumerable.Range(0, 2_000).Select(i => Records.Touch(At(9, 15) + i * 7_777_000_000L, i % 3, 1500m + i % 11 * 0.1m, i)),
    ];
}
