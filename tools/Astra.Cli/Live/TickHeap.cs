using Astra.Core;

namespace Astra.Cli;

/// <summary>Ticks on their way into order: the earliest comes out first, those of one instant as they came.</summary>
internal sealed class TickHeap
{
    private readonly PriorityQueue<int, (long Time, long Arrival)> _order = new();
    private readonly Stack<int> _free = new();
    private InboundRecord[] _records = new InboundRecord[4096];
    private long _arrivals;

    public int Count => _order.Count;

    /// <summary>Exchange time of the earliest, nanoseconds; <see cref="long.MaxValue"/> when there is none.</summary>
    public long Earliest => _order.TryPeek(out _, out (long Time, long Arrival) first) ? first.Time : long.MaxValue;

    public void Add(in InboundRecord record)
    {
        if (!_free.TryPop(out int slot)) slot = _order.Count;
        if (slot == _records.Length) Array.Resize(ref _records, 2 * _records.Length);
        _records[slot] = record;
        _order.Enqueue(slot, (record.Header.ExchangeTime.UnixNanos, _arrivals++));
    }

    /// <summary>Takes the earliest out; valid until the next <see cref="Add"/>.</summary>
    public ref readonly InboundRecord Take()
    {
        int slot = _order.Dequeue();
        _free.Push(slot);
        return ref _records[slot];
    }
}
