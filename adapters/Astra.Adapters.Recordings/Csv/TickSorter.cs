using Astra.Core;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>
/// Puts ticks that are a little late into their place. It holds only the ticks of the window behind the newest one; ticks of one instant
/// keep the file's order.
/// </summary>
internal sealed class TickSorter(RecordingWriter writer, long windowNanos)
{
    private InboundRecord[] _held = new InboundRecord[1024];
    private int _start;
    private int _count;
    private Timestamp _newest = new(long.MinValue);

    public long Reordered { get; private set; }

    /// <summary>False when the tick is later than the window allows.</summary>
    public bool TryAdd(in InboundRecord record)
    {
        Timestamp at = record.Header.ExchangeTime;
        if (at < _newest)
        {
            if (_newest - at > windowNanos) return false;
            Reordered++;
        }
        else
        {
            _newest = at;
        }
        while (_count > 0 && _newest - _held[_start].Header.ExchangeTime > windowNanos) WriteFirst();
        if (_count == _held.Length) Grow();
        int place = _count++;
        while (place > 0 && Slot(place - 1).Header.ExchangeTime > at)
        {
            Slot(place) = Slot(place - 1);
            place--;
        }
        Slot(place) = record;
        return true;
    }

    public void Flush()
    {
        while (_count > 0) WriteFirst();
    }

    private ref InboundRecord Slot(int index) => ref _held[_start + index & _held.Length - 1];

    private void WriteFirst()
    {
        writer.Write(_held[_start]);
        _start = _start + 1 & _held.Length - 1;
        _count--;
    }

    private void Grow()
    {
        var larger = new InboundRecord[_held.Length * 2];
        for (int i = 0; i < _count; i++) larger[i] = Slot(i);
        (_held, _start) = (larger, 0);
    }
}
