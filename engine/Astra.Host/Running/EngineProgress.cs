using Astra.Markets;

namespace Astra.Host;

/// <summary>Where a running engine stands; each figure is as of its thread's last batch.</summary>
/// <param name="Applied">Last inbound sequence that the core has applied.</param>
/// <param name="Durable">Last inbound sequence that survives a crash.</param>
/// <param name="Ticks">Ticks applied since the journal began.</param>
/// <param name="ExchangeTime">Of the last event applied.</param>
/// <param name="Delivered">Outbound events let out by this engine.</param>
/// <param name="ToDecision">From a tick's arrival to the end of the core's work on it, as counted so far; another thread counts on.</param>
public readonly record struct EngineProgress(
    long Applied, long Durable, long Ticks, Timestamp ExchangeTime, long Delivered, LatencyHistogram ToDecision);
