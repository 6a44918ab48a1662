using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Astra.Live;

/// <summary>One request and its answer. What goes wrong is told by path and cause, since headers, query and body may hold secrets.</summary>
internal sealed class RestExchange(HttpMessageHandler? handler, TimeProvider time, string vendor) : IDisposable
{
    private const int MostRedirects = 3;

    /// <summary>For an answer that is only to be looked at, because its status says that it is not what was wanted.</summary>
    private const int MostErrorBytes = 1 << 20;

    private readonly HttpMessageInvoker _invoker = new(handler ?? NewHandler(), disposeHandler: handler is null);

    /// <param name="file">Where a successful answer's body goes; null for memory.</param>
    /// <exception cref="NoAnswerException">Nothing came, or not all of it.</exception>
    /// <exception cref="VendorException">The answer is too long, or the call cannot be sent.</exception>
    public async ValueTask<RestReply> SendAsync(RestCall call, string? file, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(call.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            return await AskAsync(call, file, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new NoAnswerException(FormattableString.Invariant($"{vendor}: {call}: no whole answer within {call.Timeout.TotalSeconds:0.#} s"));
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or InvalidDataException or IOException && !IsOfFile(e, file))
        {
            throw new NoAnswerException($"{vendor}: {call}: {CauseOf(e)}");
        }
    }

    public void Dispose() => _invoker.Dispose();

    private static SocketsHttpHandler NewHandler() => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        // Names may come to mean other machines during the day.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ActivityHeadersPropagator = null,
    };

    private async Task<RestReply> AskAsync(RestCall call, string? file, CancellationToken stop)
    {
        Uri address = call.Address;
        for (int redirects = 0; ; redirects++)
        {
            using HttpRequestMessage request = Request(call, address);
            DateTimeOffset sent = time.GetUtcNow();
            using HttpResponseMessage response = await _invoker.SendAsync(request, stop).ConfigureAwait(false);
            DateTimeOffset answered = time.GetUtcNow();
            if (call.Method == HttpMethod.Get && redirects < MostRedirects && SameHost(address, response) is { } next)
            {
                address = next;
                continue;
            }
            using Stream body = await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
            byte[] bytes = [];
            if (file is not null && response.IsSuccessStatusCode) await SaveAsync(call, body, file, stop).ConfigureAwait(false);
            else bytes = await ReadAsync(call, body, response.IsSuccessStatusCode || file is null ? call.MaxBytes : MostErrorBytes, stop).ConfigureAwait(false);
            return Reply(response, bytes, sent, answered);
        }
    }

    private HttpRequestMessage Request(RestCall call, Uri address)
    {
        var request = new HttpRequestMessage(call.Method, address);
        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", call.ContentType);
        }
        foreach ((string name, string value) in call.Headers)
        {
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)) continue;
            // The framework's own message would hold the value.
            if (value.AsSpan().ContainsAny('\r', '\n', '\0') || !request.Headers.TryAddWithoutValidation(name, value))
            {
                string words = $"{vendor}: {call}: header {name} cannot be sent: its value holds a line break, or the name is not one of a request";
                throw new VendorException(words) { IsFinal = true };
            }
        }
        // Some hosts answer nobody who does not say what he is.
        if (!request.Headers.Contains("User-Agent")) request.Headers.TryAddWithoutValidation("User-Agent", "Astra/1.0");
        return request;
    }

    private static Uri? SameHost(Uri from, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location) return null;
        var to = new Uri(from, location);
        bool same = to.Host.Equals(from.Host, StringComparison.OrdinalIgnoreCase);
        return same && (to.Scheme == from.Scheme ? to.Port == from.Port : to.Scheme == Uri.UriSchemeHttps) ? to : null;
    }

    private async Task SaveAsync(RestCall call, Stream body, string file, CancellationToken stop)
    {
        using var to = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        await CopyAsync(call, body, to, call.MaxBytes, stop).ConfigureAwait(false);
    }

    private async Task<byte[]> ReadAsync(RestCall call, Stream body, int most, CancellationToken stop)
    {
        using var memory = new MemoryStream();
        await CopyAsync(call, body, memory, most, stop).ConfigureAwait(false);
        return memory.ToArray();
    }

    private async Task CopyAsync(RestCall call, Stream from, Stream to, int most, CancellationToken stop)
    {
        byte[] block = new byte[1 << 16];
        long all = 0;
        for (int read; (read = await from.ReadAsync(block, stop).ConfigureAwait(false)) > 0;)
        {
            all += read;
            if (all > most) throw new VendorException($"{vendor}: {call}: the answer has more than {most} bytes");
            await to.WriteAsync(block.AsMemory(0, read), stop).ConfigureAwait(false);
        }
    }

    private RestReply Reply(HttpResponseMessage response, byte[] body, DateTimeOffset sent, DateTimeOffset answered)
    {
        HttpResponseHeaders headers = response.Headers;
        string type = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "";
        // The header tells whole seconds, so the middle of that second is the best guess.
        TimeSpan? ahead = headers.Date is { } date ? date.AddSeconds(0.5) - (sent + (answered - sent) / 2) : null;
        TimeSpan? after = headers.RetryAfter?.Delta ?? (headers.RetryAfter?.Date is { } until ? until - time.GetUtcNow() : null);
        return new RestReply((int)response.StatusCode, body, type, headers.Date is { } at ? LiveTime.Of(at) : null, ahead)
        {
            RetryAfter = after < TimeSpan.Zero ? TimeSpan.Zero : after,
        };
    }

    /// <summary>A full or forbidden disk is no fault of the vendor's.</summary>
    private static bool IsOfFile(Exception e, string? file) => file is not null && e is IOException and not HttpIOException && e.InnerException is not SocketException;

    private static string CauseOf(Exception e)
    {
        for (Exception? inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket) return $"no connection ({socket.SocketErrorCode})";
            if (inner is System.Security.Authentication.AuthenticationException)
                return "no secure connection: the server's certificate or TLS was refused by this machine";
            if (inner is InvalidDataException) return "the answer is damaged";
        }
        return e switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "the host's name is not known",
            HttpRequestException http => $"no answer ({http.HttpRequestError})",
            HttpIOException io => $"the answer broke off ({io.HttpRequestError})",
            _ => $"the answer broke off ({e.GetType().Name})",
        };
    }
}
