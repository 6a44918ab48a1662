namespace Astra.Markets;

/// <summary>
/// When each segment trades: regular hours with the day from which they hold, the days that differ, the phases around continuous trading,
/// and when brokers close intraday positions. Saturdays and Sundays are shut unless a row opens them. It reads no file and no clock, so a
/// replay of an old day uses that day's hours. Immutable.
/// </summary>
public sealed class SessionCalendar
{
    /// <summary>Minutes by which the engine leaves before its broker would close its positions and charge for it.</summary>
    public const int DefaultSquareOffLead = 3;

    /// <summary>Where the two halves of a commodity day meet: a holiday may shut one of them.</summary>
    private static readonly TimeOnly EveningStart = new(17, 0);
    private static readonly Timestamp EverythingKnown = new(long.MaxValue);

    private readonly List<RegularHours>[] _hours;
    private readonly List<PhaseHours>[] _phases;
    private readonly ExceptionDays _days;
    private readonly SessionCoverage _coverage;
    private readonly SquareOffRules _squareOff;
    private readonly string? _broker;
    private readonly int _lead;

    private SessionCalendar(
        List<RegularHours>[] hours, List<PhaseHours>[] phases, ExceptionDays days, SessionCoverage coverage, SquareOffRules squareOff, string? broker, int lead) =>
        (_hours, _phases, _days, _coverage, _squareOff, _broker, _lead) = (hours, phases, days, coverage, squareOff, broker, lead);

    /// <summary>
    /// Reads the texts of the calendar's files. Throws <see cref="CalendarFormatException"/> with file and line for anything that is not
    /// understood: a calendar that is half right would trade on a holiday.
    /// </summary>
    public static SessionCalendar Parse(CalendarTexts texts) => new(
        CalendarRows.Hours(texts.Sessions), CalendarRows.Phases(texts.Phases), ExceptionDays.Parse(texts.Exceptions, "session-exceptions.csv"),
        SessionCoverage.Parse(texts.Coverage), SquareOffRules.Parse(texts.SquareOff), null, DefaultSquareOffLead);

    /// <summary>Hours and exceptions alone: no phases, no broker's times, every day covered.</summary>
    public static SessionCalendar Parse(string sessionsCsv, string exceptionsCsv) =>
        Parse(new CalendarTexts { Sessions = sessionsCsv, Exceptions = exceptionsCsv });

    /// <summary>When brokers close intraday positions.</summary>
    public SquareOffRules SquareOff => _squareOff;

    /// <summary>
    /// This calendar with later facts on top, in the columns of session-exceptions.csv. A row replaces its day; one with
    /// <c>announced_at</c> (IST) counts from that instant on, so that a day may change while it runs.
    /// </summary>
    public SessionCalendar With(string exceptionsCsv, string file = "amendments") =>
        new(_hours, _phases, _days.With(ExceptionDays.Parse(exceptionsCsv, file)), _coverage, _squareOff, _broker, _lead);

    /// <summary>This calendar with a broker's square-off times; null takes the earliest of all brokers.</summary>
    /// <param name="leadMinutes">0 or more: how long before the broker the engine leaves.</param>
    public SessionCalendar For(string? broker, int leadMinutes = DefaultSquareOffLead)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leadMinutes);
        return new(_hours, _phases, _days, _coverage, _squareOff, broker, leadMinutes);
    }

    /// <summary>Whether holidays of that day are known. The other answers are given for any day, by rule; trading needs a covered one.</summary>
    public bool Covers(Segment segment, DateOnly day) => _coverage.Covers(segment, day);

    /// <summary>Last day whose holidays are known; null when the calendar sets no end.</summary>
    public DateOnly? CoveredUntil(Segment segment) => _coverage.LastOf(segment);

    /// <summary>Throws <see cref="CalendarCoverageException"/> for the first segment whose holidays of that day are not known.</summary>
    public void Require(ReadOnlySpan<Segment> segments, DateOnly day)
    {
        foreach (Segment segment in segments)
            if (!Covers(segment, day)) throw new CalendarCoverageException(segment, day, _coverage.Words(segment));
    }

    /// <summary>The sessions of a day in order of time; none when the segment is shut.</summary>
    public IReadOnlyList<TradingSession> SessionsOn(Segment segment, DateOnly day) => SessionsOn(segment, day, EverythingKnown);

    /// <summary>The same as it was known at an instant, before later amendments.</summary>
    public IReadOnlyList<TradingSession> SessionsOn(Segment segment, DateOnly day, Timestamp knownAt)
    {
        if (HoursOf(segment, day) is not { } regular) return [];
        if (_days.On(segment, day, knownAt) is not { } rows)
            return day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
                ? []
                : [Session(regular, day, SessionKind.Regular, regular.PreOpen, regular.Open, regular.CloseOn(day), null, null)];

        var sessions = new List<TradingSession>(rows.Count);
        foreach (SessionException row in rows)
        {
            if (row.Status == DayStatus.MorningClosed)
                sessions.Add(Session(regular, day, SessionKind.Evening, null, EveningStart, regular.CloseOn(day), null, row.Name));
            else if (row.Status == DayStatus.EveningClosed)
                sessions.Add(Session(regular, day, SessionKind.Morning, regular.PreOpen, regular.Open, EveningStart, null, row.Name));
            else if (row.HasHours)
                sessions.Add(Session(regular, day, KindOf(row.Status), row.PreOpen, row.Open, row.Close, row.AuctionClose, row.Name));
        }
        return sessions;
    }

    /// <summary>The instants at which that day was amended, rising; none for nearly every day.</summary>
    public IEnumerable<Timestamp> AnnouncementsOf(Segment segment, DateOnly day) => _days.AnnouncementsOf(segment, day);

    /// <summary>A day on which contracts can expire and settle: a full session, not a festive hour, a drill or a holiday's evening.</summary>
    public bool IsTradingDay(Segment segment, DateOnly day)
    {
        foreach (TradingSession session in SessionsOn(segment, day))
            if (session.Kind is SessionKind.Regular or SessionKind.Special or SessionKind.Morning) return true;
        return false;
    }

    /// <summary>Every phase of a day for a class of instruments, by start.</summary>
    public IReadOnlyList<PhaseWindow> PhasesOn(Segment segment, TradingClass trading, DateOnly day) =>
        HoursOf(segment, day) is { } regular ? SessionPhases.Of(regular, _phases[(int)segment], trading, day, SessionsOn(segment, day)) : [];

    /// <summary>The phase at an instant, continuous trading before what runs beside it; null when nothing goes on.</summary>
    public DayPhase? PhaseAt(Segment segment, TradingClass trading, Timestamp at)
    {
        DayPhase? found = null;
        foreach (PhaseWindow window in PhasesOn(segment, trading, Ist.DateOf(at)))
            if (window.Contains(at) && (found is null || window.Phase == DayPhase.Continuous)) found = window.Phase;
        return found;
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
    public string? Note(Segment segment, DateOnly day) => _days.On(segment, day, EverythingKnown) is { } rows ? rows[0].Name : null;

    private RegularHours? HoursOf(Segment segment, DateOnly day)
    {
        List<RegularHours> rows = _hours[(int)segment];
        RegularHours? found = rows.Count > 0 ? rows[0] : null;
        foreach (RegularHours row in rows)
            if (row.From <= day) found = row;
        return found;
    }

    private static SessionKind KindOf(DayStatus status) => status switch
    {
        DayStatus.Muhurat => SessionKind.Muhurat,
        DayStatus.Drill => SessionKind.Drill,
        _ => SessionKind.Special,
    };

    private TradingSession Session(
        RegularHours hours, DateOnly day, SessionKind kind, TimeOnly? preOpen, TimeOnly open, TimeOnly close, TimeOnly? namedAuction, string? note)
    {
        // A session that ends at another time than the day's usual one has no auction unless its row names it.
        TimeOnly? auction = namedAuction ?? (close == hours.CloseOn(day) ? SessionPhases.AuctionStart(_phases[(int)hours.Segment], day) : null);
        if (auction <= open) auction = null;
        Timestamp start = Ist.At(day, open);
        Timestamp end = Ist.At(day, close);
        Timestamp? auctionEnd = auction is { } at ? Ist.At(day, at) : null;
        return new TradingSession(hours.Segment, day, start, end, Leave(hours.Segment, day, start, end, false))
        {
            Kind = kind,
            Note = note,
            PreOpen = preOpen is { } time ? Ist.At(day, time) : null,
            AuctionClose = auctionEnd,
            AuctionSquareOff = auctionEnd is { } early ? Leave(hours.Segment, day, start, early, true) : null,
        };
    }

    /// <summary>A session shorter than the offset is one in which nothing is carried: its positions leave as it opens.</summary>
    private Timestamp Leave(Segment segment, DateOnly day, Timestamp open, Timestamp end, bool auction)
    {
        Timestamp leave = end - (_squareOff.Minutes(_broker, segment, auction, day) + _lead) * Timestamp.NanosPerMinute;
        return leave < open ? open : leave;
    }
}
