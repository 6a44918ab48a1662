using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;
using Astra.Ring;

namespace Astra.Cli;

/// <summary>
/// Writes a feed's ticks to a recording in the order of their exchange times, and keeps count of what the feed said of itself. A tick waits until nothing
/// earlier is to be expected; one that comes later still is counted.
/// </summary>
internal sealed class TickTape(RecordingWriter writer) : IEventHandler<InboundEvent>
{
    /// <summary>How far a tick may be behind the newest one and still find its place.</summary>
    private const long Window = 30 * Timestamp.NanosPerSecond;

    private readonly TickHeap _heap = new();
    private readonly SortedSet<int> _notSubscribed = [];
    private Timestamp _newest = new(long.MinValue);
    private Timestamp _written = new(long.MinValue);
    private (long Delay, Timestamp Stamp) _first;
    private (long Delay, Timestamp Stamp) _second;
    private long _ticks;
    private long _late;

    /// <summary>Records taken so far.</summary>
    public long Ticks => Volatile.Read(ref _ticks);

    /// <summary>Records that came after a later one had been written.</summary>
    public long Late => Volatile.Read(ref _late);

    /// <summary>Times before which ticks may be missing, as the feed told. Read after the end.</summary>
    public int Gaps { get; private set; }

    /// <summary>Instruments that stayed silent after they were asked for again. Read after the end.</summary>
    public IReadOnlyCollection<int> NotSubscribed => _notSubscribed;

    /// <summary>
    /// Smallest distance of a tick's arrival from its exchange time on which ticks of two different stamps agree, nanoseconds: one wrong stamp says nothing. Null
    /// with fewer, and for a feed that stamps by this machine's clock. Read after the end.
    /// </summary>
    public long? SmallestDelay => _second.Stamp == default || (_first.Delay == 0 && _second.Delay == 0) ? null : _second.Delay;

    public void OnEvent(ref InboundEvent e, long sequence, bool endOfBatch)
    {
        ref readonly InboundHeader header = ref e.Record.Header;
        switch (header.Kind)
        {
            case InboundKind.Touchline or InboundKind.Trade or InboundKind.Depth:
                Take(in e.Record);
                break;
            case InboundKind.Feed:
                Follow(in e.Record.Feed, header.Instrument);
                break;
            default:
                // Clocks and sessions belong to an engine; a recording makes its own when it is played.
                break;
        }
    }

    /// <summary>Writes what still waits. Called when nothing more comes.</summary>
    public void Flush()
    {
        while (_heap.Count > 0) Write();
    }

    private void Take(in InboundRecord record)
    {
        InboundHeader header = record.Header;
        Volatile.Write(ref _ticks, _ticks + 1);
        NoteDelay(header.ArrivalTime - header.ExchangeTime, header.ExchangeTime);
        if (header.ExchangeTime < _written)
        {
            Volatile.Write(ref _late, _late + 1);
            return;
        }
        _heap.Add(in record);
        // A time ahead of its arrival moves nothing: one tick with a bad clock would make all others late.
        Timestamp sure = header.ExchangeTime < header.ArrivalTime ? header.ExchangeTime : header.ArrivalTime;
        if (sure > _newest) _newest = sure;
        while (_heap.Earliest < _newest.UnixNanos - Window) Write();
    }

    private void NoteDelay(long delay, Timestamp stamp)
    {
        if (_first.Stamp == default || delay < _first.Delay) (_first, _second) = ((delay, stamp), _first.Stamp == stamp ? _second : _first);
        else if (stamp != _first.Stamp && (_second.Stamp == default || delay < _second.Delay)) _second = (delay, stamp);
    }

    private void Write()
    {
        ref readonly InboundRecord record = ref _heap.Take();
        writer.Write(in record);
        _written = record.Header.ExchangeTime;
    }

    private void Follow(in FeedChange change, int instrument)
    {
        if (change.State == FeedState.Gap) Gaps++;
        else if (change.State == FeedState.NotSubscribed && instrument >= 0) _notSubscribed.Add(instrument);
    }
}
