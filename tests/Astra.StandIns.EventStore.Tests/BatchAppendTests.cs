using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore.Tests;

/// <summary>The journal's way of appending, with the three traps of the real server.</summary>
public sealed class BatchAppendTests : IAsyncLifetime
{
    private EventStoreStandIn _standIn = null!;
    private TestClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _standIn = await EventStoreStandIn.StartAsync(new EventStoreStandInOptions { WriteTimeoutMs = 200 });
        _client = new TestClient(_standIn.Port);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _standIn.DisposeAsync();
    }

    [Fact]
    public async Task Two_thousand_appends_sent_without_waiting_are_answered_in_order()
    {
        using BatchClient batch = new(_client);
        await batch.SendRunAsync("s", 2000, size: 100);
        List<Wire.BatchAppendResp> answers = await batch.TakeAsync(2000);
        Assert.Equal(Enumerable.Range(0, 2000), answers.Select(answer => (int)answer.Success.CurrentRevision));
        Assert.Equal(2000, _standIn.Store.Read("s").Count);
        Assert.Equal(2000, _standIn.Counts.EventsStored);
        Assert.InRange(_standIn.Counts.MostInFlight, 1, 2000);
        Assert.Equal(0, _standIn.Counts.HalfClosesWithAnswersOwed);
    }

    [Fact]
    public async Task An_answer_echoes_correlation_stream_and_expected_revision()
    {
        using BatchClient batch = new(_client);
        Wire.BatchAppendReq request = BatchClient.Request("s", TestClient.NoStream, Guid.NewGuid());
        request.CorrelationId = new Wire.UUID { String = Guid.NewGuid().ToString() };
        await batch.SendAsync(request);
        Wire.BatchAppendResp answer = await batch.NextAsync();
        Assert.Equal(request.CorrelationId, answer.CorrelationId);
        Assert.Equal("s", answer.StreamIdentifier.StreamName.ToStringUtf8());
        Assert.Equal(Wire.BatchAppendResp.ExpectedStreamPositionOneofCase.NoStream, answer.ExpectedStreamPositionCase);
        Assert.Equal(Wire.BatchAppendResp.Types.Success.PositionOptionOneofCase.Position, answer.Success.PositionOptionCase);
    }

    [Fact]
    public async Task A_wrong_revision_names_the_current_one()
    {
        using BatchClient batch = new(_client);
        await batch.SendRunAsync("s", 3);
        await batch.TakeAsync(3);
        await batch.SendAsync(BatchClient.Request("s", 7, Guid.NewGuid()));
        Wire.Status error = (await batch.NextAsync()).Error;
        Assert.Equal((int)StatusCode.AlreadyExists, error.Code);
        Wire.WrongExpectedVersion detail = error.Details.Unpack<Wire.WrongExpectedVersion>();
        Assert.Equal("type.googleapis.com/event_store.client.WrongExpectedVersion", error.Details.TypeUrl);
        Assert.Equal((2ul, 7ul), (detail.CurrentStreamRevision, detail.ExpectedStreamPosition));
        Assert.Equal(1, _standIn.Counts.WrongRevisions);
    }

    [Fact]
    public async Task An_append_in_several_requests_is_one_append()
    {
        using BatchClient batch = new(_client);
        Guid correlation = Guid.NewGuid();
        Wire.BatchAppendReq first = BatchClient.Request("s", TestClient.NoStream, Guid.NewGuid(), correlation: correlation);
        first.IsFinal = false;
        await batch.SendAsync(first);
        await batch.SendAsync(BatchClient.Request("other", TestClient.NoStream, Guid.NewGuid()));
        Assert.Equal("other", (await batch.NextAsync()).StreamIdentifier.StreamName.ToStringUtf8());
        Assert.Empty(_standIn.Store.Read("s"));
        await batch.SendAsync(new Wire.BatchAppendReq { CorrelationId = TestClient.Id(correlation), ProposedMessages = { BatchClient.Message(Guid.NewGuid()) }, IsFinal = true });
        Assert.Equal(1ul, (await batch.NextAsync()).Success.CurrentRevision);
    }

    [Fact]
    public async Task An_append_that_never_becomes_whole_times_out_with_its_id_in_structured_form()
    {
        using BatchClient batch = new(_client);
        Guid correlation = Guid.NewGuid();
        Wire.BatchAppendReq request = BatchClient.Request("s", TestClient.NoStream, Guid.NewGuid());
        request.CorrelationId = new Wire.UUID { String = correlation.ToString() };
        request.IsFinal = false;
        await batch.SendAsync(request);
        Wire.BatchAppendResp answer = await batch.NextAsync();
        Assert.Equal(TestClient.Id(correlation), answer.CorrelationId);
        Assert.Equal((int)StatusCode.DeadlineExceeded, answer.Error.Code);
        Assert.True(answer.Error.Details.Is(Wire.Timeout.Descriptor));
    }

    [Fact]
    public async Task A_deadline_that_is_over_is_refused_at_once()
    {
        using BatchClient batch = new(_client);
        Wire.BatchAppendReq request = BatchClient.Request("s", TestClient.NoStream, Guid.NewGuid());
        request.Options.Deadline = Duration.FromTimeSpan(TimeSpan.Zero);
        await batch.SendAsync(request);
        Assert.Equal((int)StatusCode.DeadlineExceeded, (await batch.NextAsync()).Error.Code);
        Assert.Empty(_standIn.Store.Read("s"));
    }

    [Fact]
    public async Task The_absolute_deadline_fails_when_the_clocks_differ()
    {
        _standIn.Store.ClockOffset = TimeSpan.FromMinutes(5);
        using BatchClient batch = new(_client);
        Wire.BatchAppendReq request = BatchClient.Request("s", TestClient.NoStream, Guid.NewGuid());
        request.Options.Deadline21100 = Timestamp.FromDateTime(DateTime.UtcNow.AddSeconds(30));
        await batch.SendAsync(request);
        Assert.Equal((int)StatusCode.DeadlineExceeded, (await batch.NextAsync()).Error.Code);
        Assert.Equal(1, _standIn.Counts.AbsoluteDeadlines);
        await batch.SendAsync(BatchClient.Request("s", TestClient.NoStream, Guid.NewGuid()));
        Assert.NotNull((await batch.NextAsync()).Success);
    }

    [Fact]
    public async Task A_missing_type_is_a_bad_request_and_a_timeout_follows()
    {
        using BatchClient batch = new(_client);
        Wire.BatchAppendReq request = BatchClient.Request("s", TestClient.NoStream, Guid.NewGuid());
        request.ProposedMessages[0].Metadata.Remove("type");
        await batch.SendAsync(request);
        List<Wire.BatchAppendResp> answers = await batch.TakeAsync(2);
        Assert.Equal((int)StatusCode.InvalidArgument, answers[0].Error.Code);
        Assert.True(answers[0].Error.Details.Is(Wire.BadRequest.Descriptor));
        Assert.Equal((int)StatusCode.DeadlineExceeded, answers[1].Error.Code);
        Assert.Equal(answers[0].CorrelationId, answers[1].CorrelationId);
    }

    [Fact]
    public async Task No_expected_revision_is_a_bad_request()
    {
        using BatchClient batch = new(_client);
        Wire.BatchAppendReq request = BatchClient.Request("s", TestClient.NoStream, Guid.NewGuid());
        request.Options.ClearExpectedStreamPosition();
        await batch.SendAsync(request);
        Assert.Equal((int)StatusCode.InvalidArgument, (await batch.NextAsync()).Error.Code);
    }

    [Fact]
    public async Task An_all_zero_id_crashes_the_handler()
    {
        using BatchClient batch = new(_client);
        await batch.SendAsync(BatchClient.Request("s", TestClient.NoStream, Guid.Empty));
        RpcException fault = await batch.FaultAsync();
        Assert.Equal((StatusCode.Unknown, "Exception was thrown by handler."), (fault.StatusCode, fault.Status.Detail));
    }

    [Fact]
    public async Task A_half_close_with_answers_owed_loses_all_but_one()
    {
        _standIn.Faults.AnswerDelay = TimeSpan.FromMilliseconds(100);
        using BatchClient batch = new(_client);
        await batch.SendRunAsync("s", 20);
        await batch.Call.RequestStream.CompleteAsync();
        await batch.NextAsync();
        Assert.False(await batch.MoreAsync().WaitAsync(BatchClient.Patience, TestContext.Current.CancellationToken));
        Assert.Equal(20, _standIn.Store.Read("s").Count);
        Assert.Equal(1, _standIn.Counts.HalfClosesWithAnswersOwed);
    }

    [Fact]
    public async Task A_half_close_after_all_answers_never_ends_the_call()
    {
        using BatchClient batch = new(_client);
        await batch.SendRunAsync("s", 3);
        await batch.TakeAsync(3);
        await batch.Call.RequestStream.CompleteAsync();
        Task<bool> more = batch.MoreAsync();
        Assert.NotSame(more, await Task.WhenAny(more, Task.Delay(400, TestContext.Current.CancellationToken)));
        Assert.Equal(0, _standIn.Counts.HalfClosesWithAnswersOwed);
    }
}
