using Astra.Core;
using Astra.Markets;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Astra.Live.Tests.Feeds;

public class ArbiterTests
{
    private static readonly Timestamp Start = Market.At(11, 0);

    [Fact]
    public void The_first_good_one_wins_and_what_was_shown_is_counted()
    {
        Pair pair = new();
        Assert.True(pair.Tick(0, 100));
        Assert.False(pair.Tick(1, 100));
        Assert.True(pair.Tick(1, 110));
        Assert.False(pair.Tick(0, 105));
        Assert.False(pair.Tick(0, 110));
        Assert.True(pair.Tick(1, 110));
        Assert.Equal([100L, 110, 110], pair.Volumes);
        Assert.Equal(2, pair.Doors[0].CountOf(TickReject.OtherFeedFirst));
    }

    [Fact]
    public void An_index_comes_from_one_feed_until_that_one_is_silent_for_two_seconds()
    {
        Pair pair = new();
        Assert.True(pair.Tick(0, -1));
        Assert.False(pair.Tick(1, -1));
        pair.Time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(pair.Tick(1, -1));
        pair.Time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(pair.Tick(1, -1));
        Assert.False(pair.Tick(0, -1));
    }

    [Fact]
    public void A_feed_in_trouble_leads_nothing_and_the_failover_is_told_once()
    {
        Pair pair = new(instruments: 10);
        for (int i = 0; i < 10; i++) pair.Tick(0, -1, i);
        pair.Arbiter.SetTrouble(0, true);
        for (int i = 0; i < 7; i++) Assert.True(pair.Tick(1, -1, i));
        Assert.Equal(0, pair.Arbiter.TakeFailover(0, out _));
        pair.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(7, pair.Arbiter.TakeFailover(0, out byte to));
        Assert.Equal(1, to);
        Assert.Equal(0, pair.Arbiter.TakeFailover(0, out _));
    }

    [Fact]
    public void A_feed_that_comes_back_with_the_next_trade_leads_before_it_is_told_to_be_well()
    {
        Pair pair = new();
        pair.Tick(0, 100);
        pair.Arbiter.SetTrouble(0, true);
        Assert.True(pair.Tick(1, 110));
        pair.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(pair.Tick(0, 120));
        // The same trade from the other feed is no news.
        Assert.False(pair.Tick(1, 120));
        pair.Time.Advance(TimeSpan.FromSeconds(2.1));
        Assert.True(pair.Tick(1, 120));
    }

    [Fact]
    public void A_new_day_begins_at_zero_again()
    {
        Pair pair = new();
        Assert.True(pair.Tick(0, 1_000_000));
        pair.Time.Advance(TimeSpan.FromDays(1));
        Assert.True(pair.Tick(1, 10, stamp: Start + Timestamp.NanosPerDay));
    }

    [Fact]
    public void One_absurd_volume_does_not_shut_the_instrument()
    {
        Pair pair = new();
        pair.Tick(0, 100);
        Assert.True(pair.Tick(0, 1_000_000_000));
        Assert.False(pair.Tick(1, 110));
        // Its own feed takes it back.
        Assert.True(pair.Tick(0, 110));
        Assert.True(pair.Tick(1, 120));
        // Or it has died of it, and the other one goes on after a while.
        Assert.True(pair.Tick(0, 1_000_000_000));
        pair.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.True(pair.Tick(1, 130));
    }

    [Fact]
    public void Whoever_said_yes_and_never_claimed_holds_nobody_up_for_long()
    {
        Arbiter arbiter = new(2, 1, TimeProvider.System);
        bool first = false;
        var thread = new Thread(() => first = arbiter.Wants(0, 0, 100, Start, TimeProvider.System.GetTimestamp()));
        thread.Start();
        thread.Join();
        Assert.True(first);
        Assert.True(arbiter.Wants(1, 0, 110, Start, TimeProvider.System.GetTimestamp()));
        Arbiter.Release();
    }

    /// <summary>
    /// A market of trades, seen by two feeds with delays of their own that lose some and go down for a while. Every state that either of them showed goes on
    /// once and in order, and while one is down nothing new that the other shows is withheld.
    /// </summary>
    [Fact]
    public void Every_state_that_either_feed_saw_goes_on_once_in_order() =>
        Scene.Sample(scene =>
        {
            Pair pair = new();
            HashSet<long> seen = [];
            foreach (Seen tick in scene.Order())
            {
                pair.Time.SetUtcNow(new DateTimeOffset(pair.Origin.UtcTicks + tick.AtMillis * TimeSpan.TicksPerMillisecond, TimeSpan.Zero));
                long highest = pair.Volumes.Count > 0 ? pair.Volumes.Max() : -1;
                bool went = pair.Tick(tick.Feed, tick.Volume, stamp: Start + tick.MadeMillis * Timestamp.NanosPerMillisecond);
                seen.Add(tick.Volume);
                if (tick.Volume > highest && !went) return false;
                if (tick.Volume <= highest && went) return false;
            }
            bool once = pair.Volumes.SequenceEqual(pair.Volumes.Distinct().Order());
            // What the slower feed shows alone, after the faster has shown later states, is past and stays out.
            bool all = seen.All(volume => pair.Volumes.Contains(volume) || pair.Volumes.Any(v => v > volume));
            return once && all;
        }, iter: 2_000, print: scene => string.Join(' ', scene.Order().Select(t => $"{t.Feed}:{t.Volume}@{t.AtMillis}")));

    /// <summary>Quotes without volume: with one feed dead from some moment on, nothing that the other shows two seconds later is withheld.</summary>
    [Fact]
    public void After_two_seconds_a_dead_feed_withholds_nothing() =>
        Gen.Select(Gen.Int[0, 20_000], Gen.Int[20, 3_000], Gen.Int[0, 300], Gen.Bool).Sample((death, every, delay, volumes) =>
        {
            Pair pair = new();
            for (int at = 0; at < 40_000; at += every)
            {
                Timestamp made = Start + at * Timestamp.NanosPerMillisecond;
                long volume = volumes ? 1_000 : -1;
                pair.Time.SetUtcNow(pair.Origin + TimeSpan.FromMilliseconds(at * 2));
                if (at <= death) pair.Tick(0, volume, stamp: made);
                pair.Time.SetUtcNow(pair.Origin + TimeSpan.FromMilliseconds(at * 2 + delay % every));
                bool went = pair.Tick(1, volume, stamp: made);
                if (at > death && 2 * (at - death) > 2_000 + every * 2 && !went) return false;
            }
            return true;
        }, iter: 300);

    [Fact]
    public async Task Two_threads_bring_one_order_onto_the_ring()
    {
        const int Trades = 20_000;
        Pair pair = new(TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(feed => Task.Run(() =>
        {
            for (int volume = 1; volume <= Trades; volume++) pair.Tick(feed, volume);
        }, TestContext.Current.CancellationToken)));
        Assert.Equal(Enumerable.Range(1, Trades).Select(v => (long)v), pair.Volumes);
    }

    private static readonly Gen<TwoFeeds> Scene =
        from gaps in Gen.Int[0, 400].Array[1, 60]
        from delays in Gen.Int[0, 900].Array[2 * 60]
        from drops in Gen.Int[0, 3].Array[2 * 60]
        from down in Gen.Select(Gen.Int[0, 1], Gen.Int[0, 8_000], Gen.Int[0, 8_000])
        select new TwoFeeds(gaps, delays, drops, down);

    private sealed record Seen(int Feed, long Volume, long MadeMillis, long AtMillis);

    private sealed record TwoFeeds(int[] Gaps, int[] Delays, int[] Drops, (int Feed, int From, int For) Down)
    {
        /// <summary>In the order in which they arrive; within a feed never out of order.</summary>
        public IEnumerable<Seen> Order()
        {
            List<Seen> all = [];
            for (int feed = 0; feed < 2; feed++)
            {
                long made = 0, last = 0;
                for (int i = 0; i < Gaps.Length; i++)
                {
                    made += Gaps[i];
                    last = Math.Max(last, made + Delays[feed * 60 + i]);
                    bool lost = Drops[feed * 60 + i] == 0 || (feed == Down.Feed && made >= Down.From && made < Down.From + Down.For);
                    if (!lost) all.Add(new Seen(feed, 10 * (i + 1), made, last));
                }
            }
            return all.OrderBy(t => t.AtMillis).ThenBy(t => t.Feed).ThenBy(t => t.Volume);
        }
    }

    /// <summary>Two doors onto one ring.</summary>
    private sealed class Pair
    {
        private readonly TimeProvider _time;

        public Pair(TimeProvider? time = null, int instruments = 1)
        {
            Time = Market.Clock(Start);
            Origin = Time.GetUtcNow();
            _time = time ?? Time;
            Arbiter = new Arbiter(2, instruments, _time);
            Doors = [.. Enumerable.Range(0, 2).Select(i => new FeedDoor(Port, (byte)i, Market.Shares(instruments), new FeedDoorParts { Time = _time, Arbiter = Arbiter }))];
        }

        public FakeTimeProvider Time { get; }
        public DateTimeOffset Origin { get; }
        public Arbiter Arbiter { get; }
        public FeedDoor[] Doors { get; }
        public TestPort Port { get; } = new(50_000);

        public IReadOnlyList<long> Volumes => [.. Port.Of(InboundKind.Touchline).Select(r => r.Touchline.Volume)];

        public bool Tick(int feed, long volume, int instrument = 0, Timestamp? stamp = null) =>
            Market.Tick(Doors[feed], _time, instrument, stamp ?? Start, volume);
    }
}
