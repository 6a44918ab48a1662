using Astra.Core;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Journal.Tests;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests;

/// <summary>A mirror beside a writer, with a server that comes and goes.</summary>
public class MirrorTests
{
    [Fact]
    public async Task Everything_that_is_written_follows_and_compares_equal()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        await using Mirror mirror = Mirrors.Start(folder, server);
        folder.Append(Events.WithPayload(InboundKind.Configure, Events.Settings(), Events.TimeOf(0)));
        for (int i = 0; i < 40; i++)
        {
            folder.Ticks(1 + i * 37);
            folder.Say(i % 5);
            if (i % 9 == 8) folder.Snapshot(10_000);
        }
        folder.Close();
        MirrorOutcome outcome = await Mirrors.Complete(mirror);
        Assert.True(outcome.Complete, outcome.Text);
        Assert.Equal((0L, 0L, 0), (outcome.EventsBehind, outcome.OutboundBehind, outcome.SnapshotsBehind));
        Assert.Equal(SessionName.Of(Markets.Ist.DateOf(Events.TimeOf(0)), WrittenFolder.Id), outcome.Session);
        JournalComparisonResult compared = await Mirrors.Compare(folder, server);
        Assert.True(compared.Equal, compared.ToString());
        Assert.Equal(1L + Enumerable.Range(0, 40).Sum(i => 1 + i * 37), compared.Inbound.Events);
        Assert.Equal(Enumerable.Range(0, 40).Sum(i => i % 5), compared.Outbound.Events);
        Assert.Equal(4, compared.Snapshots);
        Assert.InRange(server.Counts.LargestAppend, 60_000, EventStoreJournalOptions.LargestFrame + 100);
    }

    [Fact]
    public async Task A_session_is_opened_and_closed_in_the_index()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        await using Mirror mirror = Mirrors.Start(folder, server, Mirrors.Options() with { Run = "paper" });
        folder.Ticks(100);
        folder.Say(3);
        await Mirrors.UntilFollowed(mirror, folder);
        await using EventStoreClient client = new(Mirrors.Settings(server));
        await Mirrors.Until(mirror, _ => server.Store.LastRevision(SessionIndex.Stream) >= 0);
        SessionEntry open = await new SessionIndex(client).NewestAsync(TestContext.Current.CancellationToken);
        Assert.True(open.IsOpen);
        Assert.Equal(("mirrored", WrittenFolder.Id, "paper"), (open.Opening.Mode, open.Opening.JournalId, open.Name.Run));
        folder.Close();
        Assert.True((await Mirrors.Complete(mirror)).Complete);
        SessionEntry closed = await new SessionIndex(client).NewestAsync(TestContext.Current.CancellationToken);
        Assert.Equal((99L, 2L), (closed.Closing!.LastSequence, closed.Closing.LastOutboundSequence));
    }

    [Fact]
    public async Task An_absent_server_delays_nothing_and_is_caught_up_with()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        await server.KillAsync();
        List<string> told = [];
        using WrittenFolder folder = new();
        await using Mirror mirror = Mirrors.Start(folder, server, Mirrors.Options(told));
        folder.Ticks(5000);
        folder.Say(10);
        folder.Snapshot(1000);
        await Mirrors.Until(mirror, m => m.Status.Message is not null);
        Assert.Equal(MirrorState.Connecting, mirror.Status.State);
        Assert.Equal((5000L, LagState.Connecting), (mirror.Lag.Events, mirror.Lag.State));
        Assert.True(mirror.Lag.Oldest > TimeSpan.Zero);
        await server.RestartAsync();
        await Mirrors.UntilFollowed(mirror, folder);
        await Mirrors.Until(mirror, m => m.Status.Snapshot == 4999 && m.Lag is { Events: 0, State: LagState.Connected });
        lock (told) Assert.Contains(told, text => text.Contains("answers again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_never_comes_leaves_an_outcome_with_the_command_that_completes_it()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        await server.KillAsync();
        using WrittenFolder folder = new();
        await using Mirror mirror = Mirrors.Start(folder, server);
        folder.Ticks(700);
        folder.Say(5);
        folder.Snapshot(100);
        folder.Close();
        MirrorOutcome outcome = await Mirrors.Complete(mirror, TimeSpan.FromMilliseconds(300));
        Assert.False(outcome.Complete);
        Assert.Equal((MirrorState.Stopped, 700L, 5L, 1), (outcome.State, outcome.EventsBehind, outcome.OutboundBehind, outcome.SnapshotsBehind));
        Assert.Contains($"astra journal ship --journal {folder.Path} --to ", outcome.Text, StringComparison.Ordinal);
        await server.RestartAsync();
        MirrorOutcome shipped = await Mirrors.Ship(folder.Path, server);
        Assert.True(shipped.Complete, shipped.Text);
        Assert.Equal((700L, 5L, 1), (shipped.Shipped, shipped.OutboundShipped, shipped.SnapshotsShipped));
        await Mirrors.AssertEqual(folder, server);
    }

    [Fact]
    public async Task Outages_in_between_are_caught_up_with()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        await using Mirror mirror = Mirrors.Start(folder, server);
        for (int outage = 0; outage < 3; outage++)
        {
            folder.Ticks(3000);
            folder.Say(7);
            await Mirrors.Until(mirror, m => m.Status.Inbound > 1000);
            await server.KillAsync();
            folder.Ticks(4000);
            folder.Say(9);
            await server.RestartAsync();
        }
        folder.Close();
        MirrorOutcome outcome = await Mirrors.Complete(mirror);
        Assert.True(outcome.Complete, outcome.Text);
        await Mirrors.AssertEqual(folder, server);
        Assert.InRange(server.Counts.MostInFlight, 2, 8);
    }

    [Fact]
    public async Task A_journal_without_an_event_has_nothing_to_ship()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        await using Mirror mirror = Mirrors.Start(folder, server);
        folder.Close();
        MirrorOutcome outcome = await Mirrors.Complete(mirror);
        Assert.True(outcome.Complete);
        Assert.Equal(0, server.Counts.Appends);
    }
}
