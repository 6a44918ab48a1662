using Astra.Core;
using Astra.Markets;

namespace Astra.Host;

/// <summary>
/// One day's session changes in order, and the stretches of time in which the clock ticks. The plan is what the calendar knew at the day's
/// midnight; <see cref="Amend"/> brings in what was announced since.
/// </summary>
internal sealed class DayPlan
{
    private readonly SessionCalendar _calendar;
    private readonly Segment[] _segments;
    private readonly DateOnly _day;
    private readonly List<Timestamp> _announcements = [];
    private readonly List<(Timestamp At, SessionChange Change)> _changes = [];
    private readonly List<(Segment Segment, Timestamp Open, Timestamp Close)> _open = [];

    public DayPlan(SessionCalendar calendar, Segment[] segments, DateOnly day)
    {
        (_calendar, _segments, _day) = (calendar, segments, day);
        Timestamp midnight = Ist.At(day, TimeOnly.MinValue);
        foreach (Segment segment in segments)
        {
            foreach (TradingSession session in calendar.SessionsOn(segment, day, midnight)) Add(session);
            foreach (Timestamp at in calendar.AnnouncementsOf(segment, day))
                if (at > midnight && !_announcements.Contains(at)) _announcements.Add(at);
        }
        _announcements.Sort();
        Order();
    }

    /// <summary>Changes not taken yet.</summary>
    public int ChangeCount => _changes.Count - Next;

    /// <summary>How many changes were taken.</summary>
    public int Next { get; private set; }

    public bool IsEmpty => _changes.Count == 0;

    /// <summary>First instant of the day at which anything happens; only for a day that has changes.</summary>
    public Timestamp First => _changes[0].At;

    public Timestamp Last => _changes[^1].At;

    /// <summary>The next change; only while <see cref="ChangeCount"/> is not zero.</summary>
    public (Timestamp At, SessionChange Change) Peek => _changes[Next];

    /// <summary>When the next amendment becomes known; null when the rest of the day is as planned.</summary>
    public Timestamp? NextAmendment => _announcements.Count > 0 ? _announcements[0] : null;

    public void Take() => Next++;

    /// <summary>True at any instant from a session's open to its close, both included: the close itself still gets its tick.</summary>
    public bool IsOpen(Timestamp at)
    {
        foreach ((_, Timestamp open, Timestamp close) in _open)
            if (at >= open && at <= close) return true;
        return false;
    }

    /// <summary>Plans the rest of the day anew from the next amendment's instant. What was taken stays: the past is not amended.</summary>
    public void Amend()
    {
        Timestamp now = _announcements[0];
        _announcements.RemoveAt(0);
        foreach (Segment segment in _segments)
            if (_calendar.AnnouncementsOf(segment, _day).Contains(now)) Amend(segment, now);
        Order();
    }

    private void Amend(Segment segment, Timestamp now)
    {
        var phase = SessionPhase.Closed;
        SessionChange told = default;
        for (int i = 0; i < Next; i++)
        {
            if (_changes[i].Change.Segment != segment) continue;
            told = _changes[i].Change;
            if (told.Phase != SessionPhase.Amended) phase = told.Phase;
        }
        for (int i = _changes.Count - 1; i >= Next; i--)
            if (_changes[i].Change.Segment == segment) _changes.RemoveAt(i);
        _open.RemoveAll(span => span.Segment == segment && span.Close > now);

        IReadOnlyList<TradingSession> sessions = _calendar.SessionsOn(segment, _day, now);
        Timestamp free = phase == SessionPhase.Closed ? now : GoOn(segment, phase, told, sessions, now);
        foreach (TradingSession session in sessions)
            if (session.Close > free) Add(From(session, free, default), free);
    }

    /// <summary>The session under way takes its new times, or ends now. Returns the instant from which other sessions may begin.</summary>
    private Timestamp GoOn(Segment segment, SessionPhase phase, in SessionChange told, IReadOnlyList<TradingSession> sessions, Timestamp now)
    {
        bool opened = phase != SessionPhase.PreOpen;
        var session = new TradingSession(segment, _day, told.Open < now ? told.Open : now, now, now);
        foreach (TradingSession amended in sessions)
        {
            if (amended.Close <= now || (opened && amended.Open > now)) continue;
            session = From(amended, now, told);
            if (opened) session = session with { Open = told.Open };
            break;
        }
        SessionChange change = Change(session, SessionPhase.Amended);
        // A day that is called off before it opened has no times to take; it only closes.
        if (change != told with { Phase = SessionPhase.Amended } && change.Open < change.Close) _changes.Add((now, change));
        if (session.Close > now)
        {
            if (!opened) AddChange(session, SessionPhase.Open, session.Open);
            if (phase != SessionPhase.SquareOff || session.SquareOff != told.SquareOff) AddChange(session, SessionPhase.SquareOff, session.SquareOff);
        }
        AddChange(session, SessionPhase.Closed, session.Close);
        _open.Add((segment, session.Open, session.Close));
        return session.Close;
    }

    /// <summary>A session seen from an instant on: what lies before it comes now, unless it was told before and is as it was.</summary>
    private static TradingSession From(in TradingSession session, Timestamp now, in SessionChange told) => session with
    {
        Open = Later(session.Open, now, told.Open),
        SquareOff = Later(session.SquareOff, now, told.SquareOff),
        AuctionClose = session.AuctionClose is { } end ? Later(end, now, told.AuctionClose) : null,
        AuctionSquareOff = session.AuctionSquareOff is { } leave ? Later(leave, now, told.AuctionSquareOff) : null,
    };

    private static Timestamp Later(Timestamp planned, Timestamp now, Timestamp told) => planned > now || planned == told ? planned : now;

    private void Add(in TradingSession session, Timestamp? from = null)
    {
        if (session.PreOpen is { } preOpen && !(preOpen < from)) AddChange(session, SessionPhase.PreOpen, preOpen);
        AddChange(session, SessionPhase.Open, session.Open);
        AddChange(session, SessionPhase.SquareOff, session.SquareOff);
        AddChange(session, SessionPhase.Closed, session.Close);
        _open.Add((session.Segment, session.Open, session.Close));
    }

    private void AddChange(in TradingSession session, SessionPhase phase, Timestamp at) => _changes.Add((at, Change(session, phase)));

    private static SessionChange Change(in TradingSession session, SessionPhase phase) => new()
    {
        Segment = session.Segment,
        Phase = phase,
        Day = Ist.DayOf(session.Open),
        Open = session.Open,
        Close = session.Close,
        SquareOff = session.SquareOff,
        AuctionClose = session.AuctionClose ?? default,
        AuctionSquareOff = session.AuctionSquareOff ?? default,
    };

    private void Order()
    {
        _changes.Sort(Next, _changes.Count - Next, Comparer<(Timestamp At, SessionChange Change)>.Create(Compare));
        _open.Sort((a, b) => a.Open.CompareTo(b.Open));
    }

    /// <summary>By time; at one instant an amendment goes first, then what ends, then what begins, then by segment and phase.</summary>
    private static int Compare((Timestamp At, SessionChange Change) a, (Timestamp At, SessionChange Change) b)
    {
        int order = a.At.CompareTo(b.At);
        if (order == 0) order = Rank(a.Change.Phase).CompareTo(Rank(b.Change.Phase));
        if (order == 0) order = a.Change.Segment.CompareTo(b.Change.Segment);
        return order == 0 ? a.Change.Phase.CompareTo(b.Change.Phase) : order;
    }

    private static int Rank(SessionPhase phase) => phase switch
    {
        SessionPhase.Amended => 0,
        SessionPhase.Closed => 1,
        _ => 2,
    };
}
