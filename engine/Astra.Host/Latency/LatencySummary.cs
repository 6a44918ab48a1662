namespace Astra.Host;

/// <summary>A histogram's figures in nanoseconds; all 0 when nothing was measured.</summary>
public readonly record struct LatencySummary(long Count, long P50, long P90, long P99, long P999, long P9999, long Max)
{
    public static LatencySummary Of(LatencyHistogram histogram) => new(
        histogram.Count,
        histogram.Percentile(50),
        histogram.Percentile(90),
        histogram.Percentile(99),
        histogram.Percentile(99.9),
        histogram.Percentile(99.99),
        histogram.Max);
}
