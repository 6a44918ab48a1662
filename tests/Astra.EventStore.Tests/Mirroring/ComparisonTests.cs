using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests;

/// <summary>A comparison finds whatever was changed, and says where.</summary>
public class ComparisonTests
{
    [Fact]
    public async Task A_changed_byte_on_the_server_is_told_by_stream_and_revision()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        SessionName name = await Shipped(folder, server);
        server.Store.FlipByte(name.Journal, AppenderRig.Marks + 1, 500);
        JournalComparisonResult compared = await Mirrors.Compare(folder, server);
        Assert.False(compared.Same);
        Assert.Equal(JournalStream.In, compared.Difference!.Stream);
        Assert.Contains($"{name.Journal}@{AppenderRig.Marks + 1}", compared.Difference.ToString(), StringComparison.Ordinal);
        Assert.Contains("checksum", compared.Difference.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_frame_on_the_server_is_told()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        SessionName name = await Shipped(folder, server);
        server.Store.Drop(name.Journal, AppenderRig.Marks + 1);
        JournalComparisonResult compared = await Mirrors.Compare(folder, server);
        Assert.False(compared.Same);
        Assert.Contains(name.Journal, compared.Difference!.Server, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_event_of_the_folder_is_told_by_sequence_file_and_revision()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        SessionName name = await Shipped(folder, server);
        using WrittenFolder forked = new();
        forked.Ticks(1499);
        Core.InboundEvent other = Astra.Journal.Tests.Events.Tick(77);
        forked.Append(other);
        forked.Ticks(500);
        JournalComparisonResult compared = await Mirrors.Compare(forked, server, name);
        Assert.Equal(1499, compared.Difference!.Sequence);
        Assert.Contains(".seg byte ", compared.Difference.Local, StringComparison.Ordinal);
        Assert.StartsWith(name.Journal + "@", compared.Difference.Server, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_outbound_event_and_a_changed_snapshot_are_told()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        SessionName name = await Shipped(folder, server);
        folder.Snapshots.Save(folder.Journal.DurableSequence, [9, 9, 9]);
        JournalComparisonResult snapshot = await Mirrors.Compare(folder, server);
        Assert.Null(snapshot.Difference!.Stream);
        Assert.Equal(1999, snapshot.Difference.Sequence);
        server.Store.FlipByte(name.Outbound, AppenderRig.Marks, 60);
        JournalComparisonResult outbound = await Mirrors.Compare(folder, server);
        Assert.Equal(JournalStream.Out, outbound.Difference!.Stream);
    }

    [Fact]
    public async Task A_shorter_folder_is_ahead_on_the_server_and_no_difference()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        SessionName name = await Shipped(folder, server);
        using WrittenFolder shorter = new();
        shorter.Ticks(700);
        JournalComparisonResult compared = await Mirrors.Compare(shorter, server, name);
        Assert.True(compared.Same, compared.ToString());
        Assert.False(compared.Equal);
        Assert.Equal((700L, 1300L, 20L, 0L), (compared.Inbound.Events, compared.Inbound.Ahead, compared.Outbound.Ahead, compared.Inbound.Behind));
    }

    [Fact]
    public async Task A_session_that_is_not_there_is_an_error_with_a_name()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        folder.Ticks(1);
        EventStoreException missing = await Assert.ThrowsAsync<EventStoreException>(() => Mirrors.Compare(folder, server));
        Assert.Equal(JournalErrorKind.NotFound, missing.Kind);
    }

    private static async Task<SessionName> Shipped(WrittenFolder folder, EventStoreStandIn server)
    {
        folder.Ticks(2000);
        folder.Say(20);
        folder.Snapshot(1000);
        MirrorOutcome outcome = await Mirrors.Ship(folder.Path, server);
        Assert.True(outcome.Complete, outcome.Text);
        return outcome.Session!;
    }
}
