using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests;

public sealed class StreamReadingTests : IAsyncLifetime
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private EventStoreStandIn _server = null!;
    private EventStoreClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await EventStoreStandIn.StartAsync();
        _client = new EventStoreClient(EventStoreSettings.Parse(_server.ConnectionString + "&defaultDeadline=1000", _ => null));
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Events_come_back_as_they_were_written()
    {
        ProposedEvent proposed = Proposed.New(1000, fill: 5);
        await _client.AppendAsync("s", -1, [proposed], Never);
        StoredEvent stored = (await _client.ReadLastAsync("s", Never))!.Value;
        Assert.Equal((0, proposed.Id, "t"), (stored.Revision, stored.Id, stored.Type));
        Assert.Equal(proposed.Data.ToArray(), stored.Data.ToArray());
        Assert.Equal(proposed.CustomMetadata.ToArray(), stored.CustomMetadata.ToArray());
        Assert.InRange(stored.Created, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.Equal(0, _server.Counts.WithoutRequiresLeader);
    }

    [Fact]
    public async Task A_missing_stream_is_empty()
    {
        Assert.Empty(await ReadAsync("none", 0, long.MaxValue));
        Assert.Null(await _client.ReadLastAsync("none", Never));
        Assert.Null(await _client.ReadOneAsync("none", 0, Never));
        Assert.Equal(-1, await _client.FirstRevisionAsync("none", Never));
        Assert.Equal(StreamState.None, await _client.StreamStateAsync("none", Never));
    }

    [Theory]
    [InlineData(0, long.MaxValue, 0, 100)]
    [InlineData(40, long.MaxValue, 40, 60)]
    [InlineData(40, 3, 40, 3)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(99, 5, 99, 1)]
    [InlineData(100, 5, 0, 0)]
    [InlineData(1000, long.MaxValue, 0, 0)]
    public async Task As_many_as_wanted_from_where_wanted(long from, long count, long first, int many)
    {
        await FillAsync("s", 100);
        Assert.Equal(Enumerable.Range((int)first, many).Select(n => (long)n), await ReadAsync("s", from, count));
    }

    [Fact]
    public async Task One_event_is_that_event_or_none()
    {
        await FillAsync("s", 10);
        Assert.Equal(4, (await _client.ReadOneAsync("s", 4, Never))?.Revision);
        Assert.Null(await _client.ReadOneAsync("s", 10, Never));
        await _client.SetMetadataAsync("s", new StreamMetadata(TruncateBefore: 6), Never);
        Assert.Null(await _client.ReadOneAsync("s", 4, Never));
        Assert.Equal(6, (await _client.ReadOneAsync("s", 6, Never))?.Revision);
    }

    [Fact]
    public async Task What_is_truncated_is_passed_over()
    {
        await FillAsync("s", 10);
        await _client.SetMetadataAsync("s", new StreamMetadata(TruncateBefore: 6), Never);
        Assert.Equal([6L, 7, 8, 9], await ReadAsync("s", 0, long.MaxValue));
        Assert.Equal([6L, 7], await ReadAsync("s", 2, 2));
        Assert.Equal(6, await _client.FirstRevisionAsync("s", Never));
        Assert.Equal(new StreamState(true, 6, 9), await _client.StreamStateAsync("s", Never));
    }

    [Fact]
    public async Task A_stream_that_is_wholly_truncated_keeps_its_end()
    {
        await FillAsync("s", 10);
        await _client.SetMetadataAsync("s", new StreamMetadata(TruncateBefore: 10), Never);
        Assert.Empty(await ReadAsync("s", 0, long.MaxValue));
        StreamState state = await _client.StreamStateAsync("s", Never);
        Assert.True(state.Exists);
        Assert.Equal(9, state.LastRevision);
        Assert.True(state.FirstRevision > state.LastRevision);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_read_that_breaks_goes_on_where_it_broke(bool connection)
    {
        await FillAsync("s", 200);
        _server.Faults.BreakReads(afterEvents: 70, reads: 2, abortConnection: connection);
        Assert.Equal(Enumerable.Range(0, 200).Select(n => (long)n), await ReadAsync("s", 0, long.MaxValue));
    }

    [Fact]
    public async Task A_server_that_restarts_meanwhile_is_waited_for()
    {
        await FillAsync("s", 50);
        await _server.KillAsync();
        Task<List<long>> read = ReadAsync("s", 0, long.MaxValue);
        await Task.Delay(200, Never);
        await _server.RestartAsync();
        Assert.Equal(50, (await read).Count);
    }

    [Fact]
    public async Task A_server_that_hangs_is_given_up_after_a_while()
    {
        await FillAsync("s", 1);
        await using EventStoreClient client = new(EventStoreSettings.Parse(_server.ConnectionString + "&defaultDeadline=100&gossipTimeout=100&maxDiscoverAttempts=1", _ => null)) { Patience = TimeSpan.FromMilliseconds(300) };
        await client.LeaderAsync(Never);
        _server.Faults.Mute = true;
        EventStoreException error = await Assert.ThrowsAsync<EventStoreException>(() => client.ReadLastAsync("s", Never));
        Assert.Equal(JournalErrorKind.Unavailable, error.Kind);
        await Assert.ThrowsAsync<EventStoreException>(async () =>
        {
            await foreach (StoredEvent _ in client.ReadAsync("s", 0, 1, Never)) Assert.Fail("nothing can come");
        });
        using CancellationTokenSource stop = new(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.ReadLastAsync("s", stop.Token));
    }

    [Fact]
    public async Task A_server_that_never_answered_is_given_up_at_once()
    {
        await _server.KillAsync();
        EventStoreException error = await Assert.ThrowsAsync<EventStoreException>(() => _client.ReadLastAsync("s", Never));
        Assert.Equal(JournalErrorKind.Unavailable, error.Kind);
        Assert.Contains("nothing listens there", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_permission_that_is_missing_is_told()
    {
        await FillAsync("s", 1);
        _server.Faults.AccessDenied = true;
        EventStoreException error = await Assert.ThrowsAsync<EventStoreException>(() => ReadAsync("s", 0, 1));
        Assert.Equal(JournalErrorKind.AccessDenied, error.Kind);
    }

    private async Task FillAsync(string stream, int count) =>
        await _client.AppendAsync(stream, -1, [.. Enumerable.Range(0, count).Select(_ => Proposed.New(10))], Never);

    private async Task<List<long>> ReadAsync(string stream, long from, long count)
    {
        List<long> revisions = [];
        await foreach (StoredEvent stored in _client.ReadAsync(stream, from, count, Never)) revisions.Add(stored.Revision);
        return revisions;
    }
}
