namespace Astra.Markets;

/// <summary>One row of expiries.csv. It speaks of contracts that are due from <see cref="From"/> on, until the next row of its series.</summary>
/// <param name="Weekday">The weekday of a weekly, or whose last one in the month counts; null for none or for a rule by working days.</param>
/// <param name="WorkingDays">Working days before the month's last working day; null for a rule by weekday.</param>
internal sealed record ExpiryRule(
    Segment Segment, string Underlying, ExpiryCycle Cycle, DateOnly From, DayOfWeek? Weekday, int? WorkingDays, TimeOnly? LastTime)
{
    private const string Last = "last ";
    private const string WorkingDaysBefore = " working days before the last";

    /// <summary>Reads "Tuesday", "last Tuesday", "2 working days before the last" or "none".</summary>
    public static ExpiryRule Parse(CalendarTable table, Segment segment, string underlying)
    {
        var cycle = table.Choice<ExpiryCycle>("cycle");
        string text = table.Text("rule");
        DayOfWeek? weekday = null;
        int? workingDays = null;
        if (cycle == ExpiryCycle.Monthly && text.EndsWith(WorkingDaysBefore, StringComparison.Ordinal) && text[..^WorkingDaysBefore.Length] is [>= '0' and <= '9' and char digit])
            workingDays = digit - '0';
        else if (text != "none")
            weekday = WeekdayOf(cycle == ExpiryCycle.Weekly ? text : text.StartsWith(Last, StringComparison.Ordinal) ? text[Last.Length..] : "")
                ?? throw table.Error($"rule '{text}' is unknown; write {(cycle == ExpiryCycle.Weekly ? "a weekday such as Tuesday" : "last Tuesday, or 2 working days before the last")}, or none");
        return new ExpiryRule(segment, underlying, cycle, table.Date("effective_from"), weekday, workingDays, table.OptionalTime("last_time"));
    }

    private static DayOfWeek? WeekdayOf(string text)
    {
        for (DayOfWeek day = DayOfWeek.Monday; day <= DayOfWeek.Friday; day++)
            if (Enum.GetName(day) == text) return day;
        return null;
    }
}
