namespace Astra.Ring;

/// <summary>
/// Spins, then yields, then sleeps until the awaited sequence advances. While events flow it behaves as
/// <see cref="YieldingWaitStrategy"/>; when they stop it uses no processor time. The first event after a pause costs the
/// publisher a lock and a wake-up (microseconds, and tens of them until the sleeper runs). Not where that first event
/// must be fast: use <see cref="BusySpinWaitStrategy"/> on a core of its own.
/// </summary>
/// <param name="spins">Looks before the first yield.</param>
/// <param name="yields">Looks before sleeping.</param>
public sealed class SpinThenParkWaitStrategy(int spins = 100, int yields = 100) : IWaitStrategy
{
    public long WaitFor(long sequence, SequenceBarrier barrier)
    {
        long available;
        int looks = 0;
        while ((available = barrier.Available(sequence)) < sequence && !barrier.IsAlerted)
        {
            if (looks < spins) SpinHint.Pause();
            else if (looks < spins + yields) Thread.Yield();
            else barrier.Park(sequence);
            looks++;
        }

        return available;
    }
}
