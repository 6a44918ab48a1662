using Astra.Core;

namespace Astra.Host.Tests;

/// <summary>
/// The proof that a journal is the whole truth: run a day, kill the process in the middle of it, recover, finish the day, replay, and
/// compare with a day that was never disturbed. Every figure must agree to the bit.
/// </summary>
public class ReplayProofTests
{
    [Fact]
    public void A_killed_and_resumed_day_equals_an_undisturbed_one_and_its_replay()
    {
        // 1. The day as it should be.
        Bench undisturbed = new();
        SessionReport expected = undisturbed.RunDay();
        Assert.True(expected.Totals.Trades > 10, "a day without trades proves nothing");

        // 2. The same day, killed after 3,500 of its events: the engine stops where it stands, and what was not durable is gone.
        Bench first = new();
        using (Engine engine = first.NewEngine())
        {
            engine.Start();
            first.PublishStartUp(engine.Port);
            MemoryFeed feed = new(first.Day) { BeforeBatch = next => { if (next >= 3_500) throw new PowerCutException(); } };
            Assert.Throws<PowerCutException>(() => feed.Run(engine.Port, JournaledFeed.None, CancellationToken.None));
            Eventually.True(() => first.Snapshots.List().Count >= 2, "snapshots were taken before the kill");
            engine.Stop();
        }

        // 3. A new process recovers (newest snapshot, then the tail) and finishes the day.
        Bench second = first.AfterCrash();
        SessionReport resumed = second.ResumeDay();
        Assert.NotNull(resumed.Recovery!.Snapshot);

        // 4. Nothing was lost, nothing was said twice, nothing came out differently.
        Assert.Equal(expected.StateHash, resumed.StateHash);
        Assert.Equal(expected.OutboundHash, resumed.OutboundHash);
        Assert.Equal(expected.Totals, resumed.Totals);
        Assert.Equal(expected.Instruments, resumed.Instruments);
        AssertSame(undisturbed.Log.Events, second.Log.Events);

        // 5. The journal alone gives the day again, strategies and all, whatever the batch size.
        foreach (int batch in (int[])[1, 7, 1_024])
        {
            ReplayReport replayed = second.Replay(new ReplayOptions { Batch = batch });
            Assert.True(replayed.Identical, replayed.FirstDifference?.ToString());
            Assert.Equal(second.Log.Events.Count, replayed.Compared);
            Assert.Equal(expected.StateHash, replayed.StateHash);
            Assert.Equal(expected.OutboundHash, replayed.OutboundHash);
            Assert.Equal(expected.Totals, replayed.Totals);
            Assert.Equal(expected.Instruments, replayed.PerInstrument);
        }

        // 6. And so does the journal's tail from each of its snapshots.
        Assert.True(second.Snapshots.List().Count >= 5);
        foreach (long snapshot in second.Snapshots.List())
        {
            ReplayReport replayed = second.Replay(new ReplayOptions { FromSnapshot = snapshot });
            Assert.Equal(snapshot, replayed.Snapshot);
            Assert.True(replayed.Identical, replayed.FirstDifference?.ToString());
            Assert.Equal(expected.StateHash, replayed.StateHash);
            Assert.Equal(expected.OutboundHash, replayed.OutboundHash);
            Assert.Equal(expected.Instruments, replayed.PerInstrument);
        }
    }

    private static void AssertSame(List<OutboundEvent> expected, List<OutboundEvent> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
            Assert.True(expected[i].Canonical.SequenceEqual(actual[i].Canonical), $"outbound event {i} differs");
    }

    private sealed class PowerCutException : Exception;
}
