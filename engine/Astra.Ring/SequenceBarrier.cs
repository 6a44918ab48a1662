using System.Runtime.CompilerServices;

namespace Astra.Ring;

/// <summary>
/// What one consumer waits behind: the producers, or the consumers that must have finished with a slot first.
/// Made by <see cref="RingBuffer{T}.NewBarrier"/>; one barrier serves one consumer.
/// <para>
/// An alert is a flag, not an exception: <see cref="WaitFor"/> then returns less than was asked for, and the consumer looks
/// why. Events that are available come first: an alert only ends waiting.
/// </para>
/// </summary>
public sealed class SequenceBarrier
{
    private readonly IWaitStrategy _wait;
    private readonly MultiProducerSequencer? _published;
    private Sequence[] _dependencies;
    private int _alerted;
    private int _owned;

    /// <summary>Behind <paramref name="dependencies"/>, which may be the cursor of a single producer.</summary>
    internal SequenceBarrier(IWaitStrategy wait, Sequence[] dependencies)
    {
        _wait = wait;
        _dependencies = dependencies;
    }

    /// <summary>Behind what several producers have published.</summary>
    internal SequenceBarrier(IWaitStrategy wait, MultiProducerSequencer published)
    {
        _wait = wait;
        _published = published;
        _dependencies = [published.Doorbell];
    }

    public bool IsAlerted
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref _alerted) != 0;
    }

    /// <summary>
    /// Waits until <paramref name="sequence"/> is available and returns the highest available sequence, so that a consumer
    /// takes a whole batch. A result below <paramref name="sequence"/> means that the barrier was alerted.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long WaitFor(long sequence)
    {
        long available = Available(sequence);
        return available >= sequence ? available : _wait.WaitFor(sequence, this);
    }

    /// <summary>
    /// The highest sequence available to a consumer that asks for <paramref name="sequence"/>, without waiting; less than
    /// <paramref name="sequence"/> when it has not come yet.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Available(long sequence)
    {
        // Acquire reads in both branches: the slots up to the result were filled, and released by the consumers ahead,
        // before these values were set, and are read only after.
        return _published is { } published ? published.HighestPublished(sequence) : Minimum(sequence);
    }

    /// <summary>Ends the waiting of the consumer behind this barrier, now and until <see cref="ClearAlert"/>.</summary>
    public void Alert()
    {
        Interlocked.Exchange(ref _alerted, 1);
        foreach (Sequence dependency in Volatile.Read(ref _dependencies)) dependency.WakeAll();
    }

    /// <summary>
    /// Takes the alert back. What the alerting thread wrote before <see cref="Alert"/> is visible after this call: the
    /// exchange either reads that thread's flag and with it what came before, or comes first and leaves the flag standing.
    /// </summary>
    public void ClearAlert() => Interlocked.Exchange(ref _alerted, 0);

    /// <summary>
    /// For wait strategies: sleeps until the sequence that holds this barrier back advances or the barrier is alerted.
    /// May return early. Costs two context switches and a process-wide memory barrier: spin first.
    /// </summary>
    public void Park(long sequence)
    {
        // Sequences only rise, so it is enough to wait for one laggard at a time.
        foreach (Sequence dependency in Volatile.Read(ref _dependencies))
        {
            if (!IsHeldBackBy(dependency, sequence)) continue;
            dependency.Park(sequence, this);
            return;
        }
    }

    /// <summary>True while <paramref name="dependency"/> is the reason not to go on. Decides under the dependency's lock whether to sleep.</summary>
    internal bool IsHeldBackBy(Sequence dependency, long sequence)
    {
        if (IsAlerted) return false;
        if (_published is { } published) return published.HighestPublished(sequence) < sequence;
        return dependency.Value < sequence && Array.IndexOf(Volatile.Read(ref _dependencies), dependency) >= 0;
    }

    /// <summary>The sequences waited for; replaced as a whole, so that a waiting thread sees the old set or the new one.</summary>
    internal Sequence[] Dependencies
    {
        get => Volatile.Read(ref _dependencies);
        set => Volatile.Write(ref _dependencies, value);
    }

    /// <summary>Takes the barrier for one consumer.</summary>
    internal void Own()
    {
        if (Interlocked.Exchange(ref _owned, 1) != 0)
        {
            throw new InvalidOperationException(
                "This barrier already has a consumer, and halting one would wake the other; make a barrier for each with RingBuffer.NewBarrier.");
        }
    }

    private long Minimum(long sequence)
    {
        Sequence[] dependencies = Volatile.Read(ref _dependencies);
        if (dependencies.Length == 1) return dependencies[0].Value;
        if (dependencies.Length == 0) return sequence;

        long minimum = long.MaxValue;
        foreach (Sequence dependency in dependencies) minimum = Math.Min(minimum, dependency.Value);
        return minimum;
    }
}
