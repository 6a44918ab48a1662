using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.StandIns.EventStore;
using Grpc.Core;

namespace Astra.EventStore.Tests;

public sealed class StreamWritingTests : IAsyncLifetime
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private EventStoreStandIn _server = null!;
    private EventStoreClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await EventStoreStandIn.StartAsync(new EventStoreStandInOptions { MaxAppendSize = 5000 });
        _client = new EventStoreClient(EventStoreSettings.Parse(_server.ConnectionString, _ => null));
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_append_returns_the_last_revision()
    {
        Assert.Equal(0, await _client.AppendAsync("s", -1, [Proposed.New(1)], Never));
        Assert.Equal(3, await _client.AppendAsync("s", 0, [Proposed.New(1), Proposed.New(1), Proposed.New(1)], Never));
    }

    [Fact]
    public async Task A_wrong_number_is_told_with_the_right_one()
    {
        await _client.AppendAsync("s", -1, [Proposed.New(1)], Never);
        WrongRevisionException error = await Assert.ThrowsAsync<WrongRevisionException>(() => _client.AppendAsync("s", -1, [Proposed.New(1)], Never));
        Assert.Equal((JournalErrorKind.SecondWriter, -1L, 0L), (error.Kind, error.Expected, error.Current));
        error = await Assert.ThrowsAsync<WrongRevisionException>(() => _client.AppendAsync("absent", 5, [Proposed.New(1)], Never));
        Assert.Equal((5L, -1L), (error.Expected, error.Current));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_unknown_outcome_is_found_out_by_the_same_append(bool stored)
    {
        await _client.AppendAsync("s", -1, [Proposed.New(1)], Never);
        _server.Faults.TimeOutNext(2, stored);
        Assert.Equal(1, await _client.AppendAsync("s", 0, [Proposed.New(1)], Never));
        _server.Faults.FaultCallAfter(0, StatusCode.Unknown, "Exception was thrown by handler.", stored: stored);
        Assert.Equal(2, await _client.AppendAsync("s", 1, [Proposed.New(1)], Never));
        Assert.Equal(new StreamState(true, 0, 2), await _client.StreamStateAsync("s", Never));
    }

    [Fact]
    public async Task An_append_over_a_restart_is_stored_once()
    {
        await _client.AppendAsync("s", -1, [Proposed.New(1)], Never);
        _server.Faults.KillMidBatch(after: 0, inFlight: 1, stored: 1);
        Task<long> append = _client.AppendAsync("s", 0, [Proposed.New(1)], Never);
        await _server.WhenKilled.WaitAsync(TimeSpan.FromSeconds(30), Never);
        await _server.RestartAsync();
        Assert.Equal(1, await append);
        Assert.Equal(1, (await _client.StreamStateAsync("s", Never)).LastRevision);
    }

    [Fact]
    public async Task A_node_that_does_not_lead_sends_the_append_to_the_one_that_does()
    {
        await using EventStoreStandIn follower = await EventStoreStandIn.StartAsync();
        follower.Faults.OtherLeader = ("127.0.0.1", _server.Port);
        await using EventStoreClient client = new(EventStoreSettings.Parse(follower.ConnectionString, _ => null));
        Assert.Equal(0, await client.AppendAsync("s", -1, [Proposed.New(1)], Never));
        Assert.Equal(0, (await _client.ReadLastAsync("s", Never))?.Revision);
        Assert.Equal(_server.Port, (await client.LeaderAsync(Never)).Address.Port);
    }

    [Fact]
    public async Task Too_large_an_append_is_told_with_the_limit()
    {
        EventStoreException error = await Assert.ThrowsAsync<EventStoreException>(() => _client.AppendAsync("s", -1, [Proposed.New(6000)], Never));
        Assert.Equal(JournalErrorKind.TooLarge, error.Kind);
        Assert.Contains("5000 bytes", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxAppendSize", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_cannot_take_is_not_tried_for_ever()
    {
        await using EventStoreClient client = new(_client.Settings) { Patience = TimeSpan.FromMilliseconds(200) };
        await client.LeaderAsync(Never);
        _server.Faults.DiskFull = true;
        EventStoreException error = await Assert.ThrowsAsync<EventStoreException>(() => client.AppendAsync("s", -1, [Proposed.New(1)], Never));
        Assert.Equal(JournalErrorKind.Unavailable, error.Kind);
        Assert.Contains("Exception was thrown by handler", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_election_is_waited_for()
    {
        await _client.LeaderAsync(Never);
        _server.Faults.State = ServerState.NotReady;
        Task<long> append = _client.AppendAsync("s", -1, [Proposed.New(1)], Never);
        await Task.Delay(300, Never);
        Assert.False(append.IsCompleted);
        _server.Faults.State = ServerState.Ready;
        Assert.Equal(0, await append);
    }

    [Fact]
    public async Task Metadata_is_added_to_and_never_lost()
    {
        await _client.AppendAsync("$$s", -1, [new ProposedEvent(Guid.NewGuid(), "$metadata", """{"$acl":{"$r":["$all"]},"$maxCount":2}"""u8.ToArray(), default, IsJson: true)], Never);
        await _client.SetMetadataAsync("s", new StreamMetadata(MaxAge: TimeSpan.FromHours(2)), Never);
        StreamMetadata read = await _client.GetMetadataAsync("s", Never);
        Assert.Equal((2L, TimeSpan.FromHours(2), null), (read.MaxCount, read.MaxAge, read.TruncateBefore));
        Assert.True(read.Others.ContainsKey("$acl"));
        await _client.SetMetadataAsync("s", new StreamMetadata(MaxCount: 2), Never);
        // Nothing new: nothing written.
        Assert.Equal(1, (await _client.StreamStateAsync("$$s", Never)).LastRevision);
        Assert.Equal(new StreamMetadata(), await _client.GetMetadataAsync("other", Never));
    }

    [Fact]
    public async Task A_deleted_stream_is_gone_and_its_numbers_are_not()
    {
        Assert.False(await _client.DeleteAsync("s", Never));
        await _client.AppendAsync("s", -1, [Proposed.New(1), Proposed.New(1)], Never);
        Assert.True(await _client.DeleteAsync("s", Never));
        Assert.Equal(StreamState.None, await _client.StreamStateAsync("s", Never));
        Assert.False(await _client.DeleteAsync("s", Never));
        Assert.Equal(2, await _client.AppendAsync("s", -1, [Proposed.New(1)], Never));
        Assert.Equal(new StreamState(true, 2, 2), await _client.StreamStateAsync("s", Never));
    }

    [Fact]
    public async Task The_server_tells_of_itself_and_scavenges()
    {
        Assert.Equal("24.10.4", (await _client.FeaturesAsync(Never)).Version);
        Assert.Contains((await _client.FeaturesAsync(Never)).Methods, method => method.Contains("batchappend", StringComparison.Ordinal) && method.EndsWith("deadline_duration", StringComparison.Ordinal));
        ClusterMember member = Assert.Single(await _client.GossipAsync(Never));
        Assert.True(member.IsLeader);
        Assert.Equal(new NodeAddress("127.0.0.1", _server.Port), member.Address);
        Assert.NotEmpty(await _client.StartScavengeAsync(Never));
    }
}
