namespace Astra.Costs;

/// <summary>
/// The dated statutory and exchange rates. Rows of one levy, exchange and segment follow each other without gap or overlap; a row
/// without an end lasts until the next begins, so a new rate is one new line.
/// </summary>
internal sealed class ChargeSchedule
{
    private static readonly string[] Header =
        ["levy", "exchange", "segment", "payer", "base", "rate", "effective_from", "effective_to", "source", "confidence", "note"];
    private static readonly string[] Levies = ["STT", "CTT", "EXCH", "IPFT", "SEBI", "STAMP", "GST"];
    private static readonly string[] Exchanges = ["ALL", "NSE", "BSE", "MCX"];
    private static readonly string[] Payers = ["none", "buy", "sell", "both"];
    private static readonly string[] Bases =
        ["value", "premium", "value_or_premium", "intrinsic", "settlement_value", "settlement_price", "strike_or_settle_value"];
    private static readonly string[] GstParts = ["brokerage", "exchange", "ipft", "sebi"];

    private const decimal HighestRate = 0.1m;
    private const decimal HighestGst = 0.999m;

    private readonly Levy[] _levies;

    private ChargeSchedule(Levy[] levies) => _levies = levies;

    public static ChargeSchedule Parse(string text)
    {
        List<Levy> levies = [];
        foreach (CsvRow row in CsvTable.Parse(ScheduleFile.Charges, text, Header))
            levies.Add(Read(new Cells(ScheduleFile.Charges, row)));
        levies.Sort(Levy.Compare);
        for (int i = 1; i < levies.Count; i++)
            if (levies[i].SameKind(levies[i - 1])) CheckFollows(levies[i - 1], levies[i]);
        return new ChargeSchedule([.. levies]);
    }

    /// <summary>The row in force on a date: the exchange's own before that of all exchanges, the segment's own before <c>*</c>.</summary>
    public Levy? Find(string levy, string exchange, string segment, DateOnly date) =>
        FindExact(levy, exchange, segment, date) ?? FindExact(levy, "ALL", segment, date)
        ?? FindExact(levy, exchange, "*", date) ?? FindExact(levy, "ALL", "*", date);

    /// <summary>As <see cref="Find"/>, with a sentence for the operator when there is no such row.</summary>
    public Levy? Find(string levy, string exchange, string segment, DateOnly date, ref string? problem)
    {
        Levy? found = Find(levy, exchange, segment, date);
        if (found is null)
            problem ??= $"charges-schedule.csv has no {levy} row for {segment} on {exchange} that is in force on {date:yyyy-MM-dd}"
                + Nearest(levy, exchange, segment, date) + "; add a row that covers the date";
        return found;
    }

    private Levy? FindExact(string levy, string exchange, string segment, DateOnly date)
    {
        Levy? found = null;
        foreach (Levy row in _levies)
            if (row.Name == levy && row.Exchange == exchange && row.Segment == segment && row.From <= date) found = row;
        return found is null || date > found.To ? null : found;
    }

    private string Nearest(string levy, string exchange, string segment, DateOnly date)
    {
        Levy? first = null, last = null;
        foreach (Levy row in _levies)
        {
            if (row.Name != levy || (row.Exchange != exchange && row.Exchange != "ALL") || (row.Segment != segment && row.Segment != "*")) continue;
            first ??= row;
            last = row;
        }
        return first is null ? ""
            : date < first.From ? $" (its first row, line {first.Line}, starts {first.From:yyyy-MM-dd})"
            : $" (its last row, line {last!.Line}, ends {last.To:yyyy-MM-dd})";
    }

    private static Levy Read(Cells cells)
    {
        string name = cells.Word(0, "levy", Levies);
        string exchange = cells.Word(1, "exchange", Exchanges);
        string segment = cells.Text(2);
        if (!SegmentNames.IsChargeSegment(segment))
            throw cells.Error($"unknown segment '{segment}'", $"use one of {SegmentNames.ChargeSegmentList}, or * for all");
        Payer payer = (Payer)Array.IndexOf(Payers, cells.Word(3, "payer", Payers));
        bool gst = name == "GST";
        GstBase gstBase = gst ? ReadGstBase(cells) : GstBase.None;
        if (!gst) cells.Word(4, "base", Bases);
        if (name is "GST" or "EXCH" or "IPFT" or "SEBI" && payer != Payer.Both) throw cells.Error($"{name} falls on both sides", "write both");
        Rate rate = gst ? cells.Rate(5, "rate", 3, HighestGst) : cells.Rate(5, "rate", 9, HighestRate);
        DateOnly from = cells.Date(6, "effective_from");
        DateOnly? to = cells.DateOrNone(7, "effective_to");
        if (to < from) throw cells.Error($"effective_to {to:yyyy-MM-dd} is before effective_from {from:yyyy-MM-dd}", "correct one of them");
        cells.CheckConfidence(9);
        return new Levy(name, exchange, segment, payer, gstBase, rate, from, to, cells.Line, cells.Text(4), cells.Text(8));
    }

    private static GstBase ReadGstBase(Cells cells)
    {
        GstBase sum = GstBase.None;
        foreach (string part in cells.Text(4).Split('+'))
        {
            int index = Array.IndexOf(GstParts, part);
            if (index < 0) throw cells.Error($"unknown part '{part}' of the GST base", $"join any of {string.Join(", ", GstParts)} with +");
            sum |= (GstBase)(1 << index);
        }
        return sum;
    }

    private static void CheckFollows(Levy earlier, Levy later)
    {
        string kind = $"{later.Name} {later.Exchange} {later.Segment}";
        if (later.From == earlier.From || later.From <= earlier.To)
            throw new ScheduleFormatException(ScheduleFile.Charges, later.Line,
                $"{kind} from {later.From:yyyy-MM-dd} overlaps line {earlier.Line}", "end the earlier row the day before");
        if (earlier.To is { } end && end.AddDays(1) != later.From)
            throw new ScheduleFormatException(ScheduleFile.Charges, later.Line,
                $"{kind} leaves a gap after line {earlier.Line}, which ends {end:yyyy-MM-dd}",
                "start this row the day after, or leave the earlier row's effective_to empty");
    }
}
