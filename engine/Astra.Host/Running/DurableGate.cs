using Astra.Core;

namespace Astra.Host;

/// <summary>
/// Cause before effect: whoever wants to let something out waits here until the journal holds its cause. Waiting spins
/// briefly and then parks; the journal's thread pays for the wake-up only when somebody is parked.
/// </summary>
internal sealed class DurableGate(IJournal journal)
{
    private readonly object _park = new();
    private int _parked;
    private bool _closed;

    /// <summary>Highest inbound sequence whose effects may leave.</summary>
    public long DurableSequence => journal.DurableSequence;

    public bool Closed => Volatile.Read(ref _closed);

    /// <summary>Waits until <paramref name="cause"/> is durable; false when the gate was closed before it was.</summary>
    public bool WaitFor(long cause)
    {
        SpinWait spin = default;
        while (!spin.NextSpinWillYield)
        {
            if (Closed) return false;
            if (journal.DurableSequence >= cause) return true;
            spin.SpinOnce();
        }
        return Park(cause);
    }

    /// <summary>The journal's thread calls this after a commit.</summary>
    public void Advanced()
    {
        // Pairs with the fence in Park: either the waiter's re-check sees the new durable sequence, or this sees the waiter.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _parked) != 0) WakeAll();
    }

    /// <summary>From now on nothing passes that did not pass before.</summary>
    public void Close()
    {
        Volatile.Write(ref _closed, true);
        WakeAll();
    }

    private bool Park(long cause)
    {
        lock (_park)
        {
            Interlocked.Increment(ref _parked);
            try
            {
                while (!Closed && journal.DurableSequence < cause) Monitor.Wait(_park);
                return !Closed;
            }
            finally
            {
                Interlocked.Decrement(ref _parked);
            }
        }
    }

    private void WakeAll()
    {
        lock (_park) Monitor.PulseAll(_park);
    }
}
