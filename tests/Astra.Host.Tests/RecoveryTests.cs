using Astra.Core;

namespace Astra.Host.Tests;

public class RecoveryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(999)]
    [InlineData(1_000)]
    [InlineData(4_321)]
    [InlineData(1_000_000)]
    public void A_day_resumed_after_any_number_of_durable_events_equals_an_undisturbed_one(int durable)
    {
        Bench undisturbed = new();
        SessionReport expected = undisturbed.RunDay();

        Bench killed = new();
        killed.Journal.BeforeCommit = last => { if (last >= durable) throw new IOException("power cut"); };
        if (durable < killed.Events) Assert.Throws<EngineStoppedException>(() => killed.RunDay());
        else killed.RunDay();

        Bench second = killed.AfterCrash();
        SessionReport resumed = second.ResumeDay();
        Assert.Equal((expected.OutboundHash, expected.StateHash), (resumed.OutboundHash, resumed.StateHash));
        Assert.Equal(expected.Totals, resumed.Totals);
        Assert.Equal(expected.Instruments, resumed.Instruments);
        Assert.Equal(undisturbed.Log.Events.Count, second.Log.Events.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    public void What_a_power_cut_took_from_the_outbound_log_is_said_again(int kept)
    {
        Bench day = new();
        day.RunDay();
        MemoryOutboundLog cut = day.Log.CutTo(kept);
        (HostedCore core, RecoveryReport report) = Recovery.Run(
            day.Journal.OpenReader(), day.Snapshots, cut, cut.OpenReader(), TestContext.Current.CancellationToken);

        // No snapshot may jump over what the log lacks.
        Assert.True(report.Snapshot is null || report.OutboundSequence - report.Appended <= kept);
        Assert.Equal(day.Log.Events.Count - kept, report.Appended);
        Assert.Equal(day.Log.LastSequence, cut.LastSequence);
        Assert.Equal(day.Log.LastSequence, core.Core.OutboundSequence);
        for (int i = 0; i < cut.Events.Count; i++) Assert.True(cut.Events[i].Canonical.SequenceEqual(day.Log.Events[i].Canonical));
    }

    [Fact]
    public void The_report_says_what_was_recovered_from_what()
    {
        Bench day = new();
        SessionReport expected = day.RunDay();
        RecoveryReport report = Recover(day);
        Assert.Equal(day.Snapshots.List()[^1], report.Snapshot);
        Assert.Equal(day.Events - 1 - report.Snapshot, report.TailEvents);
        Assert.Equal(day.Events - 1, report.LastSequence);
        Assert.Equal(expected.StateHash, report.StateHash);
        Assert.True(report.Compared > 0);
        Assert.Equal(0, report.Appended);
        Assert.Empty(report.Messages);
    }

    [Fact]
    public void An_unreadable_snapshot_is_passed_over_and_reported()
    {
        Bench day = new();
        SessionReport expected = day.RunDay();
        long newest = day.Snapshots.List()[^1];
        day.Snapshots.Save(newest, [1, 2, 3]);
        RecoveryReport report = Recover(day);
        Assert.Equal(day.Snapshots.List()[^2], report.Snapshot);
        Assert.Contains($"snapshot {newest}", Assert.Single(report.Messages), StringComparison.Ordinal);
        Assert.Equal(expected.StateHash, report.StateHash);
    }

    [Fact]
    public void An_outbound_log_that_knows_more_than_the_journal_is_refused()
    {
        Bench day = new();
        day.RunDay();
        Bench shorter = new() { Day = day.Day, Log = day.Log };
        shorter.Journal.BeforeCommit = last => { if (last >= 2_000) throw new IOException("full"); };
        using (Engine engine = new(shorter.Options, new EnginePorts { Journal = shorter.Journal }))
        {
            engine.Start();
            Record.Exception((Action)(() =>
            {
                shorter.PublishStartUp(engine.Port);
                shorter.NewFeed().Run(engine.Port, JournaledFeed.None, CancellationToken.None);
            }));
            Eventually.Result(engine.Completion, "the disk is full");
        }
        Assert.Contains("lost durable events", Assert.Throws<RecoveryException>(() => Recover(shorter)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_outbound_log_that_says_something_else_is_refused_with_the_difference()
    {
        Bench day = new() { Options = new EngineOptions { SnapshotEvery = 0 } };
        day.RunDay();
        OutboundEvent e = day.Log.Events[100];
        e.Bar.Close += new Markets.Price(1);
        day.Log.Events[100] = e;
        string message = Assert.Throws<RecoveryException>(() => Recover(day)).Message;
        Assert.Contains("outbound event 100", message, StringComparison.Ordinal);
        Assert.Contains("Close: stored", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_journal_recovers_to_a_new_core()
    {
        RecoveryReport report = Recover(new Bench());
        Assert.Equal((null, 0L, -1L), (report.Snapshot, report.TailEvents, report.LastSequence));
    }

    [Fact]
    public void Another_days_feed_is_not_taken_for_this_journals()
    {
        Bench day = new();
        day.RunDay();
        Bench other = day.AfterCrash();
        SessionRequest request = other.Request(new MemoryFeed(new MarketDay(instruments: 2))) with { Resume = true };
        string message = Assert.Throws<RecoveryException>(() => ShadowSession.Run(request, TestContext.Current.CancellationToken)).Message;
        Assert.Contains("SHARE2", message, StringComparison.Ordinal);
    }

    private static RecoveryReport Recover(Bench bench) => Recovery.Run(
        bench.Journal.OpenReader(), bench.Snapshots, bench.Log, bench.Log.OpenReader(), TestContext.Current.CancellationToken).Report;
}
