namespace Astra.Markets;

/// <summary>One row of sessions.csv for one segment: its hours from a day on.</summary>
internal sealed record RegularHours(
    Segment Segment, DateOnly From, TimeOnly? PreOpen, TimeOnly Open, TimeOnly Close, TimeOnly? CloseUsWinter, int SquareOffMinutes)
{
    public TimeOnly CloseOn(DateOnly day) => CloseUsWinter is { } winter && !UsDaylight.IsOn(day) ? winter : Close;
}

internal enum DayStatus
{
    Closed,
    MorningClosed,
    EveningClosed,
    /// <summary>Open at the row's own hours instead of the regular ones.</summary>
    Open,
}

/// <summary>One row of session-exceptions.csv for one segment.</summary>
internal sealed record SessionException(
    Segment Segment, DateOnly Day, DayStatus Status, TimeOnly? PreOpen, TimeOnly Open, TimeOnly Close, string Name);
