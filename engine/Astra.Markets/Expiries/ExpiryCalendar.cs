namespace Astra.Markets;

/// <summary>
/// When contracts expire by the exchanges' rules: dated rows of expiries.csv, laid over the trading calendar. A holiday pulls an expiry to the
/// trading day before. The broker's instrument master of the day overrules it: a rule that changes moves contracts that are listed already,
/// and a holiday declared late moves them once more. MCX contracts follow the exchange's contract calendar and have no rule here.
/// </summary>
public sealed class ExpiryCalendar
{
    /// <summary>Underlying of the row that holds for every underlying of a segment that has no row of its own.</summary>
    public const string Others = "*";

    /// <summary>Most days by which holidays are expected to pull an expiry forward.</summary>
    private const int PullLimit = 7;

    private readonly SessionCalendar _sessions;
    private readonly List<ExpiryRule> _rules = [];

    private ExpiryCalendar(SessionCalendar sessions) => _sessions = sessions;

    /// <summary>Reads the text of expiries.csv. Throws <see cref="CalendarFormatException"/> with the line for what is not understood.</summary>
    public static ExpiryCalendar Parse(string csv, SessionCalendar sessions)
    {
        var calendar = new ExpiryCalendar(sessions);
        var table = new CalendarTable("expiries.csv", csv, "segment", "underlyings", "cycle", "rule", "last_time", "effective_from", "source");
        while (table.Next())
        {
            Segment segment = table.Choice<Segment>("segment");
            foreach (string underlying in table.Text("underlyings").Split('+')) calendar.Add(table, ExpiryRule.Parse(table, segment, underlying));
        }
        return calendar;
    }

    /// <summary>The underlyings named in the rules, each once, in the order of the file; others follow their segment's common row.</summary>
    public IReadOnlyList<string> Underlyings
    {
        get
        {
            var names = new List<string>();
            foreach (ExpiryRule rule in _rules)
                if (rule.Underlying != Others && !names.Contains(rule.Underlying)) names.Add(rule.Underlying);
            return names;
        }
    }

    /// <summary>Whether an underlying has rows of its own; the others of a segment have contracts only if the exchange lists them.</summary>
    public bool Names(string underlying)
    {
        foreach (ExpiryRule rule in _rules)
            if (rule.Underlying == underlying && underlying != Others) return true;
        return false;
    }

    /// <summary>Where an underlying's contracts trade: as its rows say, NSE derivatives for one that has none (see <see cref="Names"/>).</summary>
    public Segment SegmentOf(string underlying)
    {
        foreach (ExpiryRule rule in _rules)
            if (rule.Underlying == underlying) return rule.Segment;
        return Segment.NseDerivatives;
    }

    /// <summary>Every expiry of an underlying whose day lies in the range, both ends included, by day.</summary>
    public IReadOnlyList<Expiry> ExpiriesBetween(string underlying, DateOnly from, DateOnly to) =>
        ExpiriesBetween(SegmentOf(underlying), underlying, from, to);

    /// <summary>The same for a segment: one underlying may have contracts on both exchanges.</summary>
    public IReadOnlyList<Expiry> ExpiriesBetween(Segment segment, string underlying, DateOnly from, DateOnly to)
    {
        var found = new List<Expiry>();
        // A contract due after the range may be pulled into it, at most over a few holidays.
        DateOnly last = to.AddDays(PullLimit);
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= last; month = month.AddMonths(1))
        {
            Expiry? monthly = MonthlyOf(segment, underlying, month);
            if (monthly is { } end) found.Add(end);
            AddWeeklies(found, segment, underlying, month, monthly?.Due);
        }
        found.RemoveAll(e => e.Day < from || e.Day > to);
        found.Sort((a, b) => a.Day.CompareTo(b.Day));
        return found;
    }

    /// <summary>
    /// The first expiry on or after a day. For <see cref="ExpiryCycle.Weekly"/> the monthlies count too, as the last week's contract is the
    /// month's; null where the underlying has no such series then.
    /// </summary>
    public Expiry? Next(string underlying, ExpiryCycle cycle, DateOnly day)
    {
        // A weekly series expires within a week, holidays aside; a monthly one within two months.
        IReadOnlyList<Expiry> found = ExpiriesBetween(underlying, day, day.AddDays(cycle == ExpiryCycle.Weekly ? 7 + PullLimit : 70));
        bool weeklies = false;
        foreach (Expiry expiry in found) weeklies |= expiry.Cycle == ExpiryCycle.Weekly;
        if (cycle == ExpiryCycle.Weekly && !weeklies) return null;
        foreach (Expiry expiry in found)
            if (cycle == ExpiryCycle.Weekly || expiry.Cycle == cycle) return expiry;
        return null;
    }

    /// <summary>Whether a contract on the underlying ends that day.</summary>
    public bool IsExpiry(string underlying, DateOnly day) => ExpiriesBetween(underlying, day, day).Count > 0;

    private Expiry? MonthlyOf(Segment segment, string underlying, DateOnly month)
    {
        // In the month of a change each rule is tried with the day that it would give; rows rise, so a later one wins.
        Expiry? found = null;
        foreach (ExpiryRule rule in Series(segment, underlying, ExpiryCycle.Monthly))
        {
            DateOnly due = rule.WorkingDays is { } days ? WorkingDaysBeforeLast(segment, month, days)
                : rule.Weekday is { } weekday ? LastOf(month, weekday)
                : month.AddMonths(1).AddDays(-1);
            if (due < rule.From) continue;
            found = rule.Weekday is null && rule.WorkingDays is null ? null : Pulled(rule, due);
        }
        return found;
    }

    private void AddWeeklies(List<Expiry> found, Segment segment, string underlying, DateOnly month, DateOnly? monthly)
    {
        List<ExpiryRule> series = Series(segment, underlying, ExpiryCycle.Weekly);
        DateOnly next = month.AddMonths(1);
        for (DateOnly due = month; due < next; due = due.AddDays(1))
        {
            ExpiryRule? rule = null;
            foreach (ExpiryRule row in series)
                if (row.From <= due) rule = row;
            bool takenByMonthly = monthly is { } end && MondayOf(end) == MondayOf(due);
            if (rule?.Weekday == due.DayOfWeek && !takenByMonthly) found.Add(Pulled(rule, due));
        }
    }

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private Expiry Pulled(ExpiryRule rule, DateOnly due)
    {
        DateOnly day = due;
        for (int i = 0; i < PullLimit && !_sessions.IsTradingDay(rule.Segment, day); i++) day = day.AddDays(-1);
        return new Expiry(rule.Underlying, rule.Segment, rule.Cycle, day, due, rule.LastTime, !_sessions.Covers(rule.Segment, due));
    }

    private DateOnly WorkingDaysBeforeLast(Segment segment, DateOnly month, int days)
    {
        DateOnly day = month.AddMonths(1).AddDays(-1);
        while (!_sessions.IsTradingDay(segment, day)) day = day.AddDays(-1);
        for (int left = days; left > 0;)
        {
            day = day.AddDays(-1);
            if (_sessions.IsTradingDay(segment, day)) left--;
        }
        return day;
    }

    private static DateOnly LastOf(DateOnly month, DayOfWeek weekday)
    {
        DateOnly day = month.AddMonths(1).AddDays(-1);
        while (day.DayOfWeek != weekday) day = day.AddDays(-1);
        return day;
    }

    /// <summary>An underlying's own rows; its segment's common ones where it has none.</summary>
    private List<ExpiryRule> Series(Segment segment, string underlying, ExpiryCycle cycle)
    {
        var own = new List<ExpiryRule>();
        var common = new List<ExpiryRule>();
        foreach (ExpiryRule rule in _rules)
        {
            if (rule.Segment != segment || rule.Cycle != cycle) continue;
            if (rule.Underlying == underlying) own.Add(rule);
            else if (rule.Underlying == Others) common.Add(rule with { Underlying = underlying });
        }
        return own.Count > 0 ? own : common;
    }

    private void Add(CalendarTable table, ExpiryRule added)
    {
        if (added.Underlying.Length == 0) throw table.Error("an underlying is blank");
        foreach (ExpiryRule rule in _rules)
        {
            if (rule.Underlying == added.Underlying && rule.Cycle == added.Cycle && rule.Segment == added.Segment && rule.From >= added.From)
                throw table.Error($"{added.Cycle} rows of {added.Underlying} must rise by effective_from; {rule.From:yyyy-MM-dd} stands before this one");
        }
        _rules.Add(added);
    }
}
