using Astra.Markets;

namespace Astra.Research;

/// <summary>
/// Finds the exchange's session of a bar. Remembers the last answer, since bars come in order. Without a calendar, and outside every
/// session, there is none.
/// </summary>
public sealed class SessionFrames(SessionCalendar? calendar, Instrument instrument)
{
    private DateOnly _day;
    private IReadOnlyList<TradingSession> _sessions = [];
    private TradingSession? _last;

    /// <summary>The session in whose continuous trading the instant lies.</summary>
    public TradingSession? At(Timestamp at)
    {
        if (calendar is null || instrument.Segment == Segment.None) return null;
        if (_last is { } last && at >= last.Open && at < last.ContinuousEnd(instrument.ClosingAuction)) return last;
        DateOnly day = Ist.DateOf(at);
        if (day != _day) (_day, _sessions) = (day, calendar.SessionsOn(instrument.Segment, day));
        foreach (TradingSession session in _sessions)
            if (at >= session.Open && at < session.ContinuousEnd(instrument.ClosingAuction)) return _last = session;
        return null;
    }

    /// <summary>End of the session's continuous trading for this instrument.</summary>
    public Timestamp EndOf(TradingSession session) => session.ContinuousEnd(instrument.ClosingAuction);

    /// <summary>When its intraday positions leave.</summary>
    public Timestamp SquareOffOf(TradingSession session) => session.SquareOffOf(instrument.ClosingAuction);
}
