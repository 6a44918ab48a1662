namespace Astra.Markets;

/// <summary>A day was asked for whose holidays the calendar does not know. Nothing may trade on it.</summary>
public sealed class CalendarCoverageException(Segment segment, DateOnly day, string covered)
    : Exception($"the calendar does not cover {segment} on {day:yyyy-MM-dd} ({covered}): add the holidays of {day.Year} to data/session-exceptions.csv and move the date in data/session-coverage.csv")
{
    public Segment Segment { get; } = segment;

    public DateOnly Day { get; } = day;
}
