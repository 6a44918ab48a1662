using Astra.Core;
using Astra.Host;

namespace Astra.Live;

/// <summary>
/// Rare events from threads that must not wait: straight onto the ring where it has room, else behind those that wait already, in order.
/// </summary>
internal sealed class ReportQueue(IInboundPort port)
{
    private const int MostWaiting = 4_096;
    private const int Tries = 3;

    private readonly Queue<InboundRecord> _waiting = new();
    private readonly Lock _gate = new();

    /// <summary>Reports that found the queue full as well, or an engine that accepts no more.</summary>
    public long Lost { get; private set; }

    public void Put(in InboundRecord record)
    {
        lock (_gate)
        {
            if (_waiting.Count == 0 && TryPublish(in record)) return;
            if (_waiting.Count < MostWaiting) _waiting.Enqueue(record);
            else Lost++;
        }
    }

    /// <summary>Publishes what waits; stops at the first that finds no room, and comes again.</summary>
    public void Flush()
    {
        lock (_gate)
            while (_waiting.TryPeek(out InboundRecord record) && TryPublish(in record)) _waiting.Dequeue();
    }

    private bool TryPublish(in InboundRecord record)
    {
        try
        {
            for (int i = 0; i < Tries; i++)
            {
                if (!port.TryClaim(1, out long sequence)) continue;
                port[sequence].Record = record;
                port.Publish(sequence, sequence);
                return true;
            }
            return false;
        }
        catch (EngineStoppedException)
        {
            // The engine has ended; there is nobody left to tell, and a socket's thread must not die of it.
            Lost++;
            return true;
        }
    }
}
