namespace Astra.Markets;

/// <summary>Turns the calendar's regular hours and phases into rows per segment and checks them against each other.</summary>
internal static class CalendarRows
{
    public static readonly int SegmentCount = Enum.GetValues<Segment>().Length;

    /// <summary>Per segment, rising by the day from which they hold.</summary>
    public static List<RegularHours>[] Hours(string csv)
    {
        List<RegularHours>[] hours = PerSegment<RegularHours>();
        var table = new CalendarTable("sessions.csv", csv, "segments", "effective_from", "pre_open", "open", "close", "close_us_winter");
        while (table.Next())
        {
            DateOnly from = table.Date("effective_from");
            TimeOnly? preOpen = table.OptionalTime("pre_open");
            TimeOnly open = table.Time("open");
            TimeOnly close = table.Time("close");
            TimeOnly? winter = table.OptionalTime("close_us_winter");
            CheckOrder(table, preOpen, open, close);
            if (winter is { } w && w <= open) throw table.Error("close_us_winter is not after open");
            foreach (Segment segment in table.Segments("segments"))
            {
                List<RegularHours> rows = hours[(int)segment];
                if (rows.Count > 0 && rows[^1].From >= from)
                    throw table.Error($"rows of {segment} must rise by effective_from; {rows[^1].From:yyyy-MM-dd} stands before this one");
                rows.Add(new RegularHours(segment, from, preOpen, open, close, winter));
            }
        }
        return hours;
    }

    /// <summary>Per segment, as they stand in the file; none for an empty text.</summary>
    public static List<PhaseHours>[] Phases(string csv)
    {
        List<PhaseHours>[] phases = PerSegment<PhaseHours>();
        if (csv.Length == 0) return phases;
        var table = new CalendarTable("session-phases.csv", csv, "segments", "classes", "phase", "effective_from", "effective_to", "start", "end");
        while (table.Next())
        {
            DayPhase phase = table.Choice<DayPhase>("phase");
            DateOnly from = table.Date("effective_from");
            DateOnly? to = table.OptionalDate("effective_to");
            TimeOnly start = table.Time("start");
            TimeOnly end = table.Time("end");
            if (end <= start) throw table.Error("end is not after start");
            if (to < from) throw table.Error("effective_to is before effective_from");
            foreach (Segment segment in table.Segments("segments"))
                foreach (TradingClass trading in table.Choices<TradingClass>("classes"))
                    AddPhase(table, phases[(int)segment], new PhaseHours(trading, phase, from, to, start, end));
        }
        return phases;
    }

    public static void CheckOrder(CalendarTable table, TimeOnly? preOpen, TimeOnly open, TimeOnly close)
    {
        if (close <= open) throw table.Error("close is not after open; a session never crosses midnight");
        if (preOpen is { } pre && pre >= open) throw table.Error("pre_open is not before open");
    }

    private static void AddPhase(CalendarTable table, List<PhaseHours> rows, PhaseHours added)
    {
        foreach (PhaseHours row in rows)
        {
            bool apart = row.To < added.From || added.To < row.From;
            if (!apart && row.Class == added.Class && row.Phase == added.Phase)
                throw table.Error($"{added.Phase} of {added.Class} overlaps a row from {row.From:yyyy-MM-dd}; end that one by effective_to");
        }
        rows.Add(added);
    }

    private static List<T>[] PerSegment<T>()
    {
        var lists = new List<T>[SegmentCount];
        for (int i = 0; i < lists.Length; i++) lists[i] = [];
        return lists;
    }
}
