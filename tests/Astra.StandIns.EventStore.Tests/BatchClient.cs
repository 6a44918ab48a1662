using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore.Tests;

/// <summary>One open batch call.</summary>
internal sealed class BatchClient(TestClient client) : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public AsyncDuplexStreamingCall<Wire.BatchAppendReq, Wire.BatchAppendResp> Call { get; } = client.Streams.BatchAppend(client.Headers);

    public static Wire.BatchAppendReq Request(string stream, long expected, Guid id, int size = 1, Guid? correlation = null)
    {
        Wire.BatchAppendReq.Types.Options options = new() { StreamIdentifier = TestClient.Name(stream), Deadline = Duration.FromTimeSpan(TimeSpan.FromSeconds(30)) };
        if (expected == TestClient.NoStream) options.NoStream = new Empty();
        else if (expected == TestClient.Any) options.Any = new Empty();
        else if (expected == TestClient.Exists) options.StreamExists = new Empty();
        else options.StreamPosition = (ulong)expected;
        Wire.BatchAppendReq request = new() { CorrelationId = TestClient.Id(correlation ?? Guid.NewGuid()), Options = options, IsFinal = true };
        request.ProposedMessages.Add(Message(id, size));
        return request;
    }

    public static Wire.BatchAppendReq.Types.ProposedMessage Message(Guid id, int size = 1)
    {
        Wire.BatchAppendReq.Types.ProposedMessage message = new() { Id = TestClient.Id(id), Data = ByteString.CopyFrom(TestClient.Bytes(size)) };
        message.Metadata.Add("type", "t");
        message.Metadata.Add("content-type", "application/octet-stream");
        return message;
    }

    public Task SendAsync(Wire.BatchAppendReq request) => Call.RequestStream.WriteAsync(request);

    /// <summary>Sends one event each with the revisions that follow, without waiting.</summary>
    public async Task SendRunAsync(string stream, int count, long after = -1, int size = 1)
    {
        for (int i = 0; i < count; i++) await SendAsync(Request(stream, after + i, Guid.NewGuid(), size));
    }

    public async Task<Wire.BatchAppendResp> NextAsync()
    {
        Assert.True(await MoreAsync().WaitAsync(Patience), "the call ended without an answer");
        return Call.ResponseStream.Current;
    }

    public async Task<List<Wire.BatchAppendResp>> TakeAsync(int count)
    {
        List<Wire.BatchAppendResp> answers = [];
        while (answers.Count < count) answers.Add(await NextAsync());
        return answers;
    }

    /// <summary>The status that the call ends with.</summary>
    public async Task<RpcException> FaultAsync() => await Assert.ThrowsAsync<RpcException>(async () =>
    {
        while (await MoreAsync().WaitAsync(Patience)) continue;
    });

    public Task<bool> MoreAsync() => Call.ResponseStream.MoveNext(CancellationToken.None);

    public void Dispose() => Call.Dispose();
}
