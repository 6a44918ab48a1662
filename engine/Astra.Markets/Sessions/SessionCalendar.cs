namespace Astra.Markets;

/// <summary>
/// When each segment trades. Built from two texts: regular hours with the day from which they hold, and the days that differ. Saturdays
/// and Sundays are shut unless an exception opens them. It reads no file and no clock, so a replay of an old day uses that day's hours.
/// </summary>
public sealed class SessionCalendar
{
    /// <summary>Where the two halves of a commodity day meet: a holiday may shut one of them.</summary>
    private static readonly TimeOnly EveningStart = new(17, 0);

    private readonly List<RegularHours>[] _hours;
    private readonly SortedDictionary<(DateOnly Day, Segment Segment), List<SessionException>> _exceptions;

    private SessionCalendar(List<RegularHours>[] hours, SortedDictionary<(DateOnly, Segment), List<SessionException>> exceptions)
    {
        _hours = hours;
        _exceptions = exceptions;
    }

    /// <summary>
    /// Reads the texts of sessions.csv and session-exceptions.csv. Throws <see cref="CalendarFormatException"/> with file and line for
    /// anything that is not understood: a calendar that is half right would trade on a holiday.
    /// </summary>
    public static SessionCalendar Parse(string sessionsCsv, string exceptionsCsv) =>
        new(CalendarRows.Hours(sessionsCsv), CalendarRows.Exceptions(exceptionsCsv));

    /// <summary>The sessions of a day in order of time; none when the segment is shut.</summary>
    public IReadOnlyList<TradingSession> SessionsOn(Segment segment, DateOnly day)
    {
        RegularHours? regular = HoursOf(segment, day);
        if (regular is null) return [];
        if (!_exceptions.TryGetValue((day, segment), out List<SessionException>? exceptions))
            return day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
                ? []
                : [Session(regular, day, regular.PreOpen, regular.Open, regular.CloseOn(day))];

        var sessions = new List<TradingSession>(exceptions.Count);
        foreach (SessionException e in exceptions)
        {
            if (e.Status == DayStatus.Open) sessions.Add(Session(regular, day, e.PreOpen, e.Open, e.Close));
            if (e.Status == DayStatus.MorningClosed) sessions.Add(Session(regular, day, null, EveningStart, regular.CloseOn(day)));
            if (e.Status == DayStatus.EveningClosed) sessions.Add(Session(regular, day, regular.PreOpen, regular.Open, EveningStart));
        }
        return sessions;
    }

    /// <summary>The latest close of the day among some segments; null when all are shut.</summary>
    public Timestamp? LastClose(ReadOnlySpan<Segment> segments, DateOnly day)
    {
        Timestamp? last = null;
        foreach (Segment segment in segments)
            foreach (TradingSession session in SessionsOn(segment, day))
                if (last is null || session.Close > last) last = session.Close;
        return last;
    }

    /// <summary>Why a segment's day differs from the regular one, for people; null when it does not.</summary>
    public string? Note(Segment segment, DateOnly day) =>
        _exceptions.TryGetValue((day, segment), out List<SessionException>? exceptions) ? exceptions[0].Name : null;

    private RegularHours? HoursOf(Segment segment, DateOnly day)
    {
        List<RegularHours> rows = _hours[(int)segment];
        RegularHours? found = rows.Count > 0 ? rows[0] : null;
        foreach (RegularHours row in rows)
            if (row.From <= day) found = row;
        return found;
    }

    private static TradingSession Session(RegularHours hours, DateOnly day, TimeOnly? preOpen, TimeOnly open, TimeOnly close)
    {
        Timestamp start = Ist.At(day, open);
        Timestamp end = Ist.At(day, close);
        Timestamp squareOff = end - hours.SquareOffMinutes * Timestamp.NanosPerMinute;
        // A session shorter than the offset is one in which nothing is carried.
        if (squareOff < start) squareOff = start;
        return new TradingSession(hours.Segment, day, start, end, squareOff)
        {
            PreOpen = preOpen is { } time ? Ist.At(day, time) : null,
        };
    }
}
