using Astra.Core;

namespace Astra.Live;

/// <summary>Counts failures and says when the next attempt may be made.</summary>
internal sealed class ReconnectSchedule(StreamOptions options)
{
    /// <summary>A server may ask for more patience than ours, but not for ever.</summary>
    private static readonly TimeSpan MostPatience = TimeSpan.FromHours(1);

    private int _failures;

    /// <summary>Number of the next attempt since data flowed, from 1.</summary>
    public int Attempt => _failures;

    /// <summary>A connection ended on which data had flowed for so long.</summary>
    public void Flowed(TimeSpan time)
    {
        if (time >= options.Policy.ResetAfter) _failures = 0;
    }

    public TimeSpan Next(StreamEnd end, bool open)
    {
        ReconnectPolicy policy = options.Policy;
        TimeSpan delay = policy.Delay(_failures++, options.Random);
        if (end.Cause == FeedCause.Operator || end.Cause == FeedCause.RollOver) return policy.Least;
        // Too many connections or calls: one of ours may linger at the server, and each attempt more keeps the door shut.
        if (end.Cause == FeedCause.RateLimited) delay = Longer(delay, policy.Cap * (0.5 + 0.5 * options.Random.NextDouble()));
        delay = Longer(delay, end.RetryAfter < MostPatience ? end.RetryAfter : MostPatience);
        return open ? delay : Longer(delay, policy.OutsideHours);
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
