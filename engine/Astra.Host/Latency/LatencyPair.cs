namespace Astra.Host;

/// <summary>
/// One latency seen from two starts. From publish it is the engine's own; from due (the time at which a paced feed should have published)
/// it also holds what the feed waited for the ring or for a processor: no coordinated omission.
/// </summary>
public sealed class LatencyPair
{
    public LatencyHistogram FromPublish { get; } = new();

    public LatencyHistogram FromDue { get; } = new();
}
