using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using Astra.Core;

namespace Astra.Live;

/// <summary>Opens sockets and reads what a refusal means. TLS certificates are always checked; no proxy is used.</summary>
internal sealed class StreamHandshake(StreamContext context) : IDisposable
{
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectCallback = ConnectAsync,
    });

    /// <summary>The socket, or why there is none.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public async Task<(ClientWebSocket? Socket, StreamEnd? End)> OpenAsync(StreamOpening opening, CancellationToken stop)
    {
        var socket = new ClientWebSocket();
        using var timeout = new CancellationTokenSource(context.Options.ConnectTimeout, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            socket.Options.CollectHttpResponseDetails = true;
            // Answers to control pings are not to be relied on; the vendors' own heartbeats are sent instead.
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            foreach ((string name, string value) in opening.Headers) socket.Options.SetRequestHeader(name, value);
            await socket.ConnectAsync(opening.Address, _invoker, either.Token).ConfigureAwait(false);
            return (socket, null);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            StreamEnd end = timeout.IsCancellationRequested
                ? new StreamEnd(FeedCause.Unreachable, $"no handshake within {Seconds(context.Options.ConnectTimeout)}")
                : EndOf(socket, e);
            socket.Dispose();
            return (null, end);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _invoker.Dispose();

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s");

    private StreamEnd EndOf(ClientWebSocket socket, Exception e)
    {
        if (e is ArgumentException or FormatException)
            return new StreamEnd(FeedCause.Refused, "a header of the handshake cannot be sent: a configured key or token holds a line break or another control character") { IsFinal = true };
        if (e is not WebSocketException || (int)socket.HttpStatusCode == 0) return new StreamEnd(FeedCause.Unreachable, CauseOf(e));

        int status = (int)socket.HttpStatusCode;
        string said = StreamWords.Plain(Header(socket, "x-error-message"));
        string words = said.Length > 0 ? $"handshake answered HTTP {status} ({said})" : $"handshake answered HTTP {status}";
        bool rate = status == (int)HttpStatusCode.TooManyRequests || (status == 403 && said.Contains("rate", StringComparison.OrdinalIgnoreCase));
        TimeSpan after = RetryAfter(Header(socket, "Retry-After"));
        if (rate) return new StreamEnd(FeedCause.RateLimited, words) { RetryAfter = after };
        return status is 401 or 403
            ? new StreamEnd(FeedCause.Refused, words) { Refusal = new HandshakeRefusal(status, said) }
            : new StreamEnd(FeedCause.Unreachable, words) { RetryAfter = after };
    }

    /// <summary>The innermost cause that says something, without addresses' queries or headers.</summary>
    private static string CauseOf(Exception e)
    {
        for (Exception? inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket) return $"no connection ({socket.SocketErrorCode})";
            if (inner is System.Security.Authentication.AuthenticationException) return "no secure connection: the server's certificate or TLS was refused by this machine";
            if (inner is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }) return "no connection (the host's name is not known)";
        }
        return $"no connection ({e.GetType().Name})";
    }

    private static string? Header(ClientWebSocket socket, string name)
    {
        if (socket.HttpResponseHeaders is not { } headers) return null;
        foreach ((string key, IEnumerable<string> values) in headers)
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) return string.Join(", ", values);
        return null;
    }

    private TimeSpan RetryAfter(string? header)
    {
        if (header is null || !RetryConditionHeaderValue.TryParse(header, out RetryConditionHeaderValue? value)) return TimeSpan.Zero;
        TimeSpan after = value.Delta ?? value.Date!.Value - context.Time.GetUtcNow();
        return after < TimeSpan.Zero ? TimeSpan.Zero : after;
    }

    /// <summary>Ticks are small and must not wait for each other; and a peer that vanished is noticed by the kernel, even when nothing is to be sent.</summary>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext to, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(to.DnsEndPoint, stop).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
