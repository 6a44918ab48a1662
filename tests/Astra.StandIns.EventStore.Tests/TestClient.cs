using System.Text;
using Astra.StandIns.EventStore;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore.Tests;

/// <summary>The generated client with a few words for the cases; it checks nothing by itself.</summary>
internal sealed class TestClient : IDisposable
{
    public const long NoStream = ExpectedRevision.NoStream, Any = ExpectedRevision.Any, Exists = ExpectedRevision.StreamExists;
    private readonly GrpcChannel _channel;
    private readonly Metadata _headers;

    public TestClient(int port, string? user = null, bool requiresLeader = true, SocketsHttpHandler? handler = null)
    {
        string scheme = handler is null ? "http" : "https";
        _channel = GrpcChannel.ForAddress($"{scheme}://127.0.0.1:{port}", new GrpcChannelOptions { HttpHandler = handler, MaxReceiveMessageSize = 17 * 1024 * 1024 });
        Streams = new Wire.Streams.StreamsClient(_channel);
        _headers = new Metadata { { "requires-leader", requiresLeader ? "True" : "False" } };
        if (user is not null) _headers.Add("authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
    }

    public Wire.Streams.StreamsClient Streams { get; }

    public Metadata Headers => _headers;

    public GrpcChannel Channel => _channel;

    public static Wire.StreamIdentifier Name(string stream) => new() { StreamName = ByteString.CopyFromUtf8(stream) };

    public static Wire.UUID Id(Guid id) => Ids.Write(id, structured: true);

    public static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];

    public async Task<Wire.AppendResp> AppendAsync(string stream, long expected, params (Guid Id, byte[] Data)[] events)
    {
        using AsyncClientStreamingCall<Wire.AppendReq, Wire.AppendResp> call = Streams.Append(_headers);
        Wire.AppendReq.Types.Options options = new() { StreamIdentifier = Name(stream) };
        if (expected == NoStream) options.NoStream = new Wire.Empty();
        else if (expected == Any) options.Any = new Wire.Empty();
        else if (expected == Exists) options.StreamExists = new Wire.Empty();
        else options.Revision = (ulong)expected;
        await call.RequestStream.WriteAsync(new Wire.AppendReq { Options = options });
        foreach ((Guid id, byte[] data) in events)
            await call.RequestStream.WriteAsync(new Wire.AppendReq { ProposedMessage = Proposed(id, data) });
        await call.RequestStream.CompleteAsync();
        return await call;
    }

    /// <summary>Appends one event and returns the revision of the answer; -1 - current for a wrong revision.</summary>
    public async Task<long> OneAsync(string stream, long expected, Guid id, byte[]? data = null)
    {
        Wire.AppendResp answer = await AppendAsync(stream, expected, (id, data ?? [1]));
        return answer.Success is { } success ? (long)success.CurrentRevision : -1 - (long)answer.WrongExpectedVersion.CurrentRevision;
    }

    public async Task SetMetadataAsync(string stream, string json)
    {
        using AsyncClientStreamingCall<Wire.AppendReq, Wire.AppendResp> call = Streams.Append(_headers);
        await call.RequestStream.WriteAsync(new Wire.AppendReq { Options = new() { StreamIdentifier = Name("$$" + stream), Any = new Wire.Empty() } });
        Wire.AppendReq.Types.ProposedMessage proposed = new() { Id = Id(Guid.NewGuid()), Data = ByteString.CopyFromUtf8(json) };
        proposed.Metadata.Add("type", "$metadata");
        proposed.Metadata.Add("content-type", "application/json");
        await call.RequestStream.WriteAsync(new Wire.AppendReq { ProposedMessage = proposed });
        await call.RequestStream.CompleteAsync();
        Assert.NotNull((await call).Success);
    }

    public async Task<List<Wire.ReadResp>> ReadAsync(string stream, long from = 0, ulong count = ulong.MaxValue, bool backwards = false)
    {
        Wire.ReadReq.Types.Options options = Options(stream, from, backwards);
        options.Count = count;
        return await ReadAsync(options);
    }

    public async Task<List<Wire.ReadResp>> ReadAsync(Wire.ReadReq.Types.Options options)
    {
        using AsyncServerStreamingCall<Wire.ReadResp> call = Open(options);
        List<Wire.ReadResp> all = [];
        while (await call.ResponseStream.MoveNext(CancellationToken.None)) all.Add(call.ResponseStream.Current);
        return all;
    }

    public async Task<long[]> RevisionsAsync(string stream, long from = 0, ulong count = ulong.MaxValue, bool backwards = false) =>
        [.. (await ReadAsync(stream, from, count, backwards)).Where(message => message.Event is not null).Select(message => (long)message.Event.Event.StreamRevision)];

    /// <param name="from">A revision; -1 is the end.</param>
    public static Wire.ReadReq.Types.Options Options(string stream, long from, bool backwards = false)
    {
        Wire.ReadReq.Types.StreamOptions place = new() { StreamIdentifier = Name(stream) };
        if (from < 0) place.End = new Wire.Empty();
        else place.Revision = (ulong)from;
        return new Wire.ReadReq.Types.Options
        {
            Stream = place,
            ReadDirection = backwards ? Wire.ReadReq.Types.ReadDirection.Backwards : Wire.ReadReq.Types.ReadDirection.Forwards,
            NoFilter = new Wire.Empty(),
            UuidOption = new Wire.ReadReq.Types.UUIDOption { Structured = new Wire.Empty() },
            ControlOption = new Wire.ReadReq.Types.ControlOption { Compatibility = 1 },
        };
    }

    public AsyncServerStreamingCall<Wire.ReadResp> Open(Wire.ReadReq.Types.Options options) => Streams.Read(new Wire.ReadReq { Options = options }, _headers);

    public async Task<Wire.DeleteResp> DeleteAsync(Wire.DeleteReq request) => await Streams.DeleteAsync(request, _headers);

    public async Task TombstoneAsync(string stream) =>
        await Streams.TombstoneAsync(new Wire.TombstoneReq { Options = new() { StreamIdentifier = Name(stream), Any = new Wire.Empty() } }, _headers);

    public void Dispose() => _channel.Dispose();

    private static Wire.AppendReq.Types.ProposedMessage Proposed(Guid id, byte[] data)
    {
        Wire.AppendReq.Types.ProposedMessage proposed = new() { Id = Id(id), Data = ByteString.CopyFrom(data) };
        proposed.Metadata.Add("type", "t");
        proposed.Metadata.Add("content-type", "application/octet-stream");
        return proposed;
    }
}
