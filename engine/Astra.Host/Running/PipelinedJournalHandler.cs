using System.Diagnostics;
using Astra.Core;
using Astra.Ring;

namespace Astra.Host;

/// <summary>
/// Writes the inbound stream to a journal on another machine: encodes each event and hands each batch over. The gate opens on the journal's own thread, when the other
/// machine has acknowledged; the ring's slots are free as soon as the journal has the events.
/// </summary>
/// <param name="durable">Moved by the journal's thread alone.</param>
/// <param name="latency">To durable; written by the journal's thread alone.</param>
/// <param name="fail">Told when the journal has ended by itself.</param>
internal sealed class PipelinedJournalHandler(
    IPipelinedJournal journal, Sequence durable, LatencyStamps? stamps, LatencyPair latency, Action<long, Exception> fail)
    : IEventHandler<InboundEvent>, IDurabilityListener
{
    private readonly PendingStamps? _pending = stamps is null ? null : new PendingStamps();
    private long _batchStart = -1;

    public void OnEvent(ref InboundEvent e, long sequence, bool endOfBatch)
    {
        if (_batchStart < 0) _batchStart = sequence;
        journal.Append(sequence, ref e);
        if (!endOfBatch) return;

        // Before they are handed over: what is durable must find its stamps.
        if (_pending is not null) stamps!.MoveTo(_pending, _batchStart, sequence);
        journal.Commit();
        _batchStart = -1;
    }

    public void OnDurable(long sequence)
    {
        durable.SetRelease(sequence);
        if (_pending is null) return;
        long now = Stopwatch.GetTimestamp();
        while (_pending.TryTake(sequence, out long due, out long published)) LatencyStamps.RecordAge(due, published, now, latency);
    }

    public void OnFailed(Exception fault) => fail(durable.Value + 1, fault);
}
