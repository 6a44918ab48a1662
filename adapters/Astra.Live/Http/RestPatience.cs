using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Astra.Live;

/// <summary>When to try again, and when to leave a host alone.</summary>
internal sealed class RestPatience(TimeProvider time)
{
    private const int Tries = 4;

    /// <summary>A server that wants more patience gets it from the caller, who knows what the call is for.</summary>
    private static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(1);

    private static readonly ReconnectPolicy Waits =
        new(First: TimeSpan.FromSeconds(1), Cap: TimeSpan.FromSeconds(15), Least: TimeSpan.FromSeconds(0.5), OutsideHours: TimeSpan.Zero, ResetAfter: TimeSpan.Zero);

    /// <summary>For calls that may be sent twice; holds no state.</summary>
    public ResiliencePipeline<RestReply> Retry { get; } = new ResiliencePipelineBuilder<RestReply> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<RestReply>
        {
            MaxRetryAttempts = Tries - 1,
            ShouldHandle = a => ValueTask.FromResult(a.Outcome.Exception is NoAnswerException or BrokenCircuitException || IsWorthAnotherTry(a.Outcome.Result)),
            DelayGenerator = a => ValueTask.FromResult<TimeSpan?>(DelayOf(a)),
        })
        .Build();

    /// <summary>
    /// For one host: five failures within half a minute, hardly anything else between them, and it is left alone for 5 s, then 10, 20, 40, 60, with one call to try
    /// each time. Answers that are no gateway's failure, refusals for the rate among them, count as a host that lives.
    /// </summary>
    public ResiliencePipeline<RestReply> NewCircuit() => new ResiliencePipelineBuilder<RestReply> { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<RestReply>
        {
            FailureRatio = 0.8,
            MinimumThroughput = 5,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDurationGenerator = a => ValueTask.FromResult(TimeSpan.FromSeconds(Math.Min(60, 5 * Math.Pow(2, Math.Min(a.HalfOpenAttempts, 10))))),
            ShouldHandle = a => ValueTask.FromResult(a.Outcome.Exception is NoAnswerException || a.Outcome.Result is { Status: >= 500 }),
        })
        .Build();

    private static bool IsWorthAnotherTry(RestReply? reply) =>
        reply is not null && (reply.Status >= 500 || reply.Status == 408 || reply.IsRateLimited) && !(reply.RetryAfter > MostPatience);

    private static TimeSpan DelayOf(RetryDelayGeneratorArguments<RestReply> a)
    {
        TimeSpan delay = Waits.Delay(a.AttemptNumber, Random.Shared);
        TimeSpan asked = (a.Outcome.Exception as BrokenCircuitException)?.RetryAfter ?? a.Outcome.Result?.RetryAfter ?? TimeSpan.Zero;
        if (asked == TimeSpan.Zero && a.Outcome.Result is { IsRateLimited: true }) asked = TimeSpan.FromSeconds(1);
        // On top of what was asked for, so that not all who wait come back at the same moment.
        return asked > TimeSpan.Zero ? asked + delay / 4 : delay;
    }
}
