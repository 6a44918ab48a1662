namespace Astra.StandIns.EventStore;

/// <summary>
/// How long the stand-in takes to make a group of appends durable. All that arrives during one flush goes into the next, as on the server (which flushes at most every
/// 2 ms). Timers here tick in whole milliseconds; what is less is carried over to the next flush, so that the mean is right.
/// </summary>
public sealed class CommitDelay
{
    private readonly Func<TimeSpan> _next;

    private CommitDelay(Func<TimeSpan> next) => _next = next;

    /// <summary>At once: the fastest that the stand-in can be.</summary>
    public static CommitDelay None { get; } = new(() => TimeSpan.Zero);

    public static CommitDelay Constant(TimeSpan delay) => new(() => delay);

    /// <summary>A log-normal distribution, as disks show it.</summary>
    /// <param name="p99">Above the median.</param>
    public static CommitDelay LogNormal(TimeSpan median, TimeSpan p99, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(median, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(p99, median);
        Random random = new(seed);
        double sigma = Math.Log(p99 / median) / 2.326;
        return new CommitDelay(() =>
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return median * Math.Exp(sigma * normal);
        });
    }

    /// <summary>Whatever is wanted; called by one thread, once for each flush.</summary>
    public static CommitDelay From(Func<TimeSpan> next) => new(next);

    internal TimeSpan Next() => _next();
}
