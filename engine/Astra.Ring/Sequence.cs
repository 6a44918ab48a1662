using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Astra.Ring;

/// <summary>
/// A counter that one side advances and the other side watches. It only ever rises. Alone on its cache lines: 128 bytes of
/// padding on both sides, because processors fetch lines in pairs and some (arm64 servers) have 128-byte lines.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 2 * Padding + 2 * sizeof(long))]
public sealed class Sequence
{
    internal const int Padding = 128;

    // Written once, so it may sit where the padding would be.
    [FieldOffset(0)] private readonly object _gate = new();
    [FieldOffset(Padding)] private long _value;

    // Beside the value on purpose: whoever advances the value owns this line already, so looking costs nothing.
    [FieldOffset(Padding + sizeof(long))] private int _parked;

    /// <param name="initial">First value; -1 means that nothing has happened yet.</param>
    public Sequence(long initial = -1) => _value = initial;

    /// <summary>
    /// The current value. Acquire: reads and writes after it stay after it, so a thread that sees value n also sees
    /// everything that was written before n was set.
    /// </summary>
    public long Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref _value);
    }

    /// <summary>
    /// Advances the value and wakes whoever is parked on it. Release: reads and writes before it stay before it, so a
    /// producer's slot is filled, and a consumer is done with a slot, before the other side can see the new value.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetRelease(long value)
    {
        Volatile.Write(ref _value, value);
        WakeParked();
    }

    /// <summary>As <see cref="SetRelease"/>, and no later read of this thread is answered before the value is out (full fence).</summary>
    public void SetVolatile(long value)
    {
        Interlocked.Exchange(ref _value, value);
        WakeParked();
    }

    /// <summary>Sets <paramref name="value"/> if the current value is <paramref name="expected"/>. Full fence. Wakes nobody.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool CompareAndSet(long expected, long value) => Interlocked.CompareExchange(ref _value, value, expected) == expected;

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>
    /// Wakes threads parked on this sequence; one read when there are none.
    /// <para>
    /// Why no fence between the caller's store and this read, although both sides store one word and then read the other's:
    /// the parking side pays for both. It stores <c>_parked</c>, then runs a process-wide barrier, then looks at the value
    /// again. That barrier makes every running thread of the process execute a full fence. If this read happens before that
    /// fence, the store before it is visible when the parking side looks, and it does not park. If it happens after, it sees
    /// <c>_parked</c>, and takes the lock to wake. There is no third case, so no wake-up is lost.
    /// </para>
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WakeParked()
    {
        if (Volatile.Read(ref _parked) != 0) WakeAll();
    }

    /// <summary>Wakes whoever is parked here, whatever the counter says. For the rare callers: alerts and wake-ups.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void WakeAll()
    {
        // A parking thread counts itself, looks again and waits without letting go of the lock in between, so once the lock
        // is ours that thread is either waiting (the pulse reaches it) or has not looked yet (and will see what changed).
        lock (_gate) Monitor.PulseAll(_gate);
    }

    /// <summary>
    /// Sleeps until woken, unless <paramref name="barrier"/> no longer waits for this sequence. May return early: the caller looks again.
    /// </summary>
    internal void Park(long sequence, SequenceBarrier barrier)
    {
        lock (_gate)
        {
            Volatile.Write(ref _parked, _parked + 1);
            // The heavy half of the asymmetric fence explained at WakeParked: microseconds, paid only by a thread about to sleep.
            Interlocked.MemoryBarrierProcessWide();
            if (barrier.IsHeldBackBy(this, sequence)) Monitor.Wait(_gate);
            Volatile.Write(ref _parked, _parked - 1);
        }
    }
}
