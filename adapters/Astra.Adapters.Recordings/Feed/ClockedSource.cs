using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>
/// A source's records with the day's clock woven in: the one event sequence of a recorded session, whatever the pace at which it is
/// played. After the last record the clock runs on to the close of that record's day, so that everything squares off and closes.
/// <para>
/// No single record moves the clock: it runs up to a record's time only as far as the record after it agrees, to the earlier of the two.
/// After a true gap (lunch, a night) later records follow and the clock runs through it; after one stamped far ahead by mistake earlier ones
/// follow and the clock stays where it was. The record itself is published in its place, ahead of the clock. Sorted records are not affected.
/// A source's last record has no witness and is believed.
/// </para>
/// </summary>
internal sealed class ClockedSource
{
    private readonly IRecordSource _source;
    private readonly DayClock? _clock;
    private InboundRecord _next;
    private InboundRecord _witness;
    private bool _hasNext;
    private bool _hasWitness;
    private Timestamp _due;

    public ClockedSource(IRecordSource source, SessionCalendar calendar)
    {
        _source = source;
        _hasNext = source.TryRead(ref _next);
        if (!_hasNext) return;
        _hasWitness = source.TryRead(ref _witness);
        _due = Believed;
        // From midnight: a recording that begins at noon still needs the morning's opening.
        Timestamp midnight = Ist.At(Ist.DateOf(_due), TimeOnly.MinValue);
        ClockCadence cadence = source.BarsOnly ? ClockCadence.Minute : ClockCadence.Second;
        _clock = new DayClock(calendar, source.Instruments.Select(i => i.Segment), midnight, cadence);
    }

    /// <summary>When the last event given is to be played, in exchange time: never goes back, nor ahead with a record that is stamped wrongly.</summary>
    public Timestamp Played { get; private set; }

    /// <summary>The next event; false when the source and the day's clock are both at their end.</summary>
    public bool TryNext(ref InboundRecord record)
    {
        if (_clock is null) return false;
        if (_clock.TryNext(_due, out InboundRecord due))
        {
            record = due;
            Played = due.Header.ExchangeTime;
            return true;
        }
        if (!_hasNext) return false;

        record = _next;
        record.Header.Source = InboundSource.Feed;
        Played = _due;
        Advance();
        return true;
    }

    private void Advance()
    {
        (_next, _hasNext) = (_witness, _hasWitness);
        _hasWitness = _hasWitness && _source.TryRead(ref _witness);
        if (!_hasNext) _due = _clock!.LastClose(Ist.DateOf(_due)) is { } close && close > _due ? close : _due;
        else if (Believed is var believed && believed > _due) _due = believed;
    }

    /// <summary>How far the next record may move the clock.</summary>
    private Timestamp Believed
    {
        get
        {
            Timestamp next = DayClock.DueBefore(_next);
            return _hasWitness && DayClock.DueBefore(_witness) is var witness && witness < next ? witness : next;
        }
    }
}
