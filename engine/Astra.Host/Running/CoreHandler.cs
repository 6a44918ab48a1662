using System.Diagnostics;
using Astra.Core;
using Astra.Ring;

namespace Astra.Host;

/// <summary>Drives the trading core, one event at a time, and hands its state to the snapshot writer now and then.</summary>
internal sealed class CoreHandler(TradingCore core, SnapshotWriter? snapshots, LatencyStamps? stamps) : IEventHandler<InboundEvent>
{
    private long _ticks = core.Totals.Ticks;
    private long _ticksSeen = core.Totals.Ticks;
    private long _exchangeTime;

    /// <summary>To the end of the core's work on the event.</summary>
    public LatencyPair Latency { get; } = new();

    /// <summary>Ticks and history bars seen, refused ones included, as of the last batch. Read from any thread.</summary>
    public long Ticks => Volatile.Read(ref _ticks);

    /// <summary>Exchange time of the last event of the last batch, nanoseconds since 1970 UTC. Read from any thread.</summary>
    public long ExchangeTime => Volatile.Read(ref _exchangeTime);

    public void OnEvent(ref InboundEvent e, long sequence, bool endOfBatch)
    {
        core.Apply(ref e, sequence);
        if (stamps is not null && stamps.Samples(sequence, sequence))
            stamps.Record(sequence, sequence, Stopwatch.GetTimestamp(), Latency);
        snapshots?.Offer(core, sequence);
        if (e.Record.Header.Kind is >= InboundKind.Touchline and <= InboundKind.Bar) _ticksSeen++;
        if (!endOfBatch) return;

        Volatile.Write(ref _ticks, _ticksSeen);
        Volatile.Write(ref _exchangeTime, e.Record.Header.ExchangeTime.UnixNanos);
    }
}
