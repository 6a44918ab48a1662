using Astra.Host;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests.Faults;

/// <summary>Three nodes, and the one that leads dies: nothing is lost, nothing is there twice, and writing goes on with the next leader.</summary>
public class ClusterTests
{
    [Theory]
    [InlineData(JournalMode.EventStoreDb, 0)]
    [InlineData(JournalMode.EventStoreDb, 2)]
    [InlineData(JournalMode.Mirrored, 1)]
    public async Task A_leader_that_is_killed_with_frames_in_flight(JournalMode mode, int stored)
    {
        await using ServedDay day = await ServedDay.StartClusterAsync();
        EventStoreStandIn first = day.Cluster!.Leader!;
        SessionReport report = await day.RunAsync(mode, () => first.Faults.KillMidBatch(after: 2, inFlight: 3, stored));
        Assert.False(first.IsRunning, "the leader was to be killed in mid-day");
        Assert.NotSame(first, day.Cluster.Leader);
        await day.MustBeWholeAsync(report);
    }

    [Fact]
    public async Task Leaders_that_are_killed_one_after_the_other_and_come_back()
    {
        await using ServedDay day = await ServedDay.StartClusterAsync();
        EventStoreStandInCluster cluster = day.Cluster!;
        SessionReport report = await day.RunAsync(JournalMode.EventStoreDb, () => day.Later(0, async () =>
        {
            for (int i = 0; i < 3; i++)
            {
                EventStoreStandIn dead = await cluster.KillLeaderAsync();
                await cluster.WhenLedAsync();
                await dead.RestartAsync();
                await Task.Delay(500);
            }
        }));
        await day.MustBeWholeAsync(report);
    }

    [Theory]
    [InlineData(JournalMode.EventStoreDb)]
    [InlineData(JournalMode.Mirrored)]
    public async Task Followers_that_stand_still_for_a_while(JournalMode mode)
    {
        await using ServedDay day = await ServedDay.StartClusterAsync();
        SessionReport report = await day.RunAsync(mode, () => day.Later(0, async () =>
        {
            await day.Cluster!.FreezeFollowersAsync();
            await Task.Delay(1_500);
            day.Cluster.ThawFollowers();
        }));
        await day.MustBeWholeAsync(report);
    }
}
