namespace Astra.Markets;

/// <summary>
/// The days that differ from the regular hours, each in the versions in which it became known. Immutable: <see cref="With"/> makes a new one.
/// </summary>
internal sealed class ExceptionDays
{
    private readonly SortedDictionary<(DateOnly Day, Segment Segment), List<DayVersion>> _days = [];

    public static ExceptionDays Parse(string csv, string file)
    {
        var days = new ExceptionDays();
        var table = new CalendarTable(file, csv, "date", "segments", "status", "pre_open", "open", "close", "name", "source");
        while (table.Next()) days.Add(table);
        return days;
    }

    /// <summary>
    /// These days with later facts on top: a day that was always known replaces what stood there, one announced at an instant counts from it on.
    /// </summary>
    public ExceptionDays With(ExceptionDays later)
    {
        var all = new ExceptionDays();
        foreach (((DateOnly, Segment) key, List<DayVersion> versions) in _days) all._days.Add(key, versions);
        foreach (((DateOnly, Segment) key, List<DayVersion> versions) in later._days)
        {
            var merged = new List<DayVersion>();
            if (all._days.TryGetValue(key, out List<DayVersion>? known))
                foreach (DayVersion version in known)
                    if (version.KnownAt < versions[0].KnownAt) merged.Add(version);
            merged.AddRange(versions);
            all._days[key] = merged;
        }
        return all;
    }

    /// <summary>The day's rows as known at an instant; null for a regular day.</summary>
    public List<SessionException>? On(Segment segment, DateOnly day, Timestamp knownAt)
    {
        if (!_days.TryGetValue((day, segment), out List<DayVersion>? versions)) return null;
        List<SessionException>? rows = null;
        foreach (DayVersion version in versions)
            if (version.KnownAt <= knownAt) rows = version.Rows;
        return rows is [{ Status: DayStatus.Regular }] ? null : rows;
    }

    /// <summary>The instants at which something new became known of a day, rising.</summary>
    public IEnumerable<Timestamp> AnnouncementsOf(Segment segment, DateOnly day)
    {
        if (!_days.TryGetValue((day, segment), out List<DayVersion>? versions)) yield break;
        foreach (DayVersion version in versions)
            if (version.KnownAt != DayVersion.FromTheStart) yield return version.KnownAt;
    }

    private void Add(CalendarTable table)
    {
        DateOnly day = table.Date("date");
        DayStatus status = table.Choice<DayStatus>("status");
        TimeOnly? preOpen = table.OptionalTime("pre_open");
        TimeOnly? auctionClose = table.OptionalTime("auction_close");
        TimeOnly open = default, close = default;
        bool blank = preOpen is null && auctionClose is null && table.Text("open").Length + table.Text("close").Length == 0;
        if (status is DayStatus.Special or DayStatus.Drill || (status == DayStatus.Muhurat && !blank))
        {
            open = table.Time("open");
            close = table.Time("close");
            CalendarRows.CheckOrder(table, preOpen, open, close);
            if (auctionClose <= open || auctionClose > close) throw table.Error("auction_close is not between open and close");
        }
        else if (!blank)
        {
            throw table.Error($"only a row with status Special, Drill or Muhurat has hours, this one is {status}");
        }
        Timestamp knownAt = table.OptionalInstant("announced_at") ?? DayVersion.FromTheStart;
        if (knownAt >= Ist.At(day.AddDays(1), TimeOnly.MinValue)) throw table.Error("announced_at is after the day itself; what is past cannot be amended");
        foreach (Segment segment in table.Segments("segments"))
            Add(table, knownAt, new SessionException(segment, day, status, preOpen, open, close, auctionClose, table.Text("name")));
    }

    private void Add(CalendarTable table, Timestamp knownAt, SessionException added)
    {
        if (!_days.TryGetValue((added.Day, added.Segment), out List<DayVersion>? versions))
            _days.Add((added.Day, added.Segment), versions = []);
        if (versions.Count > 0 && versions[^1].KnownAt > knownAt)
            throw table.Error($"rows of {added.Segment} for {added.Day:yyyy-MM-dd} must rise by announced_at, blank first");
        if (versions.Count == 0 || versions[^1].KnownAt < knownAt) versions.Add(new DayVersion(knownAt, []));
        List<SessionException> rows = versions[^1].Rows;
        if (rows.Count > 0 && !(added.HasHours && rows[^1].HasHours))
            throw table.Error($"{added.Segment} has a second row for {added.Day:yyyy-MM-dd}; only rows with hours can be several");
        if (rows.Count > 0 && rows[^1].Close > added.Open)
            throw table.Error($"sessions of {added.Segment} on {added.Day:yyyy-MM-dd} overlap or stand out of order");
        rows.Add(added);
    }
}
