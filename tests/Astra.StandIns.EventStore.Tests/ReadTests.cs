using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Wire = Astra.Journal.EventStore.Wire;
using Case = Astra.Journal.EventStore.Wire.ReadResp.ContentOneofCase;

namespace Astra.StandIns.EventStore.Tests;

/// <summary>Reading, subscriptions, and what metadata and deletes do to them.</summary>
public sealed class ReadTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 7, 20, 4, 0, 0, TimeSpan.Zero));
    private EventStoreStandIn _standIn = null!;
    private TestClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _standIn = await EventStoreStandIn.StartAsync(new EventStoreStandInOptions { Time = _time });
        _client = new TestClient(_standIn.Port);
        for (byte i = 0; i < 100; i++) _standIn.Store.Append("s", "t", new[] { i });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _standIn.DisposeAsync();
    }

    [Fact]
    public async Task A_bounded_read_is_inclusive_of_its_start_and_ends_with_the_last_position()
    {
        List<Wire.ReadResp> messages = await _client.ReadAsync("s", 2, 3);
        Assert.Equal([Case.Event, Case.Event, Case.Event, Case.LastStreamPosition], messages.Select(message => message.ContentCase));
        Assert.Equal(2ul, messages[0].Event.Event.StreamRevision);
        Assert.Equal(99ul, messages[^1].LastStreamPosition);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), await _client.RevisionsAsync("s"));
        Assert.Equal((long[])[99, 98], await _client.RevisionsAsync("s", -1, 2, backwards: true));
        Assert.Equal((long[])[2, 1, 0], await _client.RevisionsAsync("s", 2, backwards: true));
    }

    [Fact]
    public async Task An_event_comes_back_with_type_content_type_and_time_in_steps_of_100_nanoseconds()
    {
        _standIn.Store.Append("j", "kind", "{}"u8.ToArray(), new byte[] { 7 }, isJson: true);
        Wire.ReadResp.Types.RecordedEvent read = (await _client.ReadAsync("j"))[0].Event.Event;
        Assert.Equal(("kind", "application/json"), (read.Metadata["type"], read.Metadata["content-type"]));
        Assert.Equal(((_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks).ToString(System.Globalization.CultureInfo.InvariantCulture), read.Metadata["created"]);
        Assert.Equal([7], read.CustomMetadata.ToByteArray());
    }

    [Fact]
    public async Task A_missing_stream_is_a_message()
    {
        Wire.ReadResp message = Assert.Single(await _client.ReadAsync("none"));
        Assert.Equal("none", message.StreamNotFound.StreamIdentifier.StreamName.ToStringUtf8());
    }

    [Fact]
    public async Task A_start_that_holds_nothing_is_answered_with_where_to_go_on()
    {
        Assert.Equal([Case.FirstStreamPosition, Case.LastStreamPosition], (await _client.ReadAsync("s", 200)).Select(message => message.ContentCase));
        Assert.Equal(100ul, (await _client.ReadAsync("s", 200))[0].FirstStreamPosition);
        await _client.SetMetadataAsync("s", """{"$tb":90}""");
        List<Wire.ReadResp> messages = await _client.ReadAsync("s", 0, 2);
        Assert.Equal((90ul, 90ul), (messages[0].FirstStreamPosition, messages[1].Event.Event.StreamRevision));
    }

    [Fact]
    public async Task Positions_are_told_only_to_those_who_ask()
    {
        Wire.ReadReq.Types.Options options = TestClient.Options("s", 98);
        options.Count = 10;
        options.ControlOption = null;
        Assert.All(await _client.ReadAsync(options), message => Assert.Equal(Case.Event, message.ContentCase));
    }

    [Fact]
    public async Task Wrong_requests_fail_as_on_the_server()
    {
        Assert.Equal(StatusCode.Unknown, (await Assert.ThrowsAsync<RpcException>(() => _client.ReadAsync("s", 0, 0))).StatusCode);
        Wire.ReadReq.Types.Options withoutFilter = TestClient.Options("s", 0), withoutIds = TestClient.Options("s", 0);
        withoutFilter.Count = withoutIds.Count = 1;
        withoutFilter.NoFilter = null;
        withoutIds.UuidOption = null;
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => _client.ReadAsync(withoutFilter))).StatusCode);
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => _client.ReadAsync(withoutIds))).StatusCode);
    }

    [Fact]
    public async Task Count_and_age_hide_at_once_and_a_scavenge_frees()
    {
        await _client.SetMetadataAsync("s", """{"$maxCount":3}""");
        Assert.Equal((long[])[97, 98, 99], await _client.RevisionsAsync("s"));
        _time.Advance(TimeSpan.FromSeconds(60));
        _standIn.Store.Append("s", "t", new byte[] { 1 });
        await _client.SetMetadataAsync("s", """{"$maxAge":30}""");
        Assert.Equal((long[])[100], await _client.RevisionsAsync("s"));
        Assert.Equal(101, _standIn.Store.Read("s").Count);
        Wire.ScavengeResp answer = await new Wire.Operations.OperationsClient(_client.Channel).StartScavengeAsync(
            new Wire.StartScavengeReq { Options = new() { ThreadCount = 1 } }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Single(_standIn.Store.Read("s"));
        Assert.Equal(2, _standIn.Store.Read("$scavenges-" + answer.ScavengeId).Count);
        Assert.Equal(101, await _client.OneAsync("s", 100, Guid.NewGuid()));
    }

    [Fact]
    public async Task A_deleted_stream_is_not_found_and_goes_on_with_its_numbers()
    {
        Wire.DeleteReq request = new() { Options = new() { StreamIdentifier = TestClient.Name("s"), Revision = 50 } };
        RpcException wrong = await Assert.ThrowsAsync<RpcException>(async () => await _client.DeleteAsync(request));
        Assert.Equal((StatusCode.FailedPrecondition, "wrong-expected-version"), (wrong.StatusCode, wrong.Trailers.GetValue("exception")));
        Assert.Equal(("s", "50", "99"), (wrong.Trailers.GetValue("stream-name"), wrong.Trailers.GetValue("expected-version"), wrong.Trailers.GetValue("actual-version")));
        request.Options.Revision = 99;
        Assert.NotNull((await _client.DeleteAsync(request)).Position);
        Assert.Equal(Case.StreamNotFound, (await _client.ReadAsync("s")).Single().ContentCase);
        Assert.Equal(100, await _client.OneAsync("s", TestClient.NoStream, Guid.NewGuid()));
        Assert.Equal((long[])[100], await _client.RevisionsAsync("s"));
    }

    [Fact]
    public async Task A_tombstone_is_for_ever()
    {
        await _client.TombstoneAsync("s");
        RpcException read = await Assert.ThrowsAsync<RpcException>(() => _client.ReadAsync("s"));
        RpcException append = await Assert.ThrowsAsync<RpcException>(() => _client.OneAsync("s", TestClient.Any, Guid.NewGuid()));
        foreach (RpcException refused in (RpcException[])[read, append])
            Assert.Equal((StatusCode.FailedPrecondition, "stream-deleted", "s"),
                (refused.StatusCode, refused.Trailers.GetValue("exception"), refused.Trailers.GetValue("stream-name")));
        using BatchClient batch = new(_client);
        await batch.SendAsync(BatchClient.Request("s", TestClient.Any, Guid.NewGuid()));
        Wire.Status error = (await batch.NextAsync()).Error;
        Assert.Equal(((int)StatusCode.NotFound, true), (error.Code, error.Details.Is(Wire.StreamDeleted.Descriptor)));
    }

    [Fact]
    public async Task A_subscription_is_exclusive_of_its_start_catches_up_and_goes_on()
    {
        Wire.ReadReq.Types.Options options = TestClient.Options("s", 97);
        options.Subscription = new Wire.ReadReq.Types.SubscriptionOptions();
        using AsyncServerStreamingCall<Wire.ReadResp> call = _client.Open(options);
        List<Case> cases = [];
        for (int i = 0; i < 4; i++) cases.Add((await NextAsync(call)).ContentCase);
        Assert.Equal([Case.Confirmation, Case.Event, Case.Event, Case.CaughtUp], cases);
        _standIn.Store.Append("s", "t", new byte[] { 1 });
        Assert.Equal(100ul, (await NextAsync(call)).Event.Event.StreamRevision);
    }

    [Fact]
    public async Task A_subscription_of_a_missing_stream_waits()
    {
        Wire.ReadReq.Types.Options options = TestClient.Options("later", 0);
        options.Stream.Start = new Wire.Empty();
        options.Subscription = new Wire.ReadReq.Types.SubscriptionOptions();
        using AsyncServerStreamingCall<Wire.ReadResp> call = _client.Open(options);
        Assert.Equal(Case.Confirmation, (await NextAsync(call)).ContentCase);
        Assert.Equal(Case.CaughtUp, (await NextAsync(call)).ContentCase);
        _standIn.Store.Append("later", "t", new byte[] { 1 });
        Assert.Equal(0ul, (await NextAsync(call)).Event.Event.StreamRevision);
    }

    [Fact]
    public async Task All_streams_take_only_positions_that_the_server_gave()
    {
        Wire.ReadReq.Types.Options options = TestClient.Options("s", 0);
        options.Count = 3;
        options.All = new() { Position = new() { CommitPosition = _standIn.Store.Read("s")[98].Position, PreparePosition = _standIn.Store.Read("s")[98].Position } };
        Assert.Equal([98ul, 99ul], (await _client.ReadAsync(options)).Select(message => message.Event.Event.StreamRevision));
        options.All.Position.CommitPosition++;
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => _client.ReadAsync(options));
        Assert.Equal((StatusCode.Unknown, "InvalidPosition"), (refused.StatusCode, refused.Status.Detail));
    }

    private static async Task<Wire.ReadResp> NextAsync(AsyncServerStreamingCall<Wire.ReadResp> call)
    {
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(BatchClient.Patience));
        return call.ResponseStream.Current;
    }
}
