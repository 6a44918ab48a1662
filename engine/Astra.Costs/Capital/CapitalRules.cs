namespace Astra.Costs;

/// <summary>
/// The dated rules of what a capital may trade, checked whole. Immutable and made of text, as <see cref="MarginRates"/>. A row without an end
/// lasts until the next of its class.
/// </summary>
public sealed class CapitalRules
{
    private static readonly string[] Header =
        ["class", "minimum_capital", "maximum_share_bp", "cushion_bp", "effective_from", "effective_to", "source", "confidence", "note"];
    internal static readonly string[] Classes =
        ["EQ_DELIVERY", "EQ_INTRADAY", "INDEX_FUT", "STOCK_FUT", "INDEX_OPT", "STOCK_OPT", "CUR_FUT", "CUR_OPT", "COM_FUT", "COM_OPT"];
    private const int HighestCushion = 100_000;

    private readonly CapitalRule[] _rules;

    private CapitalRules(CapitalRule[] rules) => _rules = rules;

    /// <summary>Reads and checks the rules.</summary>
    /// <exception cref="ScheduleFormatException">Unknown class, bad number or date, overlap or gap; with file, line and remedy.</exception>
    public static CapitalRules Parse(string csv)
    {
        List<CapitalRule> rules = [];
        foreach (CsvRow row in CsvTable.Parse(ScheduleFile.CapitalRules, csv, Header)) rules.Add(Read(new Cells(ScheduleFile.CapitalRules, row)));
        rules.Sort(CapitalRule.Compare);
        for (int i = 1; i < rules.Count; i++)
            if (rules[i].Class == rules[i - 1].Class) rules[i - 1] = Until(rules[i - 1], rules[i]);
        return new CapitalRules([.. rules]);
    }

    /// <summary>The rule in force for a class on a day, null when there is none.</summary>
    internal CapitalRule? Find(CapitalClass kind, DateOnly day)
    {
        foreach (CapitalRule rule in _rules)
            if (rule.Class == kind && rule.From <= day && (rule.To is null || day <= rule.To)) return rule;
        return null;
    }

    private static CapitalRule Read(Cells cells)
    {
        CapitalClass kind = (CapitalClass)Array.IndexOf(Classes, cells.Word(0, "class", Classes));
        Markets.Money minimum = cells.Capital(1, "minimum_capital");
        int share = cells.BasisPoints(2, "maximum_share_bp", MarginRateSet.One);
        if (share == 0) throw cells.Error("maximum_share_bp is 0", "write 1 to 10000; to forbid a class, give it a minimum capital that nobody has");
        int cushion = cells.BasisPoints(3, "cushion_bp", HighestCushion);
        DateOnly from = cells.Date(4, "effective_from");
        DateOnly? to = cells.DateOrNone(5, "effective_to");
        if (to < from) throw cells.Error($"effective_to {to:yyyy-MM-dd} is before effective_from {from:yyyy-MM-dd}", "correct one of them");
        if (cells.Text(6).Length == 0) throw cells.Error("the source is empty", "say whose rule it is");
        cells.CheckConfidence(7);
        return new CapitalRule(kind, minimum, share, cushion, from, to, cells.Line);
    }

    private static CapitalRule Until(CapitalRule earlier, CapitalRule later)
    {
        string kind = Classes[(int)earlier.Class];
        if (later.From == earlier.From || later.From <= earlier.To)
            throw new ScheduleFormatException(ScheduleFile.CapitalRules, later.Line,
                $"{kind} from {later.From:yyyy-MM-dd} overlaps line {earlier.Line}", "end the earlier row the day before");
        if (earlier.To is { } end && end.AddDays(1) != later.From)
            throw new ScheduleFormatException(ScheduleFile.CapitalRules, later.Line,
                $"{kind} leaves a gap after line {earlier.Line}, which ends {end:yyyy-MM-dd}",
                "start this row the day after, or leave the earlier row's effective_to empty");
        return earlier.To is null ? earlier with { To = later.From.AddDays(-1) } : earlier;
    }
}
