namespace Astra.Markets;

/// <summary>Turns the calendar's two files into rows per segment and checks them against each other.</summary>
internal static class CalendarRows
{
    private static readonly int SegmentCount = Enum.GetValues<Segment>().Length;

    /// <summary>Per segment, rising by the day from which they hold.</summary>
    public static List<RegularHours>[] Hours(string csv)
    {
        var hours = new List<RegularHours>[SegmentCount];
        for (int i = 0; i < hours.Length; i++) hours[i] = [];

        var table = new CalendarTable(
            "sessions.csv", csv, "segments", "effective_from", "pre_open", "open", "close", "close_us_winter", "square_off_minutes");
        while (table.Next())
        {
            DateOnly from = table.Date("effective_from");
            TimeOnly? preOpen = table.OptionalTime("pre_open");
            TimeOnly open = table.Time("open");
            TimeOnly close = table.Time("close");
            TimeOnly? winter = table.OptionalTime("close_us_winter");
            int squareOff = table.Minutes("square_off_minutes");
            CheckOrder(table, preOpen, open, close);
            if (winter is { } w && w <= open) throw table.Error("close_us_winter is not after open");
            foreach (Segment segment in table.Segments("segments"))
            {
                List<RegularHours> rows = hours[(int)segment];
                if (rows.Count > 0 && rows[^1].From >= from)
                    throw table.Error($"rows of {segment} must rise by effective_from; {rows[^1].From:yyyy-MM-dd} stands before this one");
                rows.Add(new RegularHours(segment, from, preOpen, open, close, winter, squareOff));
            }
        }
        return hours;
    }

    public static SortedDictionary<(DateOnly Day, Segment Segment), List<SessionException>> Exceptions(string csv)
    {
        var exceptions = new SortedDictionary<(DateOnly, Segment), List<SessionException>>();
        var table = new CalendarTable("session-exceptions.csv", csv, "date", "segments", "status", "pre_open", "open", "close", "name", "source");
        while (table.Next())
        {
            DateOnly day = table.Date("date");
            DayStatus status = table.Choice<DayStatus>("status");
            TimeOnly? preOpen = table.OptionalTime("pre_open");
            TimeOnly open = default, close = default;
            if (status == DayStatus.Open)
            {
                open = table.Time("open");
                close = table.Time("close");
                CheckOrder(table, preOpen, open, close);
            }
            else if (preOpen is not null || table.Text("open").Length + table.Text("close").Length > 0)
            {
                throw table.Error($"only a row with status Open has hours, this one is {status}");
            }
            foreach (Segment segment in table.Segments("segments"))
                Add(table, exceptions, new SessionException(segment, day, status, preOpen, open, close, table.Text("name")));
        }
        return exceptions;
    }

    private static void Add(
        CalendarTable table, SortedDictionary<(DateOnly, Segment), List<SessionException>> exceptions, SessionException added)
    {
        if (!exceptions.TryGetValue((added.Day, added.Segment), out List<SessionException>? rows))
            exceptions.Add((added.Day, added.Segment), rows = []);
        if (rows.Count > 0 && (added.Status != DayStatus.Open || rows[^1].Status != DayStatus.Open))
            throw table.Error($"{added.Segment} has a second row for {added.Day:yyyy-MM-dd}; only Open rows can be several");
        if (rows.Count > 0 && rows[^1].Close > added.Open)
            throw table.Error($"sessions of {added.Segment} on {added.Day:yyyy-MM-dd} overlap or stand out of order");
        rows.Add(added);
    }

    private static void CheckOrder(CalendarTable table, TimeOnly? preOpen, TimeOnly open, TimeOnly close)
    {
        if (close <= open) throw table.Error("close is not after open; a session never crosses midnight");
        if (preOpen is { } pre && pre >= open) throw table.Error("pre_open is not before open");
    }
}
