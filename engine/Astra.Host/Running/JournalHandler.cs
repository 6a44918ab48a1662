using System.Diagnostics;
using Astra.Core;
using Astra.Ring;

namespace Astra.Host;

/// <summary>Writes the inbound stream: encodes each event, makes each batch durable, and opens the gate that far.</summary>
internal sealed class JournalHandler(IJournal journal, Sequence durable, LatencyStamps? stamps, LatencyPair latency) : IEventHandler<InboundEvent>
{
    private long _batchStart = -1;

    public void OnEvent(ref InboundEvent e, long sequence, bool endOfBatch)
    {
        if (_batchStart < 0) _batchStart = sequence;
        journal.Append(sequence, ref e);
        if (!endOfBatch) return;

        journal.Commit();
        durable.SetRelease(journal.DurableSequence);
        if (stamps is not null && stamps.Samples(_batchStart, sequence))
            stamps.Record(_batchStart, sequence, Stopwatch.GetTimestamp(), latency);
        _batchStart = -1;
    }
}
