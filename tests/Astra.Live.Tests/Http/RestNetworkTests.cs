using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Astra.Live.Tests.Connections;

namespace Astra.Live.Tests.Http;

/// <summary>What only a real socket shows: packed answers, broken and slow ones.</summary>
public sealed class RestNetworkTests
{
    [Fact]
    public async Task A_packed_answer_is_unpacked_and_counted_unpacked()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(new byte[1_000_000]);
        await using var server = new StreamServer(async (_, stream, _) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: Application/JSON; charset=utf-8\r\nContent-Length: {packed.Length}\r\nConnection: close\r\n\r\n"));
            await stream.WriteAsync(packed.ToArray());
        });
        using var client = new RestClient(null, TimeProvider.System, "shoonya");
        RestReply reply = await client.SendAsync(Get(server), TestContext.Current.CancellationToken);
        Assert.Equal((200, 1_000_000, "application/json"), (reply.Status, reply.Body.Length, reply.ContentType));
        VendorException e = await Assert.ThrowsAsync<VendorException>(() => client.SendAsync(Get(server) with { MaxBytes = 999_999 }, TestContext.Current.CancellationToken));
        Assert.Contains("999999", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_or_does_not_come_is_told_by_path_and_cause()
    {
        await using var broken = new StreamServer((_, stream, _) => stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"u8.ToArray()).AsTask());
        await using var mute = new StreamServer((server, _, _) => server.StayAsync());
        using var client = new RestClient(null, TimeProvider.System, "shoonya");
        VendorException e = await Assert.ThrowsAsync<VendorException>(() => client.SendAsync(Get(broken), TestContext.Current.CancellationToken));
        Assert.Contains("/stream: the answer broke off", e.Message, StringComparison.Ordinal);
        e = await Assert.ThrowsAsync<VendorException>(() => client.SendAsync(Get(mute) with { Timeout = TimeSpan.FromMilliseconds(100) }, TestContext.Current.CancellationToken));
        Assert.Contains("/stream: no whole answer within 0.1 s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_is_stopped_says_so_and_blames_nobody()
    {
        await using var mute = new StreamServer((server, _, _) => server.StayAsync());
        using var client = new RestClient(null, TimeProvider.System, "shoonya");
        using var stop = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.SendAsync(Get(mute) with { Idempotent = true }, stop.Token));
    }

    private static RestCall Get(StreamServer server) => new(HttpMethod.Get, new UriBuilder(server.Address) { Scheme = "http" }.Uri);
}
