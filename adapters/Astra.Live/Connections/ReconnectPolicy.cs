namespace Astra.Live;

/// <summary>How long to wait before the next attempt: doubling with jitter, so that a thousand clients of a server that restarts do not come back at once.</summary>
/// <param name="First">Longest wait before the first new attempt.</param>
/// <param name="Cap">Longest wait of all while the market is open.</param>
/// <param name="Least">Shortest wait, whatever the dice say.</param>
/// <param name="OutsideHours">Wait while the market is shut, or the vendor rests where <see cref="StreamOptions.IsResting"/> says so.</param>
/// <param name="ResetAfter">How long data must have flowed before the doubling starts again; zero: any data.</param>
public sealed record ReconnectPolicy(TimeSpan First, TimeSpan Cap, TimeSpan Least, TimeSpan OutsideHours, TimeSpan ResetAfter)
{
    /// <summary>random(0.5, 1) · min(Cap, First · 2^n), never below Least.</summary>
    /// <param name="failures">n: attempts that failed since data flowed.</param>
    public TimeSpan Delay(int failures, Random random)
    {
        double longest = Math.Min(Cap.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Min(failures, 60)));
        var delay = TimeSpan.FromSeconds(longest * (0.5 + 0.5 * random.NextDouble()));
        return delay < Least ? Least : delay;
    }
}
