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
/// <para>
/// An amendment of the calendar counts from the instant at which it was announced: a session under way takes its new times by an Amended
/// event, a shortened one that should be over ends at once, what has not begun is planned anew. Nothing before that instant changes.
/// </para>
/// </summary>
public sealed class DayClock
{
    private static readonly Timestamp Never = new(long.MaxValue);

    private readonly SessionCalendar _calendar;
    private readonly Segment[] _segments;
    private readonly long _step;
    private DateOnly _day;
    private DayPlan _plan;
    private Timestamp _nextTick;
    private Timestamp _hurriesTo;

    /// <param name="segments">Segments in use; repeated ones count once.</param>
    /// <param name="start">Events stamped before it are left out. Begin at a day's midnight unless the day's opening was already played.</param>
    /// <exception cref="CalendarCoverageException">The calendar does not know that day's holidays; here, and in <see cref="TryNext"/> for later days.</exception>
    public DayClock(SessionCalendar calendar, IEnumerable<Segment> segments, Timestamp start, ClockCadence cadence = ClockCadence.Second)
    {
        _calendar = calendar;
        _segments = [.. segments.Where(s => s != Segment.None).Distinct().Order()];
        _step = cadence == ClockCadence.Second ? Timestamp.NanosPerSecond : Timestamp.NanosPerMinute;
        _plan = Enter(Ist.DateOf(start));
        while (TryNext(start - 1, out _))
        {
            // Played before: the events before the start only bring the plan to where it stands.
        }
    }

    /// <summary>
    /// Up to that instant the clock ticks by minutes only, which all bars keep: for a time that is over already, of which nobody waits for a second. Session
    /// changes are not affected.
    /// </summary>
    public void HurryTo(Timestamp until) => _hurriesTo = until;

    /// <summary>The next event stamped at or before <paramref name="until"/>; false when none is due.</summary>
    public bool TryNext(Timestamp until, out InboundRecord record)
    {
        while (true)
        {
            Timestamp change = _plan.ChangeCount > 0 ? _plan.Peek.At : Never;
            Timestamp tick = _nextTick <= LastTick ? _nextTick : Never;
            if (_plan.NextAmendment is { } news && news <= change && news <= tick)
            {
                if (news > until) break;
                _plan.Amend();
                if (!_plan.IsEmpty && _nextTick == Never) _nextTick = _plan.First;
                if (_nextTick < news) _nextTick = (news + (_step - 1)).FloorTo(_step);
                continue;
            }
            if (change != Never && change <= tick)
            {
                if (change > until) break;
                record = Event(_plan.Peek.Change, change);
                _plan.Take();
                return true;
            }
            if (tick != Never)
            {
                if (tick > until) break;
                record = Event(InboundKind.Clock, tick);
                _nextTick = TickAfter(tick);
                return true;
            }
            if (_day >= Ist.DateOf(until)) break;
            _plan = Enter(_day.AddDays(1));
        }
        record = default;
        return false;
    }

    /// <summary>The instant to ask <see cref="TryNext"/> for ahead of a record: its time, or just before it for a finished bar.</summary>
    public static Timestamp DueBefore(in InboundRecord record) =>
        record.Header.Kind == InboundKind.Bar ? record.Header.ExchangeTime - 1 : record.Header.ExchangeTime;

    /// <summary>The last close of a day among the segments in use, or its last amendment; null when all are shut.</summary>
    public Timestamp? LastClose(DateOnly day)
    {
        Timestamp? last = _calendar.LastClose(_segments, day);
        foreach (Segment segment in _segments)
            foreach (Timestamp news in _calendar.AnnouncementsOf(segment, day))
                if (last is null || news > last) last = news;
        return last;
    }

    private Timestamp LastTick => _plan.IsEmpty ? new Timestamp(long.MinValue) : _plan.Last;

    private DayPlan Enter(DateOnly day)
    {
        _calendar.Require(_segments, day);
        _day = day;
        var plan = new DayPlan(_calendar, _segments, day);
        _nextTick = plan.IsEmpty ? Never : plan.First;
        return plan;
    }

    private Timestamp TickAfter(Timestamp tick)
    {
        if (tick + Timestamp.NanosPerMinute <= _hurriesTo && _step < Timestamp.NanosPerMinute)
            return (tick + Timestamp.NanosPerMinute).FloorTo(Timestamp.NanosPerMinute);
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

    private static InboundRecord Event(in SessionChange change, Timestamp at)
    {
        bool auction = change.AuctionClose != default || change.AuctionSquareOff != default;
        InboundRecord record = Event(auction ? InboundKind.AuctionSession : InboundKind.Session, at);
        record.Session = change;
        return record;
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
