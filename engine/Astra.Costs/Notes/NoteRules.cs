namespace Astra.Costs;

/// <summary>The brokers' dated ways of rounding and billing, where sources differ or brokers do. A broker's own row goes before that of <c>ALL</c>.</summary>
public sealed class NoteRules
{
    internal const string AllBrokers = "ALL";

    private static readonly string[] Header = ["broker", "setting", "value", "effective_from", "source", "confidence", "note"];

    /// <summary>The settings and the words that each takes.</summary>
    private static readonly (string Name, string[] Words)[] Known =
    [
        ("stt_rounding", ["rupee", "paise"]),
        ("ctt_rounding", ["paise", "rupee"]),
        ("stamp_rounding", ["rupee", "paise"]),
        ("gst_base", ["rounded", "unrounded"]),
        ("nse_currency_ipft", ["off", "on"]),
        ("ipft_in_gst", ["in", "out"]),
        ("worthless_expiry", ["free", "charged"]),
        ("ledger_stt_basis", ["vwap", "leg"]),
    ];

    private readonly NoteRule[] _rules;

    private NoteRules(NoteRule[] rules) => _rules = rules;

    /// <summary>No rows: <see cref="NoteSettings.Usual"/> for everybody.</summary>
    public static NoteRules None { get; } = new([]);

    /// <summary>Reads the rules; empty text gives <see cref="None"/>.</summary>
    /// <exception cref="ScheduleFormatException">Unknown setting or word, bad date, two rows of one day; with line and remedy.</exception>
    public static NoteRules Parse(string csv)
    {
        if (string.IsNullOrWhiteSpace(csv)) return None;
        List<NoteRule> rules = [];
        foreach (CsvRow row in CsvTable.Parse(ScheduleFile.NoteRules, csv, Header)) rules.Add(Read(new Cells(ScheduleFile.NoteRules, row)));
        rules.Sort(NoteRule.Compare);
        for (int i = 1; i < rules.Count; i++)
            if (rules[i].SameKind(rules[i - 1]) && rules[i].From == rules[i - 1].From)
                throw new ScheduleFormatException(ScheduleFile.NoteRules, rules[i].Line,
                    $"{rules[i].Broker} {rules[i].Setting} from {rules[i].From:yyyy-MM-dd} is already on line {rules[i - 1].Line}",
                    "give it another date or remove one of them");
        return new NoteRules([.. rules]);
    }

    /// <summary>That every row is of a known broker or of all: a misspelt one would be passed over without a word.</summary>
    /// <param name="brokers">Names of the plans in use and of any others that may stand here.</param>
    /// <exception cref="ScheduleFormatException">A row is of another; with its line.</exception>
    public void RequireBrokers(IReadOnlyCollection<string> brokers)
    {
        foreach (NoteRule rule in _rules.OrderBy(r => r.Line))
            if (rule.Broker != AllBrokers) Require(ScheduleFile.NoteRules, rule.Broker, rule.Line, brokers);
    }

    internal static void Require(ScheduleFile file, string broker, int line, IReadOnlyCollection<string> brokers)
    {
        if (!brokers.Contains(broker, StringComparer.OrdinalIgnoreCase))
            throw new ScheduleFormatException(file, line, $"broker '{broker}' has no plan",
                $"use one of {string.Join(", ", brokers)}{(file == ScheduleFile.NoteRules ? $", or {AllBrokers}" : "")}");
    }

    /// <summary>How a broker bills on a date.</summary>
    /// <param name="broker">Upper or lower case; one without rows bills as all do.</param>
    public NoteSettings For(string broker, DateOnly date)
    {
        NoteSettings settings = NoteSettings.Usual;
        foreach (NoteRule rule in _rules)
        {
            bool applies = rule.Broker == AllBrokers || rule.Broker.Equals(broker, StringComparison.OrdinalIgnoreCase);
            if (applies && rule.From <= date) settings = With(settings, rule);
        }
        return settings;
    }

    private static NoteSettings With(NoteSettings settings, NoteRule rule) => rule.Setting switch
    {
        "stt_rounding" => settings with { Stt = RoundingOf(rule) },
        "ctt_rounding" => settings with { Ctt = RoundingOf(rule) },
        "stamp_rounding" => settings with { Stamp = RoundingOf(rule) },
        "gst_base" => settings with { GstOnRounded = rule.Value == "rounded" },
        "nse_currency_ipft" => settings with { CurrencyIpft = rule.Value == "on" },
        "ipft_in_gst" => settings with { IpftInGst = rule.Value == "in" },
        "worthless_expiry" => settings with { WorthlessCharged = rule.Value == "charged" },
        _ => settings with { LedgerBasis = rule.Value == "vwap" ? SttBasis.DayAverage : SttBasis.Leg },
    };

    private static Rounding RoundingOf(NoteRule rule) => rule.Value == "rupee" ? Rounding.Rupee : Rounding.Paise;

    private static NoteRule Read(Cells cells)
    {
        string broker = cells.Text(0);
        if (broker.Length == 0) throw cells.Error("the broker has no name", "write one of the brokerage plans, or ALL");
        string setting = cells.Text(1);
        int known = Array.FindIndex(Known, k => k.Name == setting);
        if (known < 0) throw cells.Error($"unknown setting '{setting}'", $"use one of {string.Join(", ", Known.Select(k => k.Name))}");
        string value = cells.Word(2, setting, Known[known].Words);
        cells.CheckConfidence(5);
        return new NoteRule(broker, setting, value, cells.Date(3, "effective_from"), cells.Line);
    }
}
