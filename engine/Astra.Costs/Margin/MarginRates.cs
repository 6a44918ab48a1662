namespace Astra.Costs;

/// <summary>
/// The dated rates of the margin approximation, checked whole. Immutable and made of text, so that a journal can carry the rates it was
/// traded with. A row of a named underlying stands before the row <c>*</c> of its class; a row without an end lasts until the next of its kind.
/// </summary>
public sealed class MarginRates
{
    private static readonly string[] Header =
        ["item", "class", "underlying", "basis_points", "effective_from", "effective_to", "source", "confidence", "note"];
    private static readonly string[] Items =
        ["INITIAL", "EXPOSURE", "SHORT_OPTION_FLOOR", "SHORT_OPTION_EXPIRY_DAY", "CALENDAR_SPREAD", "CALENDAR_EXPIRY_DAY", "VOLATILITY_SCAN"];
    internal static readonly string[] Classes = ["EQ_DELIVERY", "EQ_INTRADAY", "INDEX", "STOCK", "CURRENCY", "COMMODITY"];

    private readonly MarginTable[] _tables;

    private MarginRates(MarginTable[] tables) => _tables = tables;

    /// <summary>Reads and checks the rates: every row, and that rows of one kind neither overlap nor, for <c>*</c>, leave a gap.</summary>
    /// <exception cref="ScheduleFormatException">Unknown word, bad number or date, overlap or gap; with file, line and remedy.</exception>
    public static MarginRates Parse(string csv)
    {
        List<MarginRow> rows = [];
        foreach (CsvRow row in CsvTable.Parse(ScheduleFile.MarginRates, csv, Header)) rows.Add(Read(new Cells(ScheduleFile.MarginRates, row)));
        rows.Sort(MarginRow.Compare);
        for (int i = 1; i < rows.Count; i++)
            if (rows[i].SameKind(rows[i - 1])) rows[i - 1] = Until(rows[i - 1], rows[i]);
        MarginRow[] all = [.. rows];
        SortedSet<DateOnly> changes = [];
        foreach (MarginRow row in all)
        {
            changes.Add(row.From);
            if (row.To is { } end && end < DateOnly.MaxValue) changes.Add(end.AddDays(1));
        }
        List<MarginTable> tables = [];
        foreach (DateOnly change in changes) tables.Add(new MarginTable(change, all));
        return new MarginRates([.. tables]);
    }

    /// <summary>The rates in force on a day, null before the first row.</summary>
    internal MarginTable? On(DateOnly day)
    {
        int low = 0, high = _tables.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (_tables[middle].From <= day) low = middle + 1;
            else high = middle - 1;
        }
        return high < 0 ? null : _tables[high];
    }

    private static MarginRow Read(Cells cells)
    {
        MarginItem item = (MarginItem)Array.IndexOf(Items, cells.Word(0, "item", Items));
        MarginClass kind = (MarginClass)Array.IndexOf(Classes, cells.Word(1, "class", Classes));
        string underlying = cells.Text(2);
        if (underlying.Length == 0) throw cells.Error("the underlying is empty", "write its name, or * for every one of the class");
        int points = cells.BasisPoints(3, "basis_points", MarginRateSet.One);
        if (item == MarginItem.CalendarExpiryDay && points is not (0 or MarginRateSet.One))
            throw cells.Error($"CALENDAR_EXPIRY_DAY is {points}", "write 10000 where the benefit stays on the expiry day, 0 where it goes");
        DateOnly from = cells.Date(4, "effective_from");
        DateOnly? to = cells.DateOrNone(5, "effective_to");
        if (to < from) throw cells.Error($"effective_to {to:yyyy-MM-dd} is before effective_from {from:yyyy-MM-dd}", "correct one of them");
        if (cells.Text(6).Length == 0) throw cells.Error("the source is empty", "say where the rate is from");
        cells.CheckConfidence(7);
        return new MarginRow(item, kind, underlying, points, from, to, cells.Line);
    }

    /// <summary>The earlier row with its end filled in.</summary>
    private static MarginRow Until(MarginRow earlier, MarginRow later)
    {
        string kind = $"{Items[(int)earlier.Item]} {Classes[(int)earlier.Class]} {earlier.Underlying}";
        if (later.From == earlier.From || later.From <= earlier.To)
            throw new ScheduleFormatException(ScheduleFile.MarginRates, later.Line,
                $"{kind} from {later.From:yyyy-MM-dd} overlaps line {earlier.Line}", "end the earlier row the day before");
        // A name's own row may end and leave the class to speak; without a row for the class nothing would.
        if (earlier.Underlying == MarginRow.Every && earlier.To is { } end && end.AddDays(1) != later.From)
            throw new ScheduleFormatException(ScheduleFile.MarginRates, later.Line,
                $"{kind} leaves a gap after line {earlier.Line}, which ends {end:yyyy-MM-dd}",
                "start this row the day after, or leave the earlier row's effective_to empty");
        return earlier.To is null ? earlier with { To = later.From.AddDays(-1) } : earlier;
    }
}
