using Astra.Core;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Journal.Tests;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests;

/// <summary>What a mirror does not ship over: it says so, with a remedy, and the writer goes on.</summary>
public class MirrorStopsTests
{
    private static readonly SessionName Name = SessionName.Of(Markets.Ist.DateOf(Events.TimeOf(0)), WrittenFolder.Id);

    [Fact]
    public async Task Another_journals_stream_is_left_alone()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        folder.Ticks(50);
        Assert.True((await Mirrors.Ship(folder.Path, server)).Complete);
        long before = server.Store.LastRevision(Name.Journal);
        string other = folder.Beside("other");
        using EmbeddedJournal journal = EmbeddedJournal.Open(folder.Options with { Folder = other, JournalId = Guid.NewGuid() });
        await using Mirror mirror = Mirror.Start(journal, Mirrors.Settings(server), Name, Mirrors.Options());
        Tick(journal);
        await AssertStops(mirror, MirrorState.Diverged, "holds journal " + WrittenFolder.Id);
        Tick(journal);
        Assert.Equal((1L, before), (journal.DurableSequence, server.Store.LastRevision(Name.Journal)));
        MirrorOutcome outcome = await Mirrors.Complete(mirror);
        Assert.Equal((MirrorState.Diverged, false), (outcome.State, outcome.Complete));
    }

    [Fact]
    public async Task A_server_that_holds_more_than_the_folder_stops_the_mirror()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        folder.Ticks(50);
        await Mirrors.Ship(folder.Path, server);
        using EmbeddedJournal journal = EmbeddedJournal.Open(folder.Options with { Folder = folder.Beside("older") });
        for (int i = 0; i < 20; i++) Tick(journal);
        await using Mirror mirror = Mirror.Start(journal, Mirrors.Settings(server), Name, Mirrors.Options());
        await AssertStops(mirror, MirrorState.Diverged, "up to sequence 49, the folder ends at 19");
        Assert.Contains("astra journal fetch", mirror.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_bytes_at_the_servers_end_stop_the_mirror_with_place_and_sequence()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        folder.Ticks(50);
        await Mirrors.Ship(folder.Path, server);
        using EmbeddedJournal journal = EmbeddedJournal.Open(folder.Options with { Folder = folder.Beside("forked") });
        for (int i = 0; i < 60; i++) Tick(journal, shift: i == 30 ? 1 : 0);
        await using Mirror mirror = Mirror.Start(journal, Mirrors.Settings(server), Name, Mirrors.Options());
        await AssertStops(mirror, MirrorState.Diverged, "sequence 30:");
        Assert.Contains(Name.Journal + "@1", mirror.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_writer_on_the_stream_stops_the_mirror_and_not_the_journal()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        await using Mirror mirror = Mirrors.Start(folder, server);
        folder.Ticks(10);
        await Mirrors.UntilFollowed(mirror, folder);
        await Mirrors.Until(mirror, m => m.Status.State == MirrorState.Following);
        server.Store.Append(Name.Journal, "astra-frame", new byte[48]);
        folder.Ticks(10);
        await AssertStops(mirror, MirrorState.Diverged, "expects the stream");
        folder.Ticks(10);
        Assert.Equal(29, folder.Journal.DurableSequence);
        Assert.Equal(LagState.Failed, mirror.Lag.State);
        Assert.Equal(20, mirror.Lag.Events);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deleted_stream_is_not_begun_anew(bool tombstone)
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        folder.Ticks(50);
        await Mirrors.Ship(folder.Path, server);
        server.Store.Delete(Name.Journal, tombstone);
        await using Mirror mirror = Mirrors.Start(folder, server);
        await AssertStops(mirror, MirrorState.Refused, "deleted");
    }

    [Fact]
    public async Task A_server_that_takes_no_frame_of_this_size_is_told()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync(new EventStoreStandInOptions { MaxAppendSize = 8192 });
        using WrittenFolder folder = new();
        await using Mirror mirror = Mirrors.Start(folder, server);
        folder.Ticks(700);
        await AssertStops(mirror, MirrorState.Refused, "8192");
    }

    [Fact]
    public async Task A_folder_that_loses_a_segment_under_the_mirror_is_told_as_such()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        await server.KillAsync();
        using WrittenFolder folder = new();
        await using Mirror mirror = Mirrors.Start(folder, server);
        folder.Ticks(1);
        await Mirrors.Until(mirror, m => m.Status.Session is not null);
        for (int i = 0; i < 5; i++) folder.Ticks(600);
        string[] segments = Directory.GetFiles(folder.Path, "in-*.seg");
        Array.Sort(segments, StringComparer.Ordinal);
        File.Delete(segments[1]);
        await server.RestartAsync();
        await AssertStops(mirror, MirrorState.Unreadable, "cannot be read");
    }

    private static async Task AssertStops(Mirror mirror, MirrorState state, string says)
    {
        await Mirrors.Until(mirror, m => m.Status.NeedsAttention);
        Assert.Equal(state, mirror.Status.State);
        Assert.Contains(says, mirror.Status.Message, StringComparison.Ordinal);
    }

    private static void Tick(EmbeddedJournal journal, int shift = 0)
    {
        InboundEvent e = Events.Tick(journal.NextSequence + shift);
        journal.Append(journal.NextSequence, ref e);
        journal.Commit();
    }
}
