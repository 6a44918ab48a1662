namespace Astra.Markets;

/// <summary>From which day to which day the calendar's facts are complete, per segment: outside it a weekday may be a holiday that nobody entered.</summary>
internal sealed class SessionCoverage
{
    private readonly (DateOnly From, DateOnly To)?[] _spans = new (DateOnly, DateOnly)?[CalendarRows.SegmentCount];
    private readonly bool _all;

    private SessionCoverage(bool all) => _all = all;

    /// <summary>An empty text covers every day: for calendars made by hand.</summary>
    public static SessionCoverage Parse(string csv)
    {
        var coverage = new SessionCoverage(csv.Length == 0);
        if (coverage._all) return coverage;
        var table = new CalendarTable("session-coverage.csv", csv, "segments", "from", "to", "source");
        while (table.Next())
        {
            (DateOnly from, DateOnly to) = (table.Date("from"), table.Date("to"));
            if (to < from) throw table.Error("to is before from");
            foreach (Segment segment in table.Segments("segments"))
            {
                if (coverage._spans[(int)segment] is not null) throw table.Error($"{segment} has a second row");
                coverage._spans[(int)segment] = (from, to);
            }
        }
        return coverage;
    }

    public bool Covers(Segment segment, DateOnly day) => _all || (_spans[(int)segment] is { } span && day >= span.From && day <= span.To);

    /// <summary>Last covered day; null when every day is covered, or none.</summary>
    public DateOnly? LastOf(Segment segment) => _spans[(int)segment]?.To;

    public string Words(Segment segment) => _spans[(int)segment] is { } span ? $"it covers {span.From:yyyy-MM-dd} to {span.To:yyyy-MM-dd}" : "it covers no day of it";
}
