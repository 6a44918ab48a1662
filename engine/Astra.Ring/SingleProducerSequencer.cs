using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Astra.Ring;

/// <summary>
/// Sequences for one producer thread. A claim is an addition and a comparison with a cached gating sequence; the gating
/// sequences themselves, which consumers keep writing, are read only when the cache says the ring might be full.
/// </summary>
internal sealed class SingleProducerSequencer(int capacity, IWaitStrategy wait, long initialSequence)
    : Sequencer(capacity, wait, initialSequence)
{
    private ProducerState _producer = new() { Claimed = initialSequence, Room = long.MinValue };

    public override long HighestClaimed => Volatile.Read(ref _producer.Claimed);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next(int count)
    {
        CheckCount(count);
        long claimed = _producer.Claimed + count;
        if (claimed - Capacity > _producer.Room) _producer.Room = Room.WaitFor(claimed - Capacity);
        _producer.Claimed = claimed;
        return claimed;
    }

    public bool TryNext(int count, out long highest)
    {
        CheckCount(count);
        highest = _producer.Claimed + count;
        if (highest - Capacity > _producer.Room)
        {
            _producer.Room = Room.Available(highest - Capacity);
            if (highest - Capacity > _producer.Room) return false;
        }

        _producer.Claimed = highest;
        return true;
    }

    /// <summary>Release: the slots up to <paramref name="sequence"/> are filled before a consumer can see the cursor there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long sequence) => Cursor.SetRelease(sequence);

    protected override void ForgetRoom() => _producer.Room = long.MinValue;

    protected override SequenceBarrier NewPublishedBarrier(IWaitStrategy wait) => new(wait, [Cursor]);

    /// <summary>The producer's own words, written at every claim; padded so that nothing that others read shares their line.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 2 * Sequence.Padding + 2 * sizeof(long))]
    private struct ProducerState
    {
        [FieldOffset(Sequence.Padding)] public long Claimed;

        /// <summary>A sequence that every consumer had reached when last looked at; they may be further by now.</summary>
        [FieldOffset(Sequence.Padding + sizeof(long))] public long Room;
    }
}
