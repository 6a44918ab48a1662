using Astra.Core;
using Astra.Markets;

namespace Astra.Host.Tests;

public class ReplayTests
{
    private static readonly Bench Day = Run();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_024)]
    public void Every_batch_size_gives_the_same_day(int batch)
    {
        ReplayReport report = Day.Replay(new ReplayOptions { Batch = batch });
        Assert.True(report.Identical, report.FirstDifference?.ToString());
        Assert.Equal(Day.Events, report.Events);
        Assert.Equal(Day.Log.Events.Count, report.Compared);
        Assert.Equal(Day.Events / 500, report.CheckpointsCompared);
    }

    [Fact]
    public void Until_a_time_stops_before_the_first_event_after_it()
    {
        Timestamp until = Day.Journal[3_000].Record.Header.ExchangeTime;
        ReplayReport report = Day.Replay(new ReplayOptions { Until = until });
        Assert.True(Day.Journal[report.LastSequence].Record.Header.ExchangeTime <= until);
        Assert.True(Day.Journal[report.LastSequence + 1].Record.Header.ExchangeTime > until);
        Assert.True(report.Identical, report.FirstDifference?.ToString());
    }

    [Fact]
    public void Until_a_sequence_stops_with_it()
    {
        ReplayReport report = Day.Replay(new ReplayOptions { UntilSequence = 2_500 });
        Assert.Equal((2_500L, 2_501L), (report.LastSequence, report.Events));
        Assert.Equal(Day.Log.Events.Count(e => e.Header.Cause <= 2_500), report.Compared);
        Assert.True(report.Identical);
    }

    [Fact]
    public void The_first_difference_is_named_with_its_fields()
    {
        Bench day = Run();
        int at = day.Log.Events.FindIndex(e => e.Header.Kind == OutboundKind.Fill);
        OutboundEvent fill = day.Log.Events[at];
        fill.Fill.Price += new Price(500);
        day.Log.Events[at] = fill;

        ReplayReport report = day.Replay();
        Assert.False(report.Identical);
        Assert.Equal(at, report.FirstDifference!.Sequence);
        Assert.Equal($"outbound event {at}, caused by inbound event {fill.Header.Cause}: Fill, Price: stored {fill.Fill.Price}, now {fill.Fill.Price - new Price(500)}",
            report.FirstDifference.ToString());
    }

    [Fact]
    public void A_stored_event_that_is_no_longer_said_is_a_difference()
    {
        Bench day = Run();
        OutboundEvent extra = day.Log.Events[^1];
        extra.Header.Sequence++;
        day.Log.Append(ref extra);
        ReplayReport report = day.Replay();
        Assert.Equal(extra.Header.Sequence, report.FirstDifference!.Sequence);
        Assert.EndsWith("now nothing", report.FirstDifference.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_ends_early_is_compared_as_far_as_it_goes()
    {
        Bench day = Run();
        using IOutboundLogReader stored = day.Log.CutTo(100).OpenReader();
        ReplayReport report = Replay.Run(day.Journal.OpenReader(), stored, null, new ReplayOptions(), TestContext.Current.CancellationToken);
        Assert.True(report.Identical);
        Assert.Equal(100, report.Compared);
    }

    [Fact]
    public void A_snapshot_that_does_not_exist_is_named_with_those_that_do()
    {
        string message = Assert.Throws<RecoveryException>(() => Day.Replay(new ReplayOptions { FromSnapshot = 5 })).Message;
        Assert.Contains("at or before event 5", message, StringComparison.Ordinal);
        Assert.Contains("999", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hole_in_the_journal_stops_the_replay_at_its_place()
    {
        string message = Assert.Throws<RecoveryException>(
            () => Replay.Run(new Holed(Day.Journal.OpenReader(), 1_234), null, null, new ReplayOptions(), TestContext.Current.CancellationToken)).Message;
        Assert.Contains("from event 1233 to event 1235", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_replay_says_so()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => Replay.Run(Day.Journal.OpenReader(), null, null, new ReplayOptions(), cancelled.Token));
    }

    private static Bench Run()
    {
        Bench bench = new();
        bench.RunDay();
        return bench;
    }

    private sealed class Holed(IJournalReader inner, long missing) : IJournalReader
    {
        public long FirstSequence => inner.FirstSequence;

        public long LastSequence => inner.LastSequence;

        public void Seek(long sequence) => inner.Seek(sequence);

        public bool TryRead(ref InboundEvent e, out long sequence)
        {
            bool read = inner.TryRead(ref e, out sequence);
            return sequence == missing ? inner.TryRead(ref e, out sequence) : read;
        }

        public void Dispose() => inner.Dispose();
    }
}
