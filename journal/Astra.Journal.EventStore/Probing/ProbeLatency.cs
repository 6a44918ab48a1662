namespace Astra.Journal.EventStore;

/// <summary>How long calls took that were made one after another.</summary>
/// <param name="Calls">How many; the first, which warms the connection up, is left out.</param>
/// <param name="P99">With fewer than 100 calls: the longest.</param>
public sealed record ProbeLatency(int Calls, int Bytes, TimeSpan P50, TimeSpan P99, TimeSpan Longest)
{
    /// <param name="taken">Unordered, one at least.</param>
    internal static ProbeLatency Of(int bytes, IEnumerable<TimeSpan> taken)
    {
        TimeSpan[] sorted = [.. taken.Order()];
        return new ProbeLatency(sorted.Length, bytes, At(sorted, 0.50), At(sorted, 0.99), sorted[^1]);
    }

    // Nearest rank.
    private static TimeSpan At(TimeSpan[] sorted, double part) => sorted[Math.Max(0, (int)Math.Ceiling(part * sorted.Length) - 1)];
}
