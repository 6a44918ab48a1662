using System.Diagnostics;

namespace Astra.Feeds.Tests;

/// <summary>
/// A clock that starts where a test wants it and runs some times faster than the real one, for client and server alike: patience of fifteen seconds ends after three.
/// </summary>
internal sealed class FastTime(DateTimeOffset from, double speed, TimeZoneInfo? zone = null) : TimeProvider
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public override TimeZoneInfo LocalTimeZone => zone ?? TimeZoneInfo.Utc;

    public override long TimestampFrequency => Stopwatch.Frequency;

    public override long GetTimestamp() => _start + (long)((Stopwatch.GetTimestamp() - _start) * speed);

    public override DateTimeOffset GetUtcNow() => (from + Stopwatch.GetElapsedTime(_start) * speed).ToUniversalTime();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    private TimeSpan Real(TimeSpan span)
    {
        if (span == Timeout.InfiniteTimeSpan || span == TimeSpan.Zero) return span;
        return TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(span.TotalMilliseconds / speed)));
    }

    private sealed class FastTimer(ITimer real, FastTime clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => real.Change(clock.Real(dueTime), clock.Real(period));

        public void Dispose() => real.Dispose();

        public ValueTask DisposeAsync() => real.DisposeAsync();
    }
}
