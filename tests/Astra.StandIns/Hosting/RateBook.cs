using System.Diagnostics;

namespace Astra.StandIns;

/// <summary>A vendor's limits per path: rolling windows of a second, a minute and an hour.</summary>
/// <param name="perSecond">0 for none, as the other two.</param>
internal sealed class RateBook(int perSecond, int perMinute, int perHour)
{
    /// <summary>Calls are timed where they arrive; one that left in time may arrive this much early.</summary>
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMilliseconds(50);

    private readonly Queue<long> _calls = new();

    /// <summary>Counts a call. False when it is one too many; then it does not fill the window.</summary>
    public bool Allows()
    {
        lock (_calls)
        {
            while (_calls.Count > 0 && Stopwatch.GetElapsedTime(_calls.Peek()) > TimeSpan.FromHours(1)) _calls.Dequeue();
            bool allowed = Fits(TimeSpan.FromSeconds(1), perSecond) && Fits(TimeSpan.FromMinutes(1), perMinute) && Fits(TimeSpan.FromHours(1), perHour);
            if (allowed) _calls.Enqueue(Stopwatch.GetTimestamp());
            return allowed;
        }
    }

    private bool Fits(TimeSpan window, int limit) => limit == 0 || _calls.Count(c => Stopwatch.GetElapsedTime(c) < window - s_tolerance) < limit;
}
