using Astra.Host;
using Astra.StandIns.EventStore;
using Grpc.Core;

namespace Astra.EventStore.Tests.Faults;

/// <summary>Whether a frame is stored is not known, and turns out either way: nothing is lost and nothing is there twice.</summary>
public class UnknownOutcomeTests
{
    [Theory]
    [InlineData(JournalMode.EventStoreDb, true)]
    [InlineData(JournalMode.EventStoreDb, false)]
    [InlineData(JournalMode.Mirrored, true)]
    [InlineData(JournalMode.Mirrored, false)]
    public async Task Timeouts(JournalMode mode, bool stored)
    {
        await using ServedDay day = await ServedDay.StartAsync();
        SessionReport report = await day.RunAsync(mode, () => day.Server.Faults.TimeOutNext(3, stored));
        Assert.InRange(day.Server.Counts.Timeouts, 1, 3);
        await day.MustBeWholeAsync(report);
    }

    [Theory]
    [InlineData(JournalMode.EventStoreDb)]
    [InlineData(JournalMode.Mirrored)]
    public async Task Answers_that_never_come(JournalMode mode)
    {
        await using ServedDay day = await ServedDay.StartAsync();
        day.TakesSnapshots = false;
        SessionReport report = await day.RunAsync(mode, () => day.Server.Faults.DropAnswers(2));
        Assert.InRange(day.Server.Counts.Duplicates, 1, long.MaxValue);
        await day.MustBeWholeAsync(report);
    }

    [Theory]
    [InlineData(JournalMode.EventStoreDb)]
    [InlineData(JournalMode.Mirrored)]
    public async Task A_quorum_that_is_gone_for_a_while(JournalMode mode)
    {
        await using ServedDay day = await ServedDay.StartAsync(new EventStoreStandInOptions { CommitTimeoutMs = 200 });
        SessionReport report = await day.RunAsync(mode, () =>
        {
            day.Server.Faults.FreezeQuorum(stored: true);
            day.Later(1.5, day.Server.Faults.Thaw);
        });
        Assert.InRange(day.Server.Counts.Timeouts, 1, long.MaxValue);
        await day.MustBeWholeAsync(report);
    }

    [Theory]
    [InlineData(JournalMode.EventStoreDb)]
    [InlineData(JournalMode.Mirrored)]
    public async Task Acknowledgements_out_of_order(JournalMode mode)
    {
        await using ServedDay day = await ServedDay.StartAsync();
        SessionReport report = await day.RunAsync(mode, () => day.Server.Faults.OutOfOrder = 3);
        Assert.InRange(day.Server.Counts.MostInFlight, 2, 8);
        await day.MustBeWholeAsync(report);
    }

    [Theory]
    [InlineData(JournalMode.EventStoreDb, StatusCode.OK)]
    [InlineData(JournalMode.EventStoreDb, StatusCode.Cancelled)]
    [InlineData(JournalMode.EventStoreDb, StatusCode.Internal)]
    [InlineData(JournalMode.Mirrored, StatusCode.OK)]
    [InlineData(JournalMode.Mirrored, StatusCode.Unknown)]
    public async Task A_call_that_the_server_ends_while_answers_are_owed(JournalMode mode, StatusCode code)
    {
        await using ServedDay day = await ServedDay.StartAsync();
        day.TakesSnapshots = false;
        SessionReport report = await day.RunAsync(mode, () => day.Server.Faults.FaultCallAfter(2, code, "ended by the test"));
        // The call of each stream, and at least one in its place.
        Assert.InRange(day.Server.Counts.CallsOf("BatchAppend"), 3, long.MaxValue);
        await day.MustBeWholeAsync(report);
    }

    [Theory]
    [InlineData(JournalMode.EventStoreDb, 0)]
    [InlineData(JournalMode.EventStoreDb, 1)]
    [InlineData(JournalMode.Mirrored, 0)]
    [InlineData(JournalMode.Mirrored, 2)]
    public async Task A_server_that_is_killed_with_frames_in_flight_and_starts_again(JournalMode mode, int stored)
    {
        await using ServedDay day = await ServedDay.StartAsync();
        SessionReport report = await day.RunAsync(mode, () =>
        {
            day.Server.Faults.KillMidBatch(after: 2, inFlight: 3, stored);
            day.Later(0, async () =>
            {
                await day.Server.WhenKilled;
                await Task.Delay(300);
                await day.Server.RestartAsync();
            });
        });
        await day.MustBeWholeAsync(report);
    }
}
