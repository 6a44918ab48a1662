namespace Astra.Ring;

/// <summary>
/// A consumer without a loop of its own: whoever owns the thread polls when it suits, beside other work. Never waits, so it
/// needs no halt. One thread at a time.
/// </summary>
public sealed class EventPoller<T, THandler>
    where T : struct
    where THandler : IEventHandler<T>
{
    private readonly RingBuffer<T> _ring;
    private readonly SequenceBarrier _barrier;
    private THandler _handler;

    /// <param name="ring">Whose slots are handled.</param>
    /// <param name="barrier">A barrier of that ring, for this poller alone.</param>
    /// <param name="handler">Class or struct; OnStart and OnStop are not called.</param>
    public EventPoller(RingBuffer<T> ring, SequenceBarrier barrier, THandler handler)
    {
        ArgumentNullException.ThrowIfNull(ring);
        ArgumentNullException.ThrowIfNull(barrier);
        ArgumentNullException.ThrowIfNull(handler);
        barrier.Own();
        _ring = ring;
        _barrier = barrier;
        _handler = handler;
        Sequence = new Sequence(ring.Cursor);
    }

    /// <summary>The last sequence that was handled completely. Gate the ring with it as with any consumer's.</summary>
    public Sequence Sequence { get; }

    /// <summary>The handler, in place.</summary>
    public ref THandler Handler => ref _handler;

    /// <summary>
    /// Handles at most <paramref name="maxBatch"/> events that are at hand and returns how many. An exception from the handler
    /// reaches the caller, and the failed event is handed out again by the next poll.
    /// </summary>
    public int Poll(int maxBatch = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        long next = Sequence.Value + 1, sequence = next;
        long end = Math.Min(_barrier.Available(next), next + maxBatch - 1);
        if (end < next) return 0;
        try
        {
            for (; sequence <= end; sequence++) _handler.OnEvent(ref _ring[sequence], sequence, sequence == end);
        }
        finally
        {
            // Release, as a processor does: the slots come before whoever follows. After an exception, those handled so far.
            Sequence.SetRelease(sequence - 1);
        }

        return (int)(end - next + 1);
    }
}
