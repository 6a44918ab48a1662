using Astra.Core;
using Astra.Ring;

namespace Astra.Host;

/// <summary>The reading half of a replay: decodes events straight into ring slots until the journal, or what was asked of it, ends.</summary>
internal sealed class JournalPump(IJournalReader journal, RingBuffer<InboundEvent> ring, ReplayOptions options, CancellationToken stop)
{
    private readonly long _untilSequence = options.UntilSequence ?? long.MaxValue;
    private readonly long _untilNanos = options.Until?.UnixNanos ?? long.MaxValue;

    public Exception? Fault { get; private set; }

    /// <summary>Body of the reader's thread; lets the consumer finish what was read and leave, whatever happens here.</summary>
    public void Run(long next, int batch, IEventProcessor consumer)
    {
        try
        {
            while (Fill(ref next, batch)) { }
        }
        catch (Exception e)
        {
            Fault = e;
        }
        finally
        {
            consumer.HaltWhenDrained();
        }
    }

    // One claim for many events. At the end more is claimed than filled; the cursor stays at what was published.
    private bool Fill(ref long next, int batch)
    {
        if (!TryClaim(batch)) return false;
        long first = next;
        bool more = true;
        for (int i = 0; i < batch && (more = TryReadInto(next)); i++) next++;
        if (next > first) ring.Publish(first, next - 1);
        return more;
    }

    private bool TryClaim(int count)
    {
        SpinWait spin = default;
        while (!stop.IsCancellationRequested)
        {
            if (ring.TryNext(count, out _)) return true;
            spin.SpinOnce();
        }
        return false;
    }

    private bool TryReadInto(long expected)
    {
        if (expected > _untilSequence) return false;
        ref InboundEvent slot = ref ring[expected];
        if (!journal.TryRead(ref slot, out long sequence)) return false;
        JournalOrder.Require(expected, sequence);
        return slot.Record.Header.ExchangeTime.UnixNanos <= _untilNanos;
    }
}
