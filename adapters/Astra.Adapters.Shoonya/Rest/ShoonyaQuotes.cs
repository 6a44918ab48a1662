using System.Collections.Concurrent;
using Astra.Live;

namespace Astra.Adapters.Shoonya;

/// <summary>Quotes by REST. The service sometimes answers with another instrument, so every answer is compared with the question.</summary>
public sealed class ShoonyaQuotes
{
    private static readonly TimeSpan PerScrip = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, RollingLimiter> _limits = new();
    private readonly ShoonyaRest _rest;
    private readonly TimeProvider _time;
    private long _wrongAnswers;

    internal ShoonyaQuotes(ShoonyaRest rest, TimeProvider time) => (_rest, _time) = (rest, time);

    /// <summary>Answers about another instrument than was asked for; each was thrown away.</summary>
    public long WrongAnswers => Volatile.Read(ref _wrongAnswers);

    /// <summary>The quote's fields as they came; null when the vendor has none.</summary>
    /// <exception cref="VendorException">Refused, or the answer was about another instrument twice.</exception>
    public async Task<IReadOnlyDictionary<string, string>?> QuoteAsync(string exchange, string token, CancellationToken stop)
    {
        const int Tries = 2;
        RollingLimiter limiter = _limits.GetOrAdd($"{exchange}|{token}", _ => new RollingLimiter(_time, (1, PerScrip)));
        for (int i = 0; i < Tries; i++)
        {
            ShoonyaReply reply = await _rest.CallAsync(
                "GetQuotes", session => [new("uid", session.User), new("exch", exchange), new("token", token)], stop, limiter: limiter).ConfigureAwait(false);
            if (reply.IsEmpty) return null;
            if (reply.Find("exch") == exchange && reply.Find("token") == token) return reply.Fields;
            Interlocked.Increment(ref _wrongAnswers);
        }
        throw new VendorException($"Shoonya: GetQuotes answered {Tries} times with another instrument than {exchange}|{token}; its answers were thrown away");
    }
}
