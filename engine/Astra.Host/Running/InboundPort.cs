using System.Diagnostics;
using Astra.Core;
using Astra.Ring;

namespace Astra.Host;

/// <summary>
/// The ring behind the one door. Sealing it takes a slot that is never published: claims are totally ordered, so whatever was
/// claimed before that slot is processed, and whoever claims after it sees the closed door and is told so. Producers pay one
/// volatile read for that.
/// </summary>
internal sealed class InboundPort(RingBuffer<InboundEvent> ring, LatencyStamps? stamps) : IInboundPort
{
    private const long Undecided = long.MinValue;

    private volatile StopReason? _closed;
    private volatile bool _shut;
    private long _last = Undecided;

    public ref InboundEvent this[long sequence] => ref ring[sequence];

    public long Claim(int count)
    {
        SpinWait spin = default;
        long highest;
        while (!TryClaim(count, out highest)) spin.SpinOnce();
        return highest;
    }

    public bool TryClaim(int count, out long highest)
    {
        if (_closed is { } reason) throw reason.ToException();
        if (!ring.TryNext(count, out highest)) return false;
        if (_closed is { } late && !WasBeforeSeal(highest)) throw late.ToException();
        return true;
    }

    public void Publish(long lowest, long highest)
    {
        if (stamps is not null && stamps.Samples(lowest, highest))
        {
            long now = Stopwatch.GetTimestamp();
            stamps.Mark(lowest, highest, now, now);
        }
        DropStalePayloads(lowest, highest);
        ring.Publish(lowest, highest);
    }

    public void Publish(long lowest, long highest, long intendedTimestamp)
    {
        if (stamps is not null && stamps.Samples(lowest, highest))
            stamps.Mark(lowest, highest, intendedTimestamp, Stopwatch.GetTimestamp());
        DropStalePayloads(lowest, highest);
        ring.Publish(lowest, highest);
    }

    /// <summary>
    /// Lets nobody in any more and gives the last sequence that was let in, all of which will be published by its producers.
    /// Waits for room in a full ring; false when the port was shut meanwhile.
    /// </summary>
    public bool TrySeal(StopReason reason, out long last)
    {
        Interlocked.CompareExchange(ref _closed, reason, null);
        SpinWait spin = default;
        while (!_shut)
        {
            if (ring.TryNext(1, out long mark))
            {
                last = mark - 1;
                Volatile.Write(ref _last, last);
                return true;
            }
            spin.SpinOnce();
        }
        last = -1;
        return false;
    }

    /// <summary>Lets nobody in any more; what was let in may stay unprocessed.</summary>
    public void Shut(StopReason reason)
    {
        _closed = reason;
        _shut = true;
    }

    private bool WasBeforeSeal(long sequence)
    {
        SpinWait spin = default;
        long last;
        while ((last = Volatile.Read(ref _last)) == Undecided && !_shut) spin.SpinOnce();
        return !_shut && sequence <= last;
    }

    // A slot keeps what it held a lap ago; a producer of hot events need not think of it, and no settings text outlives its lap.
    private void DropStalePayloads(long lowest, long highest)
    {
        for (long sequence = lowest; sequence <= highest; sequence++)
        {
            ref InboundEvent e = ref ring[sequence];
            if (e.Payload is not null && !e.HasPayload) e.Payload = null;
        }
    }
}
