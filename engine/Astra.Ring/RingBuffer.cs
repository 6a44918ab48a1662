using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Astra.Ring;

/// <summary>
/// A ring of preallocated structs between producers and consumers. Producers claim a sequence, fill the slot in place and
/// publish it; consumers see slots in sequence order. Nothing is copied, locked or allocated on the way.
/// <para>
/// A slot holds what was there a lap ago: set every field. Every claimed sequence must be published, or consumers wait at
/// it for ever. Not for you when events are rare and latency does not matter: a channel is simpler and frees its memory.
/// </para>
/// </summary>
public sealed class RingBuffer<T>
    where T : struct
{
    // Slots at the edges share no cache line with whatever the heap puts before and after the array.
    private static readonly int EdgePadding = (Sequence.Padding + Unsafe.SizeOf<T>() - 1) / Unsafe.SizeOf<T>();

    private readonly T[] _slots;
    private readonly int _mask;
    private readonly Sequencer _sequencer;

    // Exactly one of the two: a well-predicted test and a direct call are cheaper than a virtual one.
    private readonly SingleProducerSequencer? _single;
    private readonly MultiProducerSequencer? _multi;

    private RingBuffer(Sequencer sequencer)
    {
        _sequencer = sequencer;
        _single = sequencer as SingleProducerSequencer;
        _multi = sequencer as MultiProducerSequencer;
        _mask = sequencer.Capacity - 1;
        _slots = new T[sequencer.Capacity + 2 * EdgePadding];
        // A large array is only promised memory; written once here, the first lap meets no page faults.
        Array.Clear(_slots);
    }

    /// <summary>Creates a ring, all slots default.</summary>
    /// <param name="producer">Whether one thread publishes, or several.</param>
    /// <param name="capacity">Slots, a power of two.</param>
    /// <param name="wait">How consumers wait for events, and producers for room.</param>
    /// <param name="initialSequence">The sequence before the first one; a recovered engine continues its numbering with it.</param>
    /// <exception cref="ArgumentException">The capacity is not a power of two, or the initial sequence is below -1.</exception>
    public static RingBuffer<T> Create(ProducerType producer, int capacity, IWaitStrategy wait, long initialSequence = -1) => producer switch
    {
        ProducerType.Single => new(new SingleProducerSequencer(capacity, wait, initialSequence)),
        ProducerType.Multi => new(new MultiProducerSequencer(capacity, wait, initialSequence)),
        _ => throw new ArgumentOutOfRangeException(nameof(producer), producer, "A ring has a single producer or several."),
    };

    public int Capacity => _sequencer.Capacity;

    /// <summary>Highest sequence published (single producer) or claimed (several producers, who may still be filling it).</summary>
    public long Cursor => _sequencer.Cursor.Value;

    /// <summary>Slots that could be claimed now. A hint: producers and consumers move on.</summary>
    public long RemainingCapacity() => _sequencer.RemainingCapacity();

    /// <summary>
    /// The slot of a sequence, to fill between claim and publish, or to read as a consumer that has been given the sequence.
    /// Unchecked: any number finds a slot, and only those moments make it yours.
    /// </summary>
    public ref T this[long sequence]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_slots), (nint)(sequence & _mask) + EdgePadding);
    }

    /// <summary>Claims one slot, waiting while the ring is full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next() => Next(1);

    /// <summary>
    /// Claims <paramref name="count"/> slots, waiting while there is no room; returns the highest, so they are
    /// <c>highest - count + 1</c> to <c>highest</c>. Waits as long as a consumer stands still: a producer that must be
    /// able to stop uses <see cref="TryNext"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next(int count) => _single is { } single ? single.Next(count) : _multi!.Next(count);

    /// <summary>Claims without waiting; false, and nothing claimed, when there is no room: back-pressure for the caller to answer.</summary>
    public bool TryNext(int count, out long highest) =>
        _single is { } single ? single.TryNext(count, out highest) : _multi!.TryNext(count, out highest);

    /// <summary>Makes one claimed slot visible to consumers. A single producer publishes in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long sequence)
    {
        if (_single is { } single) single.Publish(sequence);
        else _multi!.Publish(sequence);
    }

    /// <summary>Makes a claimed batch visible to consumers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long lowest, long highest)
    {
        if (_single is { } single) single.Publish(highest);
        else _multi!.Publish(lowest, highest);
    }

    /// <summary>
    /// A barrier for one consumer: behind the producers when no <paramref name="dependencies"/> are given, otherwise behind
    /// all of them. They must be sequences of consumers of this ring.
    /// </summary>
    public SequenceBarrier NewBarrier(params ReadOnlySpan<Sequence> dependencies) => _sequencer.NewBarrier(dependencies);

    /// <summary>
    /// Keeps producers from lapping a consumer. Needed for the last consumers of each chain; the ones before are behind them.
    /// Without any gating sequence producers never wait. Call it before producers start, or while they are quiet.
    /// </summary>
    /// <exception cref="ArgumentException">The sequence is ahead of the cursor or more than a lap behind it.</exception>
    public void AddGatingSequence(Sequence sequence) => _sequencer.AddGating(sequence);

    /// <summary>Lets producers pass a consumer, and wakes those that waited for it. False when it was not a gating sequence.</summary>
    public bool RemoveGatingSequence(Sequence sequence) => _sequencer.RemoveGating(sequence);
}
