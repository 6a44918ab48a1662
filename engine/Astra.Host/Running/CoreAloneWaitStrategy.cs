using Astra.Ring;

namespace Astra.Host;

/// <summary>Spins at one barrier, the core's, and lets everybody else wait considerately.</summary>
internal sealed class CoreAloneWaitStrategy : IWaitStrategy
{
    private readonly BusySpinWaitStrategy _spin = new();
    private readonly SpinThenParkWaitStrategy _park = new();

    /// <summary>Set before the threads start.</summary>
    public SequenceBarrier? Core { get; set; }

    public long WaitFor(long sequence, SequenceBarrier barrier) =>
        ReferenceEquals(barrier, Core) ? _spin.WaitFor(sequence, barrier) : _park.WaitFor(sequence, barrier);
}
