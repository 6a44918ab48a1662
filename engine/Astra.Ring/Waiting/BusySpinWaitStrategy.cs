namespace Astra.Ring;

/// <summary>
/// Spins. Lowest and steadiest latency, one whole core per waiting thread, busy or not. Only with more free physical cores
/// than waiting threads; otherwise the spinning thread holds the core that the awaited one needs.
/// </summary>
public sealed class BusySpinWaitStrategy : IWaitStrategy
{
    public long WaitFor(long sequence, SequenceBarrier barrier)
    {
        long available;
        while ((available = barrier.Available(sequence)) < sequence && !barrier.IsAlerted) SpinHint.Pause();
        return available;
    }
}
