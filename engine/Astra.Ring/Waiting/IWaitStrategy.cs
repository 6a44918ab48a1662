namespace Astra.Ring;

/// <summary>
/// How a thread waits at a barrier. One instance serves all waiting threads of a ring (or of several), so it keeps no state
/// between calls. Waking needs no call: whoever advances a <see cref="Sequence"/> wakes the threads parked on it.
/// </summary>
public interface IWaitStrategy
{
    /// <summary>
    /// Returns <see cref="SequenceBarrier.Available"/> once it is at least <paramref name="sequence"/>, or what it is when the
    /// barrier is alerted.
    /// </summary>
    long WaitFor(long sequence, SequenceBarrier barrier);
}
