using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore.Tests;

/// <summary>The table of expected revisions, the table of repeated ids, and the limits, through the simple call.</summary>
public sealed class AppendRulesTests : IAsyncLifetime
{
    private const long NoStream = TestClient.NoStream, Any = TestClient.Any, Exists = TestClient.Exists;
    private EventStoreStandIn _standIn = null!;
    private TestClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _standIn = await EventStoreStandIn.StartAsync(new EventStoreStandInOptions { MaxAppendEventSize = 2_000_000 });
        _client = new TestClient(_standIn.Port);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _standIn.DisposeAsync();
    }

    [Fact]
    public async Task Revisions_begin_at_0_and_a_number_must_be_the_last()
    {
        Assert.Equal(0, await One(NoStream));
        Assert.Equal(1, await One(0));
        Assert.Equal(-1 - 1, await One(0));
        Assert.Equal(-1 - 1, await One(5));
        Assert.Equal(-1 - 1, await One(NoStream));
        Assert.Equal(2, await One(Any));
        Assert.Equal(3, await One(Exists));
        Assert.Equal(4, _standIn.Store.Read("s").Count);
    }

    [Fact]
    public async Task A_stream_that_is_missing_exists_when_it_has_metadata()
    {
        Wire.AppendResp refused = await _client.AppendAsync("s", Exists, (Guid.NewGuid(), [1]));
        Assert.NotNull(refused.WrongExpectedVersion.CurrentNoStream);
        Assert.NotNull(refused.WrongExpectedVersion.ExpectedStreamExists);
        await _client.SetMetadataAsync("s", """{"$maxCount":5}""");
        Assert.Equal(0, await One(Exists));
    }

    [Fact]
    public async Task No_expected_revision_is_an_invalid_argument()
    {
        using AsyncClientStreamingCall<Wire.AppendReq, Wire.AppendResp> call = _client.Streams.Append(_client.Headers, cancellationToken: TestContext.Current.CancellationToken);
        await call.RequestStream.WriteAsync(new Wire.AppendReq { Options = new() { StreamIdentifier = TestClient.Name("s") } }, TestContext.Current.CancellationToken);
        await call.RequestStream.CompleteAsync();
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_same_ids_with_the_same_number_are_acknowledged_again_even_after_a_restart(bool restart)
    {
        (Guid, byte[])[] events = [(Guid.NewGuid(), [1]), (Guid.NewGuid(), [2])];
        Wire.AppendResp first = await _client.AppendAsync("s", NoStream, events);
        await One(1);
        if (restart) await RestartAsync();
        Wire.AppendResp again = await _client.AppendAsync("s", NoStream, events);
        Assert.Equal(first.Success, again.Success);
        Assert.Equal(3, _standIn.Store.Read("s").Count);
        Assert.Equal(1, _standIn.Counts.Duplicates);
    }

    [Fact]
    public async Task Any_and_exists_know_a_repeated_id_only_until_a_restart()
    {
        Guid id = Guid.NewGuid();
        Assert.Equal(0, await _client.OneAsync("s", Any, id));
        await One(0);
        Assert.Equal(0, await _client.OneAsync("s", Any, id));
        Assert.Equal(0, await _client.OneAsync("s", Exists, id));
        await RestartAsync();
        Assert.Equal(2, await _client.OneAsync("s", Any, id));
    }

    [Theory]
    [InlineData(NoStream)]
    [InlineData(Any)]
    public async Task A_known_id_with_a_new_one_is_refused(long expected)
    {
        Guid known = Guid.NewGuid();
        await _client.OneAsync("s", NoStream, known);
        Assert.NotNull((await _client.AppendAsync("s", expected, (known, [1]), (Guid.NewGuid(), [2]))).WrongExpectedVersion);
        Assert.Single(_standIn.Store.Read("s"));
    }

    [Fact]
    public async Task Payloads_are_not_compared()
    {
        Guid id = Guid.NewGuid();
        await _client.OneAsync("s", NoStream, id, [1]);
        Assert.Equal(0, await _client.OneAsync("s", NoStream, id, [2]));
        Assert.Equal([1], _standIn.Store.Read("s")[0].Data.ToArray());
    }

    [Fact]
    public async Task The_same_id_with_the_right_next_revision_is_written_again()
    {
        Guid id = Guid.NewGuid();
        Assert.Equal(0, await _client.OneAsync("s", NoStream, id));
        Assert.Equal(1, await _client.OneAsync("s", 0, id));
    }

    [Fact]
    public async Task The_same_id_twice_in_one_append_and_in_another_stream_is_written()
    {
        Guid id = Guid.NewGuid();
        Assert.Equal(1ul, (await _client.AppendAsync("s", Any, (id, [1]), (id, [1]))).Success.CurrentRevision);
        Assert.Equal(0, await _client.OneAsync("other", Any, id));
    }

    [Theory]
    [InlineData(1_048_574, true)]
    [InlineData(1_048_575, false)]
    public async Task The_size_of_an_append_counts_data_and_twice_the_type(int bytes, bool passes)
    {
        if (passes)
        {
            Assert.NotNull((await _client.AppendAsync("s", NoStream, (Guid.NewGuid(), new byte[bytes]))).Success);
            Assert.Equal(1024 * 1024, _standIn.Counts.LargestAppend);
            return;
        }
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => _client.AppendAsync("s", NoStream, (Guid.NewGuid(), new byte[bytes])));
        Assert.Equal((StatusCode.InvalidArgument, "maximum-append-size-exceeded"), (refused.StatusCode, refused.Trailers.GetValue("exception")));
        Assert.Equal("1048576", refused.Trailers.GetValue("maximum-append-size"));
        using BatchClient batch = new(_client);
        await batch.SendAsync(BatchClient.Request("s", NoStream, Guid.NewGuid(), bytes));
        Wire.Status error = (await batch.NextAsync()).Error;
        Assert.Equal(1024u * 1024, error.Details.Unpack<Wire.MaximumAppendSizeExceeded>().MaxAppendSize);
    }

    [Fact]
    public async Task One_event_too_large_is_named()
    {
        Guid id = Guid.NewGuid();
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => _client.AppendAsync("s", NoStream, (id, new byte[2_000_000])));
        Assert.Equal((StatusCode.InvalidArgument, "maximum-append-event-size-exceeded"), (refused.StatusCode, refused.Trailers.GetValue("exception")));
        using BatchClient batch = new(_client);
        await batch.SendAsync(BatchClient.Request("s", NoStream, id, 2_000_000));
        Assert.Equal(id.ToString(), (await batch.NextAsync()).Error.Details.Unpack<Wire.MaximumAppendEventSizeExceeded>().EventId);
    }

    [Fact]
    public async Task An_empty_name_crashes_the_handler()
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => _client.AppendAsync("", NoStream, (Guid.NewGuid(), [1])));
        Assert.Equal((StatusCode.Unknown, "Exception was thrown by handler."), (refused.StatusCode, refused.Status.Detail));
    }

    // A client that lived through a restart may try a dead connection first.
    private async Task RestartAsync()
    {
        await _standIn.RestartAsync();
        _client.Dispose();
        _client = new TestClient(_standIn.Port);
    }

    private Task<long> One(long expected) => _client.OneAsync("s", expected, Guid.NewGuid());
}
