using Astra.Core;
using Astra.Ring;

namespace Astra.Host;

/// <summary>The core's mouth while the engine runs. When the publisher is a whole ring behind, the core waits, and so in turn does the feed.</summary>
internal sealed class OutboundRingSink(RingBuffer<OutboundEvent> ring, DurableGate gate) : IOutboundSink
{
    public void Publish(in OutboundEvent e)
    {
        if (!ring.TryNext(1, out long sequence)) sequence = WaitForRoom();
        ring[sequence] = e;
        ring.Publish(sequence);
    }

    private long WaitForRoom()
    {
        SpinWait spin = default;
        long sequence;
        while (!ring.TryNext(1, out sequence))
        {
            // A closed gate means that nothing leaves any more; the publisher may be gone, so waiting for it could last for ever.
            if (gate.IsClosed) throw new EngineStoppedException("the engine was stopped while the core waited for the publisher");
            spin.SpinOnce();
        }
        return sequence;
    }
}
