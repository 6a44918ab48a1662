using System.Diagnostics;
using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore.Tests;

/// <summary>Every scripted fault, seen from a client.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private EventStoreStandIn _standIn = null!;
    private TestClient _client = null!;

    private EventStoreFaults Faults => _standIn.Faults;

    public async ValueTask InitializeAsync()
    {
        _standIn = await EventStoreStandIn.StartAsync(new EventStoreStandInOptions { CommitTimeoutMs = 200 });
        _client = new TestClient(_standIn.Port);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _standIn.DisposeAsync();
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public async Task A_timeout_says_nothing_about_what_is_stored(bool stored, int events)
    {
        using BatchClient batch = await OpenAsync();
        Faults.TimeOutNext(1, stored);
        await batch.SendRunAsync("s", 2, after: 0);
        List<Wire.BatchAppendResp> answers = await batch.TakeAsync(2);
        Assert.Equal((int)StatusCode.DeadlineExceeded, answers[0].Error.Code);
        Assert.True(answers[0].Error.Details.Is(Wire.Timeout.Descriptor));
        // The one behind it fits only when the first is there.
        Assert.Equal(stored, answers[1].Success is not null);
        Assert.Equal(events, _standIn.Store.Read("s").Count);
        Assert.Equal(1, _standIn.Counts.Timeouts);
    }

    [Fact]
    public async Task The_simple_call_times_out_with_aborted()
    {
        Faults.TimeOutNext(1, stored: true);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => _client.OneAsync("s", TestClient.NoStream, Guid.NewGuid()));
        Assert.Equal(StatusCode.Aborted, refused.StatusCode);
        Assert.StartsWith("Operation timed out", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Single(_standIn.Store.Read("s"));
    }

    [Fact]
    public async Task Answers_out_of_order_are_all_there()
    {
        using BatchClient batch = await OpenAsync();
        Faults.OutOfOrder = 4;
        await batch.SendRunAsync("s", 4, after: 0);
        Assert.Equal([4, 3, 2, 1], (await batch.TakeAsync(4)).Select(answer => (int)answer.Success.CurrentRevision));
        Assert.Equal(5, _standIn.Store.Read("s").Count);
    }

    [Fact]
    public async Task A_dropped_answer_leaves_the_others()
    {
        using BatchClient batch = await OpenAsync();
        Faults.DropAnswers(1);
        await batch.SendRunAsync("s", 3, after: 0);
        Assert.Equal([2, 3], (await batch.TakeAsync(2)).Select(answer => (int)answer.Success.CurrentRevision));
        Assert.Equal(4, _standIn.Store.Read("s").Count);
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 3)]
    public async Task A_faulted_call_ends_with_the_status_and_trailers_of_choice(bool stored, int events)
    {
        using BatchClient batch = await OpenAsync();
        Faults.FaultCallAfter(2, StatusCode.Internal, "broken", new Dictionary<string, string> { ["exception"] = "of-choice" }, stored);
        await batch.SendRunAsync("s", 3, after: 0);
        RpcException fault = await batch.FaultAsync();
        Assert.Equal((StatusCode.Internal, "broken", "of-choice"), (fault.StatusCode, fault.Status.Detail, fault.Trailers.GetValue("exception")));
        Assert.Equal(events, _standIn.Store.Read("s").Count);
        using BatchClient next = await OpenAsync("t");
    }

    [Fact]
    public async Task Muted_appends_are_neither_stored_nor_answered_and_reads_go_on()
    {
        using BatchClient batch = await OpenAsync();
        Faults.MuteAppends = true;
        await batch.SendRunAsync("s", 2, after: 0);
        Assert.Equal((long[])[0], await _client.RevisionsAsync("s"));
        Faults.Heal();
        await batch.SendAsync(BatchClient.Request("s", 0, Guid.NewGuid()));
        Assert.Equal(1ul, (await batch.NextAsync()).Success.CurrentRevision);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_frozen_quorum_times_out_and_stores_on_thawing_or_never(bool stored)
    {
        using BatchClient batch = await OpenAsync();
        Faults.FreezeQuorum(stored);
        await batch.SendRunAsync("s", 2, after: 0);
        Assert.All(await batch.TakeAsync(2), answer => Assert.Equal((int)StatusCode.DeadlineExceeded, answer.Error.Code));
        Assert.Single(_standIn.Store.Read("s"));
        Faults.Thaw();
        await batch.SendAsync(BatchClient.Request("s", stored ? 2 : 0, Guid.NewGuid()));
        Assert.Equal(stored ? 3ul : 1ul, (await batch.NextAsync()).Success.CurrentRevision);
    }

    [Fact]
    public async Task Another_leader_is_named_and_the_whole_call_ends()
    {
        using BatchClient batch = await OpenAsync();
        Faults.OtherLeader = ("127.0.0.1", 9);
        await batch.SendRunAsync("s", 1, after: 0);
        RpcException fault = await batch.FaultAsync();
        RpcException read = await Assert.ThrowsAsync<RpcException>(() => _client.ReadAsync("s"));
        foreach (RpcException refused in (RpcException[])[fault, read])
        {
            Assert.Equal((StatusCode.NotFound, "not-leader"), (refused.StatusCode, refused.Trailers.GetValue("exception")));
            Assert.Equal(("127.0.0.1", "9"), (refused.Trailers.GetValue("leader-endpoint-host"), refused.Trailers.GetValue("leader-endpoint-port")));
        }
        using TestClient anywhere = new(_standIn.Port, requiresLeader: false);
        Assert.Equal((long[])[0], await anywhere.RevisionsAsync("s"));
        Assert.Equal(1, _standIn.Counts.WithoutRequiresLeader);
    }

    [Fact]
    public async Task Credentials_and_permissions_can_go_at_any_time()
    {
        using BatchClient batch = await OpenAsync();
        Faults.AccessDenied = true;
        await batch.SendRunAsync("s", 1, after: 0);
        Wire.Status error = (await batch.NextAsync()).Error;
        Assert.Equal(((int)StatusCode.PermissionDenied, true), (error.Code, error.Details.Is(Wire.AccessDenied.Descriptor)));
        RpcException read = await Assert.ThrowsAsync<RpcException>(() => _client.ReadAsync("s"));
        Assert.Equal((StatusCode.PermissionDenied, "access-denied"), (read.StatusCode, read.Trailers.GetValue("exception")));
        Faults.Heal();
        Faults.Unauthenticated = true;
        await batch.SendRunAsync("s", 1, after: 0);
        Assert.Equal(StatusCode.Unauthenticated, (await batch.FaultAsync()).StatusCode);
    }

    [Fact]
    public async Task A_full_disk_crashes_appends_and_leaves_reads()
    {
        using BatchClient batch = await OpenAsync();
        Faults.DiskFull = true;
        await batch.SendRunAsync("s", 1, after: 0);
        Assert.Equal("Exception was thrown by handler.", (await batch.FaultAsync()).Status.Detail);
        Assert.Equal(StatusCode.Unknown, (await Assert.ThrowsAsync<RpcException>(() => _client.OneAsync("s", 0, Guid.NewGuid()))).StatusCode);
        Assert.Equal((long[])[0], await _client.RevisionsAsync("s"));
    }

    [Theory]
    [InlineData(ServerState.NotReady, "Server Is Not Ready")]
    [InlineData(ServerState.TooBusy, "Server Is Too Busy")]
    public async Task A_server_that_does_not_serve_says_so(ServerState state, string text)
    {
        using BatchClient batch = await OpenAsync();
        Faults.State = state;
        await batch.SendRunAsync("s", 1, after: 0);
        Wire.Status error = (await batch.NextAsync()).Error;
        Assert.Equal((text, null), (error.Message, error.Details));
        RpcException read = await Assert.ThrowsAsync<RpcException>(() => _client.ReadAsync("s"));
        Assert.Equal((StatusCode.Unavailable, text), (read.StatusCode, read.Status.Detail));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_read_breaks_after_some_events(bool abort)
    {
        for (int i = 0; i < 50; i++) _standIn.Store.Append("s", "t", new byte[] { 1 });
        Faults.BreakReads(10, abortConnection: abort);
        using AsyncServerStreamingCall<Wire.ReadResp> call = _client.Open(Bounded("s"));
        int events = 0;
        await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken)) events++;
        });
        Assert.InRange(events, abort ? 0 : 10, 10);
        Assert.Equal(50, (await _client.RevisionsAsync("s")).Length);
    }

    [Fact]
    public async Task Killed_in_the_middle_of_a_batch_some_frames_are_stored_and_none_is_answered()
    {
        using BatchClient batch = await OpenAsync();
        Faults.KillMidBatch(after: 3, inFlight: 4, stored: 2);
        await batch.SendRunAsync("s", 3, after: 0);
        await batch.TakeAsync(3);
        await batch.SendRunAsync("s", 4, after: 3);
        RpcException fault = await batch.FaultAsync();
        Assert.Contains(fault.StatusCode, (StatusCode[])[StatusCode.Unavailable, StatusCode.Internal, StatusCode.Cancelled]);
        await _standIn.WhenKilled.WaitAsync(BatchClient.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(6, _standIn.Store.Read("s").Count);
        Assert.False(_standIn.IsRunning);
        await _standIn.RestartAsync();
        using TestClient again = new(_standIn.Port);
        Assert.Equal(6, await again.OneAsync("s", 5, Guid.NewGuid()));
    }

    [Fact]
    public async Task A_storm_on_a_cold_connection_is_never_answered()
    {
        Faults.ColdLimit = 100;
        Faults.ColdStart = TimeSpan.FromMilliseconds(50);
        using BatchClient storm = new(_client);
        await storm.SendRunAsync("s", 101);
        Task<bool> answer = storm.MoreAsync();
        Assert.NotSame(answer, await Task.WhenAny(answer, Task.Delay(500, TestContext.Current.CancellationToken)));
        using BatchClient warm = await OpenAsync("t");
        await warm.SendRunAsync("t", 200, after: 0);
        Assert.Equal(200, (await warm.TakeAsync(200)).Count);
    }

    [Fact]
    public async Task A_muted_server_holds_every_call_and_a_delay_holds_every_answer()
    {
        Faults.AnswerDelay = TimeSpan.FromMilliseconds(100);
        long since = Stopwatch.GetTimestamp();
        await _client.OneAsync("s", TestClient.NoStream, Guid.NewGuid());
        Assert.True(Stopwatch.GetElapsedTime(since) >= TimeSpan.FromMilliseconds(95));
        Faults.Mute = true;
        Task<List<Wire.ReadResp>> read = _client.ReadAsync("s");
        Assert.NotSame(read, await Task.WhenAny(read, Task.Delay(200, TestContext.Current.CancellationToken)));
        Assert.Equal(1, _standIn.Counts.OpenCalls);
    }

    private static Wire.ReadReq.Types.Options Bounded(string stream)
    {
        Wire.ReadReq.Types.Options options = TestClient.Options(stream, 0);
        options.Count = 1000;
        return options;
    }

    // A call that has had an answer.
    private async Task<BatchClient> OpenAsync(string stream = "s")
    {
        BatchClient batch = new(_client);
        await batch.SendRunAsync(stream, 1);
        Assert.NotNull((await batch.NextAsync()).Success);
        return batch;
    }
}
