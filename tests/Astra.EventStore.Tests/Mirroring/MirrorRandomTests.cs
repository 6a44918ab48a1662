using Astra.Core;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Journal.Tests;
using Astra.StandIns.EventStore;
using CsCheck;

namespace Astra.EventStore.Tests;

/// <summary>Whatever is written in whatever portions, and whoever is killed when: in the end both hold the same.</summary>
public class MirrorRandomTests
{
    [Fact]
    public async Task Events_of_every_kind_in_commits_of_every_size_arrive_as_they_are()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        int run = 0;
        await Gen.Select(Events.Any.Array[1, 400], Gen.Int[1, 90], Gen.Int[0, 3]).SampleAsync(async (events, commit, said) =>
        {
            using WrittenFolder folder = new();
            MirrorOptions options = Mirrors.Options() with { FrameBytes = 4096 + 8 * 512 * (commit % 4), Run = $"r{Interlocked.Increment(ref run)}" };
            await using Mirror mirror = Mirrors.Start(folder, server, options);
            for (int i = 0; i < events.Length; i++)
            {
                folder.Append(events[i]);
                if (i % commit != 0) continue;
                folder.Journal.Commit();
                folder.Say(said);
            }
            folder.Close();
            MirrorOutcome outcome = await Mirrors.Complete(mirror);
            Assert.True(outcome.Complete, outcome.Text);
            await Mirrors.AssertEqual(folder, server, outcome.Session);
        }, iter: 12, threads: 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Either_side_killed_at_random_moments_converges(int seed)
    {
        Random random = new(seed);
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync(new EventStoreStandInOptions { Seed = seed });
        using WrittenFolder folder = new();
        Mirror mirror = Mirrors.Start(folder, server);
        for (int kill = 0; kill < 12; kill++)
        {
            for (int commit = 0; commit < 10; commit++)
            {
                folder.Ticks(random.Next(1, 1200));
                folder.Say(random.Next(4));
                if (random.Next(12) == 0) folder.Snapshot(random.Next(1, 50_000));
                if (random.Next(3) == 0) await Task.Delay(random.Next(4), TestContext.Current.CancellationToken);
            }
            if (random.Next(2) == 0)
            {
                await server.KillAsync();
                if (random.Next(2) == 0) folder.Ticks(random.Next(1, 3000));
                await server.RestartAsync();
            }
            else
            {
                await mirror.DisposeAsync();
                folder.Abandon();
                folder.Open();
                mirror = Mirrors.Start(folder, server);
            }
        }
        folder.Close();
        MirrorOutcome outcome = await Mirrors.Complete(mirror);
        Assert.True(outcome.Complete, outcome.Text);
        await Mirrors.AssertEqual(folder, server);
        await mirror.DisposeAsync();
    }

    [Fact]
    public async Task What_an_earlier_life_had_in_flight_cannot_land_behind_the_next_ones_back()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        await using (Mirror first = Mirrors.Start(folder, server))
        {
            folder.Ticks(100);
            await Mirrors.Until(first, m => m.Status.Inbound == 99);
            server.Faults.FreezeQuorum(stored: true);
            folder.Ticks(5000);
            await Mirrors.Until(first, m => m.Lag.Frames > 2);
        }
        folder.Abandon();
        server.Faults.Thaw();
        folder.Open();
        await using Mirror next = Mirrors.Start(folder, server);
        folder.Ticks(100);
        folder.Close();
        MirrorOutcome outcome = await Mirrors.Complete(next);
        Assert.True(outcome.Complete, outcome.Text);
        await Mirrors.AssertEqual(folder, server);
    }
}
