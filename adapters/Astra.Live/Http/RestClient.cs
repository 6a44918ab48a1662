using System.Collections.Concurrent;
using Polly.CircuitBreaker;

namespace Astra.Live;

/// <summary>
/// Calls to one vendor's REST services. Safe for use from several threads. TLS certificates are always checked; no proxy and no cookies are used, and
/// no redirect to another host is followed.
/// </summary>
/// <remarks>
/// Calls that may be sent twice are tried up to four times, with growing and jittered distances, on 5xx, on refusals for their rate and without an
/// answer. A host that fails again and again is left alone for a while, whoever asks.
/// </remarks>
public sealed class RestClient : IDisposable
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostPause = TimeSpan.FromMinutes(10);

    private readonly RestExchange _exchange;
    private readonly RestPatience _patience;
    private readonly ConcurrentDictionary<string, Polly.ResiliencePipeline<RestReply>> _circuits = new(StringComparer.OrdinalIgnoreCase);
    private long _serverAhead = long.MinValue;

    /// <param name="handler">For tests, or for networks that need one; it stays its owner's. Null for the usual one.</param>
    /// <param name="vendor">For messages.</param>
    public RestClient(HttpMessageHandler? handler, TimeProvider time, string vendor)
    {
        _exchange = new RestExchange(handler, time, vendor);
        _patience = new RestPatience(time);
        Vendor = vendor;
    }

    public string Vendor { get; }

    /// <summary>How far the vendor's clock is ahead of this machine's, by its latest answer; null before one told. Files come from other hosts and do not count.</summary>
    public TimeSpan? ServerAhead => Volatile.Read(ref _serverAhead) is long.MinValue ? null : TimeSpan.FromTicks(Volatile.Read(ref _serverAhead));

    /// <summary>Sends a call and returns the answer, whatever its status.</summary>
    /// <exception cref="VendorException">No answer: no route, a timeout, an answer too long, or a host that is left alone for a while; never final.</exception>
    public Task<RestReply> SendAsync(RestCall call, CancellationToken stop) => RunAsync(call, null, stop);

    /// <summary>
    /// Like <see cref="SendAsync"/>, but a successful answer's body goes into a file, which is written anew with each try; the reply's own is empty then.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public Task<RestReply> DownloadAsync(RestCall call, string file, CancellationToken stop) => RunAsync(call, file, stop);

    public void Dispose() => _exchange.Dispose();

    private async Task<RestReply> RunAsync(RestCall call, string? file, CancellationToken stop)
    {
        Polly.ResiliencePipeline<RestReply> circuit = _circuits.GetOrAdd(call.Address.Authority, _ => _patience.NewCircuit());
        try
        {
            return call.Idempotent
                ? await _patience.Retry.ExecuteAsync(s => circuit.ExecuteAsync(t => TryAsync(call, file, t), s), stop).ConfigureAwait(false)
                : await circuit.ExecuteAsync(s => TryAsync(call, file, s), stop).ConfigureAwait(false);
        }
        catch (NoAnswerException e)
        {
            throw new VendorException(e.Message);
        }
        catch (BrokenCircuitException e)
        {
            string when = e.RetryAfter is { } after ? FormattableString.Invariant($"; it is asked again in {Math.Ceiling(after.TotalSeconds)} s") : "";
            throw new VendorException($"{Vendor}: {call}: not asked, since {call.Address.Authority} has failed again and again{when}");
        }
    }

    private async ValueTask<RestReply> TryAsync(RestCall call, string? file, CancellationToken stop)
    {
        if (call.Limiter is { } limiter) await limiter.WaitAsync(stop).ConfigureAwait(false);
        RestReply reply = await _exchange.SendAsync(call, file, stop).ConfigureAwait(false);
        if (file is null && reply.ServerAhead is { } ahead) Volatile.Write(ref _serverAhead, ahead.Ticks);
        if (reply.Status != 429 && call.IsRateLimited?.Invoke(reply) != true) return reply;
        TimeSpan pause = reply.RetryAfter ?? LeastPause;
        call.Limiter?.Refused(pause < LeastPause ? LeastPause : pause > MostPause ? MostPause : pause);
        return reply with { IsRateLimited = true };
    }
}
