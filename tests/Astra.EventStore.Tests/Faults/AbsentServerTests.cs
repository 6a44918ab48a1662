using Astra.Host;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests.Faults;

/// <summary>The server refuses, is slow, or sends elsewhere, for a while: the day waits or goes on, the user is told, and everything arrives.</summary>
public class AbsentServerTests
{
    [Theory]
    [InlineData(JournalMode.EventStoreDb)]
    [InlineData(JournalMode.Mirrored)]
    public async Task A_full_disk_at_the_server_is_told_and_waited_out(JournalMode mode)
    {
        await using ServedDay day = await ServedDay.StartAsync();
        SessionReport report = await day.RunAsync(mode, () =>
        {
            day.Server.Faults.DiskFull = true;
            // Not on the feed's thread: as soon as the ring is full the feed waits too, until the gate opens again.
            day.Later(0, () =>
            {
                day.WaitUntilTold("Exception was thrown by handler");
                day.Server.Faults.Heal();
            });
        });
        await day.MustBeWholeAsync(report);
    }

    [Theory]
    [InlineData(JournalMode.EventStoreDb, ServerState.TooBusy)]
    [InlineData(JournalMode.Mirrored, ServerState.NotReady)]
    public async Task A_server_that_is_busy_or_electing_is_asked_until_it_serves(JournalMode mode, ServerState state)
    {
        await using ServedDay day = await ServedDay.StartAsync();
        SessionReport report = await day.RunAsync(mode, () =>
        {
            day.Server.Faults.State = state;
            day.Server.Faults.FaultCallAfter(0, Grpc.Core.StatusCode.Unavailable, "Server Is Not Ready");
            day.Later(1, day.Server.Faults.Heal);
        });
        await day.MustBeWholeAsync(report);
    }

    [Theory]
    [InlineData(JournalMode.EventStoreDb)]
    [InlineData(JournalMode.Mirrored)]
    public async Task A_redirect_to_a_leader_that_is_dead_leads_back_to_the_one_that_lives(JournalMode mode)
    {
        await using EventStoreStandIn dead = await EventStoreStandIn.StartAsync();
        int nobody = dead.Port;
        await dead.KillAsync();
        await using ServedDay day = await ServedDay.StartAsync();
        SessionReport report = await day.RunAsync(mode, () =>
        {
            day.Server.Faults.OtherLeader = ("127.0.0.1", nobody);
            day.Server.Faults.FaultCallAfter(1, Grpc.Core.StatusCode.NotFound, "not the leader", new Dictionary<string, string>
            {
                ["exception"] = "not-leader",
                ["leader-endpoint-host"] = "127.0.0.1",
                ["leader-endpoint-port"] = $"{nobody}",
            });
            day.Later(1, day.Server.Faults.Heal);
        });
        await day.MustBeWholeAsync(report);
    }

    [Theory]
    [InlineData(JournalMode.EventStoreDb)]
    [InlineData(JournalMode.Mirrored)]
    public async Task A_cold_connection_gets_one_frame_first_and_the_others_once_it_has_answered(JournalMode mode)
    {
        await using ServedDay day = await ServedDay.StartAsync();
        // From the start, at which the most frames wait; and once more in the middle.
        (day.Server.Faults.ColdLimit, day.Server.Faults.ColdStart) = (1, TimeSpan.FromMilliseconds(200));
        SessionReport report = await day.RunAsync(mode, () => day.Server.Faults.FaultCallAfter(1, Grpc.Core.StatusCode.Unavailable));
        Assert.InRange(day.Server.Counts.MostInFlight, 2, 8);
        await day.MustBeWholeAsync(report);
    }

    [Theory]
    [InlineData(JournalMode.EventStoreDb, 3)]
    [InlineData(JournalMode.EventStoreDb, -3)]
    [InlineData(JournalMode.Mirrored, 3)]
    public async Task A_clock_that_differs_by_hours_changes_nothing(JournalMode mode, int hours)
    {
        await using ServedDay day = await ServedDay.StartAsync(new EventStoreStandInOptions { ClockOffset = TimeSpan.FromHours(hours) });
        SessionReport report = await day.RunAsync(mode, () => { });
        Assert.Equal(0, day.Server.Counts.Timeouts);
        await day.MustBeWholeAsync(report);
    }

    [Theory]
    [InlineData(JournalMode.EventStoreDb)]
    [InlineData(JournalMode.Mirrored)]
    public async Task A_user_who_is_let_in_no_more_goes_on_when_he_is_again(JournalMode mode)
    {
        await using ServedDay day = await ServedDay.StartAsync();
        day.TakesSnapshots = false;
        SessionReport report = await day.RunAsync(mode, () =>
        {
            day.Server.Faults.Unauthenticated = true;
            day.Server.Faults.FaultCallAfter(0, Grpc.Core.StatusCode.Unauthenticated);
            day.Later(1, day.Server.Faults.Heal);
        });
        await day.MustBeWholeAsync(report);
    }
}
