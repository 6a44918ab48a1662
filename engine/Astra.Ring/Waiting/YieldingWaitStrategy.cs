namespace Astra.Ring;

/// <summary>
/// Spins a little, then offers the core to any other ready thread at every look. Low latency where threads outnumber cores, as
/// the awaited thread gets the core at once; still uses all the processor time nobody else wants. Not for rings that stay
/// quiet for long, and not beside threads that should sleep undisturbed. Never sleeps, so a wait is never a timer tick long.
/// </summary>
/// <param name="spins">Looks before the first yield.</param>
public sealed class YieldingWaitStrategy(int spins = 100) : IWaitStrategy
{
    public long WaitFor(long sequence, SequenceBarrier barrier)
    {
        long available;
        int spinsLeft = spins;
        while ((available = barrier.Available(sequence)) < sequence && !barrier.IsAlerted)
        {
            if (spinsLeft > 0)
            {
                spinsLeft--;
                SpinHint.Pause();
            }
            else
            {
                Thread.Yield();
            }
        }

        return available;
    }
}
