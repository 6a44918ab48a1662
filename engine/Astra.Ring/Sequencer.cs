using System.Numerics;

namespace Astra.Ring;

/// <summary>
/// Hands out sequences to producers and keeps them from lapping the slowest consumer. What is shared by the two kinds:
/// capacity, cursor and the gating sequences.
/// </summary>
internal abstract class Sequencer
{
    private readonly IWaitStrategy _wait;
    private readonly Lock _gatingChanges = new();

    protected Sequencer(int capacity, IWaitStrategy wait, long initialSequence)
    {
        if (capacity < 1 || !BitOperations.IsPow2(capacity))
        {
            throw new ArgumentException(
                $"A ring's capacity must be a power of two from 1 to {1 << 30}; {capacity} is not. Slots are found with a bit mask.", nameof(capacity));
        }

        ArgumentNullException.ThrowIfNull(wait);
        ArgumentOutOfRangeException.ThrowIfLessThan(initialSequence, -1);
        Capacity = capacity;
        Cursor = new Sequence(initialSequence);
        _wait = wait;
        Room = new SequenceBarrier(wait, []);
    }

    public int Capacity { get; }

    /// <summary>Highest sequence published (single producer) or claimed (several).</summary>
    public Sequence Cursor { get; }

    /// <summary>
    /// Producers wait for room as consumers wait for events: behind a barrier, here on the gating sequences. To claim n,
    /// every gating sequence must have reached n - capacity. Acquire on those reads: a slot is written again only after
    /// its last reader is done with it.
    /// </summary>
    protected SequenceBarrier Room { get; }

    public abstract long HighestClaimed { get; }

    public SequenceBarrier NewBarrier(ReadOnlySpan<Sequence> dependencies) =>
        dependencies.IsEmpty ? NewPublishedBarrier(_wait) : new SequenceBarrier(_wait, dependencies.ToArray());

    public long RemainingCapacity()
    {
        // Without gating sequences there is nobody to wait for; the barrier answers with what it was asked.
        long claimed = HighestClaimed;
        return Capacity - Math.Max(0, claimed - Room.Available(claimed));
    }

    public void AddGating(Sequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        lock (_gatingChanges)
        {
            long cursor = Cursor.Value, at = sequence.Value;
            if (at > cursor || at < cursor - Capacity)
            {
                throw new ArgumentException(
                    $"A gating sequence must stand within one lap behind the cursor ({cursor}); {at} does not. Create it with the cursor's value.", nameof(sequence));
            }

            Room.Dependencies = [.. Room.Dependencies, sequence];
            ForgetRoom();
        }
    }

    public bool RemoveGating(Sequence sequence)
    {
        lock (_gatingChanges)
        {
            Sequence[] gating = Room.Dependencies;
            int at = Array.IndexOf(gating, sequence);
            if (at < 0) return false;
            Room.Dependencies = [.. gating[..at], .. gating[(at + 1)..]];
        }

        sequence.WakeAll(); // a producer may be parked on it
        return true;
    }

    /// <summary>Drops what is cached of the gating sequences.</summary>
    protected abstract void ForgetRoom();

    protected abstract SequenceBarrier NewPublishedBarrier(IWaitStrategy wait);

    protected void CheckCount(int count)
    {
        if ((uint)(count - 1) >= (uint)Capacity) ThrowCount(count);
    }

    private void ThrowCount(int count) =>
        throw new ArgumentOutOfRangeException(nameof(count), count, $"A claim takes 1 to {Capacity} slots, the ring's capacity.");
}
