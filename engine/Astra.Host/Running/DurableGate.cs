using Astra.Core;
using Astra.Ring;

namespace Astra.Host;

/// <summary>
/// Cause before effect: whoever wants to let something out waits here until the journal holds its cause. It is a barrier like any other of
/// the ring, behind the durable sequence, so waiting and waking follow the ring's wait strategy. One gate serves one waiting thread.
/// </summary>
/// <param name="want">Told what is waited for, so that a journal that collects events sends them; null when every commit is durable when it returns.</param>
internal sealed class DurableGate(RingBuffer<InboundEvent> ring, Sequence durable, Action<long>? want = null)
{
    private readonly SequenceBarrier _barrier = ring.NewBarrier(durable);

    /// <summary>Highest inbound sequence whose effects may leave.</summary>
    public long DurableSequence => durable.Value;

    public bool IsClosed => _barrier.IsAlerted;

    /// <summary>Waits until <paramref name="cause"/> is durable; false when the gate was closed before it was.</summary>
    public bool WaitFor(long cause)
    {
        if (want is not null && durable.Value < cause) want(cause);
        return _barrier.WaitFor(cause) >= cause;
    }

    /// <summary>Ends all waiting: from now on only what is durable already passes.</summary>
    public void Close() => _barrier.Alert();
}
