using Astra.Core;
using Astra.Markets;

namespace Astra.Host;

/// <summary>One day's session changes in order, and the stretches of time in which the clock ticks.</summary>
internal sealed class DayPlan
{
    private readonly List<(Timestamp At, SessionChange Change)> _changes = [];
    private readonly List<(Timestamp Open, Timestamp Close)> _open = [];

    public DayPlan(SessionCalendar calendar, ReadOnlySpan<Segment> segments, DateOnly day)
    {
        foreach (Segment segment in segments)
            foreach (TradingSession session in calendar.SessionsOn(segment, day))
                Add(session);
        _changes.Sort(Compare);
        _open.Sort((a, b) => a.Open.CompareTo(b.Open));
    }

    public int ChangeCount => _changes.Count;

    /// <summary>First instant of the day at which anything happens; only for a day that has changes.</summary>
    public Timestamp First => _changes[0].At;

    public Timestamp Last => _changes[^1].At;

    public (Timestamp At, SessionChange Change) this[int index] => _changes[index];

    /// <summary>True at any instant from a session's open to its close, both included: the close itself still gets its tick.</summary>
    public bool IsOpen(Timestamp at)
    {
        foreach ((Timestamp open, Timestamp close) in _open)
            if (at >= open && at <= close) return true;
        return false;
    }

    private void Add(TradingSession session)
    {
        if (session.PreOpen is { } preOpen) Add(session, SessionPhase.PreOpen, preOpen);
        Add(session, SessionPhase.Open, session.Open);
        Add(session, SessionPhase.SquareOff, session.SquareOff);
        Add(session, SessionPhase.Closed, session.Close);
        _open.Add((session.Open, session.Close));
    }

    private void Add(TradingSession session, SessionPhase phase, Timestamp at) =>
        _changes.Add((at, new SessionChange
        {
            Segment = session.Segment,
            Phase = phase,
            Day = Ist.DayOf(session.Open),
            Open = session.Open,
            Close = session.Close,
            SquareOff = session.SquareOff,
            AuctionClose = session.AuctionClose ?? default,
            AuctionSquareOff = session.AuctionSquareOff ?? default,
        }));

    /// <summary>By time; at one instant what ends goes before what begins, then by segment and phase.</summary>
    private static int Compare((Timestamp At, SessionChange Change) a, (Timestamp At, SessionChange Change) b)
    {
        int order = a.At.CompareTo(b.At);
        if (order == 0) order = (b.Change.Phase == SessionPhase.Closed).CompareTo(a.Change.Phase == SessionPhase.Closed);
        if (order == 0) order = a.Change.Segment.CompareTo(b.Change.Segment);
        return order == 0 ? a.Change.Phase.CompareTo(b.Change.Phase) : order;
    }
}
