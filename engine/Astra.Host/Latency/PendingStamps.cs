namespace Astra.Host;

/// <summary>
/// Stamps of sampled events that have left the ring and are not durable yet, in order. One thread adds, another takes. When it is full, further samples are left out: then a journal lags by a
/// million events and more, and its lag is the news, not the percentile.
/// </summary>
internal sealed class PendingStamps
{
    private const int Capacity = 1 << 16;

    private readonly Pending[] _pending = new Pending[Capacity];
    private long _added;
    private long _taken;

    public void Add(long sequence, long due, long published)
    {
        long at = _added;
        if (at - Volatile.Read(ref _taken) >= Capacity) return;
        _pending[at & (Capacity - 1)] = new Pending(sequence, due, published);
        Volatile.Write(ref _added, at + 1);
    }

    /// <summary>Takes the oldest if its event is at or before <paramref name="durable"/>.</summary>
    public bool TryTake(long durable, out long due, out long published)
    {
        (due, published) = (0, 0);
        long at = _taken;
        if (at == Volatile.Read(ref _added)) return false;
        ref readonly Pending oldest = ref _pending[at & (Capacity - 1)];
        if (oldest.Sequence > durable) return false;
        (due, published) = (oldest.Due, oldest.Published);
        Volatile.Write(ref _taken, at + 1);
        return true;
    }

    private readonly record struct Pending(long Sequence, long Due, long Published);
}
