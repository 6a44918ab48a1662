namespace Astra.Markets;

/// <summary>One row of sessions.csv for one segment: its hours from a day on.</summary>
internal sealed record RegularHours(Segment Segment, DateOnly From, TimeOnly? PreOpen, TimeOnly Open, TimeOnly Close, TimeOnly? CloseUsWinter)
{
    public TimeOnly CloseOn(DateOnly day) => CloseUsWinter is { } winter && !UsDaylight.IsOn(day) ? winter : Close;
}

/// <summary>One row of session-phases.csv for one segment and class.</summary>
/// <param name="To">Last day on which it holds; null while it holds.</param>
internal sealed record PhaseHours(TradingClass Class, DayPhase Phase, DateOnly From, DateOnly? To, TimeOnly Start, TimeOnly End)
{
    public bool HoldsOn(DateOnly day) => day >= From && (To is not { } to || day <= to);
}

internal enum DayStatus
{
    Closed,
    MorningClosed,
    EveningClosed,
    /// <summary>Open at the row's own hours instead of the regular ones.</summary>
    Special,
    Drill,
    /// <summary>As Special, for Diwali's hour; without hours it is announced but its hours are not known, and nothing trades.</summary>
    Muhurat,
    /// <summary>As if no earlier row stood there: a holiday that was called off.</summary>
    Regular,
}

/// <summary>One row of session-exceptions.csv for one segment.</summary>
internal sealed record SessionException(
    Segment Segment, DateOnly Day, DayStatus Status, TimeOnly? PreOpen, TimeOnly Open, TimeOnly Close, TimeOnly? AuctionClose, string Name)
{
    /// <summary>False for a row that shuts, and for a festive hour that nobody has named yet.</summary>
    public bool HasHours => Open != Close;
}

/// <summary>What a day is known to be from an instant on.</summary>
internal sealed record DayVersion(Timestamp KnownAt, List<SessionException> Rows)
{
    /// <summary>Known before anything else happened.</summary>
    public static readonly Timestamp FromTheStart = new(long.MinValue);
}
