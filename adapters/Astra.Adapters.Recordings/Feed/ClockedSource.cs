using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>
/// A source's records with the day's clock woven in: the one event sequence of a recorded session, whatever the pace at which it is
/// played. After the last record the clock runs on to the close of that record's day, so that everything squares off and closes.
/// </summary>
internal sealed class ClockedSource
{
    private readonly IRecordSource _source;
    private readonly DayClock? _clock;
    private InboundRecord _ahead;
    private bool _hasAhead;
    private Timestamp _due;

    public ClockedSource(IRecordSource source, SessionCalendar calendar)
    {
        _source = source;
        _hasAhead = source.TryRead(ref _ahead);
        if (!_hasAhead) return;
        _due = DayClock.DueBefore(_ahead);
        // From midnight: a recording that begins at noon still needs the morning's opening.
        Timestamp midnight = Ist.At(Ist.DateOf(_due), TimeOnly.MinValue);
        ClockCadence cadence = source.BarsOnly ? ClockCadence.Minute : ClockCadence.Second;
        _clock = new DayClock(calendar, source.Instruments.Select(i => i.Segment), midnight, cadence);
    }

    /// <summary>The next event; false when the source and the day's clock are both at their end.</summary>
    public bool TryNext(ref InboundRecord record)
    {
        if (_clock is null) return false;
        if (_clock.TryNext(_due, out InboundRecord due))
        {
            record = due;
            return true;
        }
        if (!_hasAhead) return false;

        record = _ahead;
        record.Header.Source = InboundSource.Feed;
        Timestamp played = _due;
        _hasAhead = _source.TryRead(ref _ahead);
        if (!_hasAhead) _due = _clock.LastClose(Ist.DateOf(played)) is { } close && close > played ? close : played;
        else if (DayClock.DueBefore(_ahead) is var next && next > played) _due = next;
        return true;
    }
}
