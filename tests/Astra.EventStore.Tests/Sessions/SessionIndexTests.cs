using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests.Sessions;

public sealed class SessionIndexTests : IAsyncLifetime
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

    [Fact]
    public async Task A_server_without_sessions_says_so()
    {
        SessionIndex index = new(_client);
        Assert.Empty(await index.ListAsync(Stop));
        JournalException thrown = await Assert.ThrowsAsync<EventStoreException>(() => index.NewestAsync(Stop));
        Assert.Equal(JournalErrorKind.NotFound, thrown.Kind);
    }

    [Fact]
    public async Task Sessions_that_open_in_the_same_moment_are_all_listed()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => new SessionIndex(_client).OpenedAsync(Opening(i), Stop)));
        await new SessionIndex(_client).ClosedAsync(new SessionClosing(Opening(3).Name, DateTimeOffset.UnixEpoch, 10, 5, 3, "aa", "bb"), Stop);
        IReadOnlyList<SessionEntry> all = await new SessionIndex(_client).ListAsync(Stop);
        Assert.Equal(Enumerable.Range(0, 8), all.Select(s => s.Name.Day.Day - 1).Order());
        Assert.Equal(7, all.Count(s => s.IsOpen));
        Assert.Equal((10, "aa"), all.Where(s => !s.IsOpen).Select(s => (s.Closing!.LastSequence, s.Closing.OutboundHash)).Single());
        await new SessionIndex(_client).OpenedAsync(Opening(0), Stop);
        await new SessionIndex(_client).OpenedAsync(Opening(1) with { Machine = "another" }, Stop);
        Assert.Equal("another", (await new SessionIndex(_client).NewestAsync(Stop)).Opening.Machine);
    }

    [Fact]
    public async Task The_fields_are_named_for_whoever_looks_at_the_stream()
    {
        await new SessionIndex(_client).OpenedAsync(Opening(19), Stop);
        await new SessionIndex(_client).ClosedAsync(new SessionClosing(Opening(19).Name, DateTimeOffset.UnixEpoch, 10, 5, 3, "aa"), Stop);
        IReadOnlyList<StandInEvent> stored = _server.Store.Read("astra-sessions");
        Assert.Equal(["astra-session-opened", "astra-session-closed"], stored.Select(e => e.Type));
        Assert.All(stored, e => Assert.True(e.IsJson));
        Assert.Equal(
            """{"day":"2026-07-20","run":"run","at":"1970-01-01T00:00:00+00:00","journal":"00000000-0000-0000-0000-000000000001","mode":"mirrored","machine":"desk","version":"1"}""",
            System.Text.Encoding.UTF8.GetString(stored[0].Data.Span));
        Assert.Equal(
            """{"day":"2026-07-20","run":"run","at":"1970-01-01T00:00:00+00:00","lastSequence":10,"lastOutboundSequence":5,"frames":3,"outboundHash":"aa"}""",
            System.Text.Encoding.UTF8.GetString(stored[1].Data.Span));
    }

    private static SessionOpening Opening(int day) => new(
        new SessionName(new DateOnly(2026, 7, 1 + day), "run"), Guid.Parse("00000000-0000-0000-0000-000000000001"), "mirrored", "desk", "1", DateTimeOffset.UnixEpoch);
}
