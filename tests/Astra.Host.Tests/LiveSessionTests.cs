using Astra.Core;
using Astra.Markets;

namespace Astra.Host.Tests;

/// <summary>A session on a live feed: it cannot be played again, so it goes on from where the journal ends and says what it has missed.</summary>
public class LiveSessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_new_session_hands_the_feed_nothing()
    {
        Bench bench = new();
        LiveFeed feed = new(bench.Day);
        SessionReport report = ShadowSession.Run(bench.Request(feed), Token);
        Assert.Equal((0L, null), (feed.Held!.Left, feed.Held.ResumedAt));
        Assert.Equal(90, report.Totals.WarmedUp);
        Assert.True(report.Totals.Trades > 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(100)]
    public void A_broken_session_goes_on_after_its_journal_whatever_the_batches(int batch)
    {
        (Bench bench, Timestamp at) = Broken(batch);
        LiveFeed feed = new(bench.Day) { Batch = batch };
        SessionReport report = ShadowSession.Run(bench.Request(feed) with { Resume = true }, Token);

        Assert.Equal((0L, (Timestamp?)at), (feed.Held!.Left, feed.Held.ResumedAt));
        Assert.True(report.Totals.Backfilled > 20, $"{report.Totals.Backfilled} minutes");
        Assert.Contains(bench.Log.Events, e => e.Header.Kind == OutboundKind.BarClosed && (e.Bar.Flags & BarFlags.Gap) != 0);
        Assert.Equal(1, bench.Log.Events.Count(e => e.Header.Kind == OutboundKind.DayClosed));
        foreach (int size in (int[])[1, 7, 1_024])
        {
            ReplayReport replayed = bench.Replay(new ReplayOptions { Batch = size });
            Assert.True(replayed.Identical, replayed.FirstDifference?.ToString());
            Assert.Equal((report.OutboundHash, report.StateHash, report.Totals), (replayed.OutboundHash, replayed.StateHash, replayed.Totals));
        }
        foreach (long snapshot in bench.Snapshots.List())
        {
            ReplayReport replayed = bench.Replay(new ReplayOptions { FromSnapshot = snapshot });
            Assert.True(replayed.Identical, replayed.FirstDifference?.ToString());
            Assert.Equal(report.StateHash, replayed.StateHash);
        }
    }

    [Fact]
    public void Batches_of_the_feed_change_nothing()
    {
        Assert.Single(new[] { 1, 5, 64 }.Select(Hash).Distinct());

        static ulong Hash(int batch)
        {
            Bench bench = new();
            return ShadowSession.Run(bench.Request(new LiveFeed(bench.Day) { Batch = batch }), Token).StateHash;
        }
    }

    [Fact]
    public void A_journal_that_holds_start_up_events_only_is_resumed_at_their_time()
    {
        Bench bench = new();
        Assert.Throws<IOException>(() => ShadowSession.Run(bench.Request(new LiveFeed(bench.Day) { BreaksAt = 0 }), Token));
        Bench second = bench.AfterCrash();
        LiveFeed feed = new(second.Day);
        ShadowSession.Run(second.Request(feed) with { Resume = true }, Token);
        Assert.Equal(MarketDay.Start, feed.Held!.ResumedAt);
    }

    [Fact]
    public void Another_day_is_refused_in_words()
    {
        (Bench bench, _) = Broken(16);
        long held = bench.Journal.DurableSequence;
        SessionRequest request = bench.Request(new LiveFeed(bench.Day)) with { Resume = true, StartTime = MarketDay.Start + Timestamp.NanosPerDay };
        string message = Assert.Throws<RecoveryException>(() => ShadowSession.Run(request, Token)).Message;
        Assert.Contains("of 2024-06-03, this session of 2024-06-04", message, StringComparison.Ordinal);
        Assert.Contains("another folder", message, StringComparison.Ordinal);
        Assert.Equal(held, bench.Journal.DurableSequence);
    }

    [Fact]
    public void Other_plans_are_refused_as_with_any_feed()
    {
        (Bench bench, _) = Broken(16);
        SessionRequest request = bench.Request(new LiveFeed(bench.Day));
        request = request with { Resume = true, Plans = [request.Plans[0] with { IntervalMinutes = 5 }, .. request.Plans.Skip(1)] };
        Assert.Contains("IntervalMinutes", Assert.Throws<RecoveryException>(() => ShadowSession.Run(request, Token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_producers_publish_side_by_side_each_in_its_own_order()
    {
        const int Producers = 4, Each = 5_000;
        Bench bench = new();
        using Engine engine = bench.NewEngine();
        engine.Start();
        Thread[] threads = [.. Enumerable.Range(0, Producers).Select(p => new Thread(() => Produce(engine.Port, p)) { IsBackground = true })];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        engine.Drain(Token);

        int[] next = new int[Producers];
        InboundEvent e = default;
        using IJournalReader reader = bench.Journal.OpenReader();
        reader.Seek(0);
        while (reader.TryRead(ref e, out _)) Assert.Equal(next[e.Record.Header.Instrument]++, (int)e.Record.Header.ArrivalTime.UnixNanos);
        Assert.All(next, count => Assert.Equal(Each, count));
        Assert.Equal(Producers * Each - 1, engine.Core.LastSequence);

        static void Produce(IInboundPort port, int producer)
        {
            for (int made = 0; made < Each;)
            {
                int count = Math.Min(1 + made % 3, Each - made);
                long highest = port.Claim(count);
                for (long at = highest - count + 1; at <= highest; at++)
                {
                    ref InboundEvent e = ref port[at];
                    e.Record = default;
                    e.Record.Header = new InboundHeader { Kind = InboundKind.Clock, Source = InboundSource.Feed, Instrument = producer, ArrivalTime = new Timestamp(made++) };
                }
                port.Publish(highest - count + 1, highest, System.Diagnostics.Stopwatch.GetTimestamp());
            }
        }
    }

    /// <summary>A session whose feed broke in the middle of the day, and when it did.</summary>
    private static (Bench, Timestamp) Broken(int batch)
    {
        Bench bench = new();
        Assert.Throws<IOException>(() => ShadowSession.Run(bench.Request(new LiveFeed(bench.Day) { Batch = batch, BreaksAt = 3_000 }), Token));
        Bench second = bench.AfterCrash();
        (HostedCore hosted, _) = Recovery.Run(second.Journal.OpenReader(), second.Snapshots);
        return (second, hosted.Core.Now);
    }
}
