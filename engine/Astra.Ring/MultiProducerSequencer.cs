using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Astra.Ring;

/// <summary>
/// Sequences for any number of producer threads. A claim moves the cursor with one compare-and-swap; a publish marks each slot
/// with the lap it was filled in, so producers finish in any order and consumers stop at the first slot not yet filled.
/// <para>
/// A claim is made only once there is room (rather than claimed first and waited for after): a producer that gives up
/// leaves no hole behind that consumers would wait at for ever.
/// </para>
/// </summary>
internal sealed class MultiProducerSequencer : Sequencer
{
    private readonly int[] _laps;
    private readonly int _lapShift;
    private readonly int _mask;
    private SharedRoom _room = new() { Reached = long.MinValue };

    public MultiProducerSequencer(int capacity, IWaitStrategy wait, long initialSequence)
        : base(capacity, wait, initialSequence)
    {
        _laps = new int[capacity];
        _lapShift = BitOperations.Log2((uint)capacity);
        _mask = capacity - 1;
        // As if the lap up to the initial sequence had been published: nothing after it looks filled.
        for (long sequence = initialSequence - capacity + 1; sequence <= initialSequence; sequence++) _laps[sequence & _mask] = LapOf(sequence);
    }

    /// <summary>Where consumers park; its value is not used, because there is no one number that says what is published.</summary>
    public Sequence Doorbell { get; } = new();

    public override long HighestClaimed => Cursor.Value;

    public long Next(int count)
    {
        CheckCount(count);
        while (true)
        {
            long current = Cursor.Value, next = current + count;
            if (!HasRoom(next)) RememberRoom(Room.WaitFor(next - Capacity));
            if (Cursor.CompareAndSet(current, next)) return next;
        }
    }

    public bool TryNext(int count, out long highest)
    {
        CheckCount(count);
        while (true)
        {
            long current = Cursor.Value;
            highest = current + count;
            if (!HasRoom(highest))
            {
                long reached = Room.Available(highest - Capacity);
                RememberRoom(reached);
                // Full, unless the cursor has moved on and this was about a lap gone by.
                if (highest - Capacity > reached)
                {
                    if (Cursor.Value == current) return false;
                    continue;
                }
            }

            if (Cursor.CompareAndSet(current, highest)) return true;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long sequence)
    {
        Mark(sequence);
        Doorbell.WakeParked();
    }

    public void Publish(long lowest, long highest)
    {
        for (long sequence = lowest; sequence <= highest; sequence++) Mark(sequence);
        Doorbell.WakeParked();
    }

    /// <summary>
    /// The end of the unbroken run of published slots that starts at <paramref name="from"/>; one less than
    /// <paramref name="from"/> when that slot itself is not published. Needs no look at the cursor, which producers fight
    /// for: a lap mark is equal only for the very sequence, and the run ends within one lap because the slot behind it
    /// still bears the lap of <paramref name="from"/> or an older one.
    /// </summary>
    public long HighestPublished(long from)
    {
        long sequence = from;
        ref int laps = ref MemoryMarshal.GetArrayDataReference(_laps);
        // Acquire on each mark, pairing with the release in Mark: a slot's contents are read after its mark.
        while (Volatile.Read(ref Unsafe.Add(ref laps, (nint)(sequence & _mask))) == LapOf(sequence)) sequence++;
        return sequence - 1;
    }

    protected override void ForgetRoom() => RememberRoom(long.MinValue);

    protected override SequenceBarrier NewPublishedBarrier(IWaitStrategy wait) => new(wait, this);

    /// <summary>Release: the slot is filled before its mark can be seen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Mark(long sequence) =>
        Volatile.Write(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_laps), (nint)(sequence & _mask)), LapOf(sequence));

    // Wraps after 2^31 laps, which is harmless: marks are compared for equality within neighbouring laps.
    private int LapOf(long sequence) => (int)(sequence >> _lapShift);

    // Acquire and release on the cached value: a producer that relies on another's look at the gating sequences
    // thereby also sees that the consumers are done with the slots.
    private bool HasRoom(long highest) => highest - Capacity <= Volatile.Read(ref _room.Reached);

    // A slower producer may write an older value here; that costs one more look, never a wrong claim.
    private void RememberRoom(long reached) => Volatile.Write(ref _room.Reached, reached);

    [StructLayout(LayoutKind.Explicit, Size = 2 * Sequence.Padding + sizeof(long))]
    private struct SharedRoom
    {
        [FieldOffset(Sequence.Padding)] public long Reached;
    }
}
