using Astra.Core;
using Astra.Markets;

namespace Astra.Host;

/// <summary>
/// The exchange's own time as events: session changes from the calendar and clock ticks between them, due up to a given instant. It
/// reads no clock, so a feed that asks with the times of its records gets the same events on every run.
/// <para>
/// Order: by time; at one instant session changes first (what ends before what begins), then the clock tick. A feed publishes what is due
/// up to and including a tick's time before that tick, so data stamped T sees the phase that T begins, and a Closed at T comes after all
/// data stamped before T. A finished bar stamped T tells of the time before T: it goes ahead of what falls due at T
/// (<see cref="DueBefore"/>), or a bar of five minutes would close without its fifth minute.
/// </para>
/// <para>
/// While any segment is open (its closing instant included) the clock ticks once per second or minute, see <see cref="ClockCadence"/>; on the rest of a day
/// that has sessions, once a minute from the first change to the last. Nights, weekends and holidays are stepped over.
/// </para>
/// </summary>
public sealed class DayClock
{
    private readonly SessionCalendar _calendar;
    private readonly Segment[] _segments;
    private readonly long _step;
    private DateOnly _day;
    private DayPlan _plan;
    private int _nextChange;
    private Timestamp _nextTick;

    /// <param name="segments">Segments in use; repeated ones count once.</param>
    /// <param name="start">Events stamped before it are left out. Begin at a day's midnight unless the day's opening was already played.</param>
    public DayClock(SessionCalendar calendar, IEnumerable<Segment> segments, Timestamp start, ClockCadence cadence = ClockCadence.Second)
    {
        _calendar = calendar;
        _segments = [.. segments.Where(s => s != Segment.None).Distinct().Order()];
        _step = cadence == ClockCadence.Second ? Timestamp.NanosPerSecond : Timestamp.NanosPerMinute;
        _day = Ist.DateOf(start);
        _plan = new DayPlan(calendar, _segments, _day);
        Rewind();
        while (_nextChange < _plan.ChangeCount && _plan[_nextChange].At < start) _nextChange++;
        while (_nextTick < start && _nextTick <= LastTick) _nextTick = TickAfter(_nextTick);
    }

    /// <summary>The next event stamped at or before <paramref name="until"/>; false when none is due.</summary>
    public bool TryNext(Timestamp until, out InboundRecord record)
    {
        while (true)
        {
            bool change = _nextChange < _plan.ChangeCount;
            bool tick = _nextTick <= LastTick;
            if (change && (!tick || _plan[_nextChange].At <= _nextTick))
            {
                (Timestamp at, SessionChange body) = _plan[_nextChange];
                if (at > until) break;
                _nextChange++;
                bool auction = body.AuctionClose != default || body.AuctionSquareOff != default;
                record = Event(auction ? InboundKind.AuctionSession : InboundKind.Session, at);
                record.Session = body;
                return true;
            }
            if (tick)
            {
                if (_nextTick > until) break;
                record = Event(InboundKind.Clock, _nextTick);
                _nextTick = TickAfter(_nextTick);
                return true;
            }
            if (_day >= Ist.DateOf(until)) break;
            _day = _day.AddDays(1);
            _plan = new DayPlan(_calendar, _segments, _day);
            Rewind();
        }
        record = default;
        return false;
    }

    /// <summary>The instant to ask <see cref="TryNext"/> for ahead of a record: its time, or just before it for a finished bar.</summary>
    public static Timestamp DueBefore(in InboundRecord record) =>
        record.Header.Kind == InboundKind.Bar ? record.Header.ExchangeTime - 1 : record.Header.ExchangeTime;

    /// <summary>The last close of a day among the segments in use; null when all are shut.</summary>
    public Timestamp? LastClose(DateOnly day) => _calendar.LastClose(_segments, day);

    private Timestamp LastTick => _plan.ChangeCount > 0 ? _plan.Last : new Timestamp(long.MinValue);

    private void Rewind()
    {
        _nextChange = 0;
        _nextTick = _plan.ChangeCount > 0 ? _plan.First : new Timestamp(long.MaxValue);
    }

    private Timestamp TickAfter(Timestamp tick)
    {
        Timestamp next = (tick + _step).FloorTo(_step);
        return _plan.IsOpen(next) ? next : EndOfPause(tick, next);
    }

    /// <summary>Between sessions the clock goes by minutes, unless a session opens sooner.</summary>
    private Timestamp EndOfPause(Timestamp tick, Timestamp next)
    {
        Timestamp minute = (tick + Timestamp.NanosPerMinute).FloorTo(Timestamp.NanosPerMinute);
        while (next < minute && !_plan.IsOpen(next)) next += _step;
        return next;
    }

    private static InboundRecord Event(InboundKind kind, Timestamp at) => new()
    {
        Header = new InboundHeader
        {
            Kind = kind,
            Source = InboundSource.Feed,
            Instrument = -1,
            ExchangeTime = at,
            ArrivalTime = at,
        },
    };
}
