using Astra.Markets;

namespace Astra.Costs;

/// <summary>The brokers' dated plans. A rule lasts until the next of its broker and segment begins.</summary>
internal sealed class BrokerageSchedule
{
    private static readonly string[] Header =
        ["broker", "segment", "rule", "pct", "flat_or_cap", "minimum", "per", "effective_from", "source", "confidence", "note"];
    private static readonly string[] RuleWords = ["ZERO", "FLAT", "PCT", "PCT_CAP", "PCT_CAP_FLOOR", "FLAT_ADDON"];
    private static readonly string[] Units = ["executed order"];

    private const decimal HighestFraction = 0.1m;

    private readonly BrokerageRule[] _rules;

    private BrokerageSchedule(BrokerageRule[] rules, string[] brokers)
    {
        _rules = rules;
        Brokers = brokers;
    }

    /// <summary>Names of the brokers, sorted.</summary>
    public IReadOnlyList<string> Brokers { get; }

    public static BrokerageSchedule Parse(string text)
    {
        List<BrokerageRule> rules = [];
        foreach (CsvRow row in CsvTable.Parse(ScheduleFile.BrokeragePlans, text, Header))
            rules.Add(Read(new Cells(ScheduleFile.BrokeragePlans, row)));
        rules.Sort(BrokerageRule.Compare);
        List<string> brokers = [];
        for (int i = 0; i < rules.Count; i++)
        {
            if (i > 0 && rules[i].SameKind(rules[i - 1]) && rules[i].From == rules[i - 1].From)
                throw new ScheduleFormatException(ScheduleFile.BrokeragePlans, rules[i].Line,
                    $"{rules[i].Broker} {rules[i].Segment} from {rules[i].From:yyyy-MM-dd} is already on line {rules[i - 1].Line}",
                    "give it another date or remove one of them");
            if (i == 0 || rules[i].Broker != rules[i - 1].Broker) brokers.Add(rules[i].Broker);
        }
        return new BrokerageSchedule([.. rules], [.. brokers]);
    }

    /// <summary>Every rule, by broker, segment and date.</summary>
    public IReadOnlyList<BrokerageRule> Rules => _rules;

    /// <summary>The rule in force, null when there is none.</summary>
    public BrokerageRule? Find(string broker, string segment, DateOnly date)
    {
        string? ignored = null;
        return Find(broker, segment, date, ref ignored);
    }

    /// <summary>As above, with a sentence for the operator when there is no such rule.</summary>
    public BrokerageRule? Find(string broker, string segment, DateOnly date, ref string? problem)
    {
        BrokerageRule? found = null;
        BrokerageRule? first = null;
        foreach (BrokerageRule rule in _rules)
        {
            if (!rule.Broker.Equals(broker, StringComparison.OrdinalIgnoreCase) || rule.Segment != segment) continue;
            first ??= rule;
            if (rule.From <= date) found = rule;
        }
        if (found is null)
            problem ??= first is null
                ? $"brokerage-plans.csv has no row for {broker} in {segment} (brokers: {string.Join(", ", Brokers)}); add one"
                : $"brokerage-plans.csv has no rule for {broker} in {segment} on {date:yyyy-MM-dd}: the first, line {first.Line}, "
                  + $"starts {first.From:yyyy-MM-dd}; add a row that covers the date";
        return found;
    }

    private static BrokerageRule Read(Cells cells)
    {
        string broker = cells.Text(0);
        if (broker.Length == 0) throw cells.Error("the broker has no name", "write one, for example ZERODHA");
        string segment = cells.Word(1, "segment", SegmentNames.BrokerageSegments);
        string rule = cells.Word(2, "rule", RuleWords);
        cells.Word(6, "unit", Units);
        cells.CheckConfidence(9);
        if (rule == "FLAT_ADDON" != (segment == "CALL_AND_TRADE"))
            throw cells.Error($"rule {rule} does not belong to segment {segment}", "FLAT_ADDON and CALL_AND_TRADE go together");
        Rate fraction = rule.StartsWith("PCT", StringComparison.Ordinal) ? cells.Rate(3, "pct", 9, HighestFraction) : default;
        Money cap = rule switch
        {
            "ZERO" => Money.Zero,
            "PCT" => BrokerageRule.Uncapped,
            _ => cells.Rupees(4, "flat_or_cap"),
        };
        Money minimum = rule switch
        {
            "PCT_CAP_FLOOR" => cells.Rupees(5, "minimum"),
            "FLAT" or "FLAT_ADDON" => cap,
            _ => Money.Zero,
        };
        if (minimum > cap) throw cells.Error($"minimum {minimum} is over the cap {cap}", "exchange the two");
        return new BrokerageRule(broker, segment, fraction, minimum, cap, cells.Date(7, "effective_from"), cells.Line, cells.Text(8));
    }
}
