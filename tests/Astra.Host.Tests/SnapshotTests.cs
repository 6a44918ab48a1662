using Astra.Markets;

namespace Astra.Host.Tests;

public class SnapshotTests
{
    [Fact]
    public void A_snapshot_that_is_due_while_the_last_one_is_written_is_skipped_and_the_core_goes_on()
    {
        using ManualResetEventSlim store = new();
        Bench bench = new();
        bench.Snapshots.BeforeSave = _ => store.Wait();
        using Engine engine = bench.NewEngine();
        using Release release = new(store);
        engine.Start();
        bench.PublishStartUp(engine.Port);
        bench.NewFeed().Run(engine.Port, JournaledFeed.None, TestContext.Current.CancellationToken);
        Eventually.True(() => engine.Progress.Applied == bench.Events - 1, "the core applied the day while the store stood still");
        Assert.Empty(bench.Snapshots.List());
        store.Set();
        engine.Drain(TestContext.Current.CancellationToken);
        Assert.Equal((1, (int)(bench.Events / 1_000) - 1), (engine.SnapshotsSaved, engine.SnapshotsSkipped));
        Assert.Equal([999L], bench.Snapshots.List());
    }

    [Fact]
    public void No_snapshot_is_stored_before_its_events_and_what_they_caused_are()
    {
        Bench bench = new();
        bench.Journal.BeforeCommit = _ => Thread.Sleep(1);
        bench.Effect.BeforeEvent = e => { if (e.Header.Sequence % 100 == 0) Thread.Sleep(1); };
        int checkedSnapshots = 0;
        bench.Snapshots.AfterSave = sequence =>
        {
            Assert.True(bench.Journal.DurableSequence >= sequence);
            Assert.True(bench.Snapshots.TryLoad(sequence, out _, out byte[]? state));
            HostedCore restored = new();
            restored.Core.Load(new StateReader(state));
            Assert.True(bench.Log.LastSequence >= restored.Core.OutboundSequence);
            checkedSnapshots++;
        };
        SessionReport report = bench.RunDay();
        Assert.Equal(report.Snapshots, checkedSnapshots);
        Assert.True(checkedSnapshots > 0);
    }

    [Fact]
    public void Without_an_interval_no_snapshot_is_taken()
    {
        Bench bench = new() { Options = new EngineOptions { SnapshotEvery = 0 } };
        Assert.Equal(0, bench.RunDay().Snapshots);
        Assert.Empty(bench.Snapshots.List());
    }
}
