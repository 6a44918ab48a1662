using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.EventStore.Tests.Reading;
using Astra.Markets;

namespace Astra.EventStore.Tests.Tools;

public sealed class VerifierTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_session_is_told_as_good_with_its_figures()
    {
        StoredSession session = Good();
        JournalVerification found = await EventStoreVerifier.RunAsync(fixture.Client, session.Name, Stop);
        Assert.Empty(found.Findings);
        Assert.Equal((301, 4, 70, 2), (found.Events, found.Frames, found.OutboundEvents, found.Snapshots));
    }

    [Theory]
    [MemberData(nameof(DamagedFrameTests.Kinds), MemberType = typeof(DamagedFrameTests))]
    public async Task Damage_is_named_and_what_stands_behind_it_is_still_read(string kind, string what)
    {
        StoredSession session = DamagedFrameTests.Damaged(fixture.Server.Store, kind);
        JournalVerification found = await EventStoreVerifier.RunAsync(fixture.Client, session.Name, Stop);
        Assert.False(found.Good);
        JournalFinding damage = found.Findings[0];
        // A hole shows at the frame behind it.
        Assert.Equal((FindingSeverity.Damage, session.Name.Journal, kind == "hole" ? 4L : 3L), (damage.Severity, damage.File, damage.Offset));
        if (kind == "hole") Assert.Contains("revisions 3 to 3 are missing before it", damage.Text, StringComparison.Ordinal);
        else Assert.Contains(what, damage.Text, StringComparison.Ordinal);
        Assert.Single(found.Findings, f => f.Severity == FindingSeverity.Damage);
        Assert.InRange(found.Events, 50, 60);
    }

    [Fact]
    public async Task All_damage_is_named_in_one_run()
    {
        StoredSession session = Good();
        fixture.Server.Store.FlipByte(session.Name.Journal, 1, 90);
        fixture.Server.Store.FlipByte(session.Name.Journal, 3, 90);
        fixture.Server.Store.FlipByte(session.Name.Outbound, 1, 90);
        fixture.Server.Store.FlipByte(session.Name.Snapshots, 0, 0);
        JournalVerification found = await EventStoreVerifier.RunAsync(fixture.Client, session.Name, Stop);
        Assert.Equal(
            [
                (FindingSeverity.Damage, session.Name.Journal, 1L),
                (FindingSeverity.Damage, session.Name.Journal, 3L),
                (FindingSeverity.Damage, session.Name.Outbound, 1L),
                (FindingSeverity.Warning, session.Name.Snapshots, 1L),
            ],
            found.Findings.Select(f => (f.Severity, f.File, f.Offset)));
        Assert.Equal(1, found.Snapshots);
    }

    [Fact]
    public async Task A_lost_end_is_told_by_what_rested_on_it()
    {
        StoredSession session = Good();
        fixture.Server.Store.DropLast(session.Name.Journal, 1);
        JournalVerification found = await EventStoreVerifier.RunAsync(fixture.Client, session.Name, Stop);
        Assert.Equal(2, found.Findings.Count);
        JournalFinding orphan = found.Findings[0], snapshot = found.Findings[1];
        Assert.Equal((session.Name.Outbound, 2L, 300L), (orphan.File, orphan.Offset, orphan.Sequence));
        Assert.Contains("outbound event 50 was caused by sequence 300, but the journal ends at 299", orphan.Text, StringComparison.Ordinal);
        Assert.Equal((session.Name.Snapshots, 3L, 300L), (snapshot.File, snapshot.Offset, snapshot.Sequence));
        Assert.Contains("a snapshot of sequence 300 exists, but the journal ends at 299", snapshot.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_without_the_mark_at_its_beginning_was_not_written_by_this_program()
    {
        StoredSession session = new(fixture.Server.Store, marked: false);
        session.Ticks(10);
        JournalVerification found = await EventStoreVerifier.RunAsync(fixture.Client, session.Name, Stop);
        Assert.Contains("does not begin with the mark", Assert.Single(found.Findings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mark_of_another_journal_is_damage()
    {
        StoredSession session = new(fixture.Server.Store);
        session.Put(JournalStream.In, OpenedMark.Now(Guid.NewGuid(), "mirrored").ToFrame(0, default));
        JournalVerification found = await EventStoreVerifier.RunAsync(fixture.Client, session.Name, Stop);
        Assert.Contains("names journal", Assert.Single(found.Findings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_that_could_not_be_searched_are_a_warning()
    {
        StoredSession session = new(fixture.Server.Store);
        session.Ticks(10);
        session.Put(JournalStream.In, OpenedMark.Now(session.JournalId, "mirrored").ToFrame(10, new Timestamp(5)));
        JournalVerification found = await EventStoreVerifier.RunAsync(fixture.Client, session.Name, Stop);
        Assert.True(found.Good);
        Assert.Equal((FindingSeverity.Warning, 2L), (Assert.Single(found.Findings).Severity, found.Findings[0].Offset));
    }

    [Fact]
    public async Task A_session_that_is_not_there_is_no_damage_but_an_error()
    {
        SessionName missing = new(new DateOnly(2026, 7, 20), "never-begun");
        Assert.Equal(JournalErrorKind.NotFound, (await Assert.ThrowsAsync<EventStoreException>(() => EventStoreVerifier.RunAsync(fixture.Client, missing, Stop))).Kind);
        Assert.Equal(JournalErrorKind.NotFound, (await Assert.ThrowsAsync<EventStoreException>(() => EventStoreStat.ReadAsync(fixture.Client, missing, Stop))).Kind);
    }

    [Fact]
    public async Task Figures_are_those_of_the_same_events_in_a_folder()
    {
        StoredSession session = Good();
        JournalStat stat = await EventStoreStat.ReadAsync(fixture.Client, session.Name, Stop);
        long bytes = fixture.Server.Store.Read(session.Name.Journal).Concat(fixture.Server.Store.Read(session.Name.Outbound)).Sum(e => e.Length);
        Assert.Equal(
            new JournalStat(session.JournalId, 4, 301, 0, 300, 300, bytes, 0, stat.Snapshots, Journal.Tests.Events.TimeOf(0), Journal.Tests.Events.TimeOf(300), 70, null, Durability.Sync),
            stat);
        Assert.Equal([200, 300], stat.Snapshots);
    }

    [Fact]
    public async Task The_count_ends_at_the_first_damage_and_says_it()
    {
        StoredSession session = Good();
        fixture.Server.Store.FlipByte(session.Name.Journal, 3, 90);
        JournalStat stat = await EventStoreStat.ReadAsync(fixture.Client, session.Name, Stop);
        Assert.Equal((2, 200, 199), (stat.Frames, stat.Events, stat.LastSequence));
        Assert.StartsWith($"{session.Name.Journal}@3: damaged at sequence 200", stat.Damage, StringComparison.Ordinal);
    }

    /// <summary>Marks at 0 and 4, frames of 100 ticks at 1 to 3, of 1 at 5; outbound frames of 50 and 20; two snapshots of one part.</summary>
    private StoredSession Good()
    {
        StoredSession session = new(fixture.Server.Store);
        session.Ticks(300);
        session.Mark(JournalStream.In);
        session.Ticks(1);
        session.Say(50, cause: 120);
        session.Say(20, cause: 300);
        using EventStoreSnapshotStore snapshots = new(fixture.Client, session.Name, session.JournalId);
        snapshots.Save(200, new byte[5_000]);
        snapshots.Save(300, new byte[6_000]);
        return session;
    }
}
