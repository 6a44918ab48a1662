using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace Astra.Live.Tests.Connections;

/// <summary>A WebSocket server on plain TCP, so that a test decides about every byte. One script per accepted connection.</summary>
internal sealed class StreamServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Func<StreamServer, NetworkStream, string, Task> _script;
    private readonly ConcurrentBag<Task> _running = [];
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly Task _accepting;
    private int _accepted;

    /// <param name="script">Gets the stream after the request's head was read, and that head.</param>
    public StreamServer(Func<StreamServer, NetworkStream, string, Task> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/stream");

    public int Accepted => Volatile.Read(ref _accepted);

    public CancellationToken Over => _over.Token;

    public static Task RefuseAsync(NetworkStream stream, int status, string headers = "") =>
        stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} No\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n")).AsTask();

    /// <summary>Answers the handshake; frames are then written by hand.</summary>
    public static Task OpenRawAsync(NetworkStream stream, string head)
    {
        string key = head.Split("\r\n").First(l => l.StartsWith("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase)).Split(':', 2)[1].Trim();
#pragma warning disable CA5350 // The protocol wants SHA-1; it protects nothing here.
        string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        return stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n")).AsTask();
    }

    public static async Task<WebSocket> OpenAsync(NetworkStream stream, string head)
    {
        await OpenRawAsync(stream, head);
        return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
    }

    /// <summary>An unmasked server frame. <paramref name="code"/>: 0 continuation, 1 text, 2 binary.</summary>
    public static byte[] Frame(int code, bool last, ReadOnlySpan<byte> payload)
    {
        byte[] head = payload.Length < 126 ? [0, (byte)payload.Length] : [0, 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        head[0] = (byte)((last ? 0x80 : 0) | code);
        return [.. head, .. payload];
    }

    /// <summary>Does nothing more until the test is over.</summary>
    public Task StayAsync() => Task.Delay(Timeout.Infinite, _over.Token);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        foreach (TcpClient client in _clients) client.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (Task task in _running) await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client = await _listener.AcceptTcpClientAsync(_over.Token);
            Interlocked.Increment(ref _accepted);
            _clients.Add(client);
            _running.Add(RunAsync(client));
        }
    }

    private async Task RunAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            NetworkStream stream = client.GetStream();
            var head = new StringBuilder();
            byte[] one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _over.Token) == 1) head.Append((char)one[0]);
            await _script(this, stream, head.ToString());
        }
    }
}
