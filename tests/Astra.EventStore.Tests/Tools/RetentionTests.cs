using Astra.Core;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.EventStore.Tests.Reading;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests.Tools;

public sealed class RetentionTests : IAsyncLifetime
{
    private EventStoreStandIn _server = null!;
    private EventStoreClient _client = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await EventStoreStandIn.StartAsync();
        _client = new EventStoreClient(EventStoreSettings.Parse(_server.ConnectionString));
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(4, null, false, new[] { 4, 5 })]
    [InlineData(4, null, true, new[] { 4, 5 })]
    [InlineData(null, 1, true, new[] { 5 })]
    [InlineData(null, 0, false, new[] { 2 })]
    [InlineData(5, 3, true, new[] { 3, 4, 5 })]
    [InlineData(1, null, true, new[] { 1, 2, 3, 4, 5 })]
    public async Task Old_sessions_go_but_not_those_that_nobody_closed_unless_forced(int? olderThan, int? keep, bool force, int[] left)
    {
        List<StoredSession> sessions = [];
        for (int day = 1; day <= 5; day++) sessions.Add(await SessionAsync(day, closed: day != 2));
        EventStoreRetention retention = new(olderThan is { } old ? new DateOnly(2026, 7, old) : null, keep) { Force = force };
        IReadOnlyList<string> said = await retention.ApplyAsync(_client, Stop);
        int[] expected = force ? left : [.. left.Append(2).Distinct().Order()];
        Assert.Equal(expected, (await new SessionIndex(_client).ListAsync(Stop)).Select(s => s.Name.Day.Day).Order());
        Assert.Equal(Math.Max(1, 5 - expected.Length + (force ? 0 : 1)), said.Count);
        if (!force) Assert.Contains(said, text => text.StartsWith("kept 20260702-run: nobody has closed it, since desk opened it", StringComparison.Ordinal));
        for (int day = 1; day <= 5; day++)
        {
            SessionName name = Name(day);
            bool stays = expected.Contains(day);
            Assert.Equal(stays, await _client.ReadLastAsync(name.Journal, Stop) is not null);
            Assert.Equal(stays, await _client.ReadLastAsync(name.Outbound, Stop) is not null);
            Assert.Equal(stays, await _client.ReadLastAsync(name.Snapshots, Stop) is not null);
            if (!stays) Assert.Contains($"deleted {name}: frames, outbound log and snapshots", said);
        }
        // Never for ever: the names are not burnt.
        Assert.Equal(0, _server.Counts.CallsOf("Tombstone"));
    }

    [Fact]
    public async Task Nothing_goes_without_a_rule()
    {
        JournalException thrown = await Assert.ThrowsAsync<EventStoreException>(() => new EventStoreRetention().ApplyAsync(_client, Stop));
        Assert.Equal(JournalErrorKind.BadOption, thrown.Kind);
        Assert.Contains("nothing deleted", Assert.Single(await new EventStoreRetention(KeepNewest: 3).ApplyAsync(_client, Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_space_is_freed_when_that_is_asked_for()
    {
        await SessionAsync(1, closed: true);
        Assert.Contains("scavenge", (await new EventStoreRetention(KeepNewest: 0) { Scavenge = true }.ApplyAsync(_client, Stop))[^1], StringComparison.Ordinal);
        Assert.Equal(1, _server.Counts.CallsOf("Operations.StartScavenge"));
    }

    [Fact]
    public async Task A_session_is_shortened_to_a_snapshot_and_recovers_from_there()
    {
        StoredSession session = await SessionAsync(1, closed: true);
        IReadOnlyList<string> said = await new EventStoreRetention().ShortenAsync(_client, session.Name, keepSnapshots: 2, Stop);
        Assert.Equal(3, said.Count);
        // Snapshots of 199, 349 and 499 stand there: two stay, so frames to 349 go, as far as they are whole ones.
        using EventStoreJournalReader reader = EventStoreJournalReader.Open(_client, session.Name, Stop);
        Assert.Equal((300, 599), (reader.FirstSequence, reader.LastSequence));
        using EventStoreSnapshotStore snapshots = new(_client, session.Name, session.JournalId);
        Assert.Equal([349, 499], snapshots.List());
        using EventStoreOutboundReader outbound = EventStoreOutboundReader.Open(_client, session.Name, Stop);
        OutboundEvent e = default;
        Assert.True(outbound.TryRead(ref e));
        Assert.Equal((40, 400, 59), (e.Header.Sequence, e.Header.Cause, outbound.LastSequence));
        JournalVerification found = await EventStoreVerifier.RunAsync(_client, session.Name, Stop);
        Assert.Empty(found.Findings);
        Assert.Equal((300, 3, 20, 2), (found.Events, found.Frames, found.OutboundEvents, found.Snapshots));
        Assert.Contains("nothing removed", Assert.Single(await new EventStoreRetention().ShortenAsync(_client, session.Name, keepSnapshots: 2, Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_at_its_snapshot_keeps_its_last_frames()
    {
        StoredSession session = await SessionAsync(1, closed: true);
        using (EventStoreSnapshotStore snapshots = new(_client, session.Name, session.JournalId)) snapshots.Save(599, new byte[10]);
        await new EventStoreRetention().ShortenAsync(_client, session.Name, keepSnapshots: 1, Stop);
        using EventStoreJournalReader reader = EventStoreJournalReader.Open(_client, session.Name, Stop);
        Assert.Equal((500, 599), (reader.FirstSequence, reader.LastSequence));
        using EventStoreOutboundReader outbound = EventStoreOutboundReader.Open(_client, session.Name, Stop);
        Assert.Equal(59, outbound.LastSequence);
    }

    [Fact]
    public async Task Only_a_good_snapshot_that_the_journal_reaches_and_a_closed_session_will_do()
    {
        StoredSession open = await SessionAsync(2, closed: false);
        Assert.Contains("nobody has closed it", Assert.Single(await new EventStoreRetention().ShortenAsync(_client, open.Name, stop: Stop)), StringComparison.Ordinal);
        Assert.Equal(3, (await new EventStoreRetention { Force = true }.ShortenAsync(_client, open.Name, stop: Stop)).Count);

        StoredSession damaged = await SessionAsync(3, closed: true);
        foreach (long part in (long[])[0, 2, 4]) _server.Store.FlipByte(damaged.Name.Snapshots, part, 5);
        using (EventStoreSnapshotStore snapshots = new(_client, damaged.Name, damaged.JournalId)) snapshots.Save(600, new byte[10]);
        Assert.Contains("there is no good snapshot", Assert.Single(await new EventStoreRetention().ShortenAsync(_client, damaged.Name, stop: Stop)), StringComparison.Ordinal);
    }

    private static SessionName Name(int day) => new(new DateOnly(2026, 7, day), "run");

    /// <summary>600 ticks in frames of 100, snapshots of 199, 349 and 499, ten or twenty outbound events for each of five hundreds.</summary>
    private async Task<StoredSession> SessionAsync(int day, bool closed)
    {
        StoredSession session = new(_server.Store, name: Name(day));
        session.Ticks(600);
        for (int cause = 100; cause <= 500; cause += 100) session.Say(cause == 100 ? 20 : 10, cause: cause);
        using EventStoreSnapshotStore snapshots = new(_client, session.Name, session.JournalId);
        foreach (int sequence in (int[])[199, 349, 499]) snapshots.Save(sequence, new byte[1_000]);
        SessionIndex index = new(_client);
        await index.OpenedAsync(new SessionOpening(session.Name, session.JournalId, "mirrored", "desk", "1", DateTimeOffset.UtcNow), Stop);
        if (closed) await index.ClosedAsync(new SessionClosing(session.Name, DateTimeOffset.UtcNow, 599, 59, 7), Stop);
        return session;
    }
}
