using System.Diagnostics.CodeAnalysis;
using Astra.Markets;

namespace Astra.Costs;

/// <summary>
/// What brokers bill for shares that leave the client's account, per scrip and day of delivery sale, on the ledger and outside the note.
/// A row lasts until the next of its broker and variant begins.
/// </summary>
public sealed class DepositoryCharges
{
    private static readonly string[] Header =
        ["broker", "variant", "amount", "gst", "least_value", "round_trip", "effective_from", "source", "confidence", "note"];
    private static readonly string[] YesNo = ["yes", "no"];

    private readonly DepositoryRule[] _rules;

    private DepositoryCharges(DepositoryRule[] rules) => _rules = rules;

    /// <summary>No rows: nothing is charged.</summary>
    public static DepositoryCharges None { get; } = new([]);

    /// <summary>Reads the charges; empty text gives <see cref="None"/>.</summary>
    /// <exception cref="ScheduleFormatException">Bad number, date or word, two rows of one day; with line and remedy.</exception>
    public static DepositoryCharges Parse(string csv)
    {
        if (string.IsNullOrWhiteSpace(csv)) return None;
        List<DepositoryRule> rules = [];
        foreach (CsvRow row in CsvTable.Parse(ScheduleFile.DepositoryCharges, csv, Header))
        {
            DepositoryRule rule = Read(new Cells(ScheduleFile.DepositoryCharges, row));
            if (rules.Find(r => r.Broker == rule.Broker && r.Variant == rule.Variant && r.From == rule.From) is { } same)
                throw new ScheduleFormatException(ScheduleFile.DepositoryCharges, rule.Line,
                    $"{rule.Broker} {rule.Variant} from {rule.From:yyyy-MM-dd} is already on line {same.Line}", "give it another date or remove one of them");
            rules.Add(rule);
        }
        return new DepositoryCharges([.. rules]);
    }

    /// <summary>That every row is of a known broker: a misspelt one would be passed over without a word.</summary>
    /// <param name="brokers">Names of the plans in use and of any others that may stand here.</param>
    /// <exception cref="ScheduleFormatException">A row is of another; with its line.</exception>
    public void RequireBrokers(IReadOnlyCollection<string> brokers)
    {
        foreach (DepositoryRule rule in _rules) NoteRules.Require(ScheduleFile.DepositoryCharges, rule.Broker, rule.Line, brokers);
    }

    /// <summary>The charge with GST of a day's delivery trades of one scrip; nothing for a broker without a row.</summary>
    /// <param name="delivered">Delivery purchases and sales of the scrip that day.</param>
    public Money For(string broker, DateOnly date, in DayTurnover delivered) =>
        TryFind(broker, "", date, out DepositoryRule? rule, out _) ? rule.For(delivered) : Money.Zero;

    /// <summary>The row of a broker in force on a date; otherwise a <paramref name="problem"/> that says what there is.</summary>
    /// <param name="broker">Upper or lower case.</param>
    /// <param name="variant">Empty for the usual client.</param>
    public bool TryFind(string broker, string variant, DateOnly date, [NotNullWhen(true)] out DepositoryRule? rule, [NotNullWhen(false)] out string? problem)
    {
        rule = null;
        DepositoryRule? first = null;
        foreach (DepositoryRule row in _rules)
        {
            if (!row.Broker.Equals(broker, StringComparison.OrdinalIgnoreCase) || !row.Variant.Equals(variant, StringComparison.OrdinalIgnoreCase)) continue;
            if (first is null || row.From < first.From) first = row;
            if (row.From <= date && (rule is null || row.From > rule.From)) rule = row;
        }
        string kind = variant.Length == 0 ? "" : $", variant {variant}";
        problem = rule is not null ? null
            : first is null ? $"depository-charges.csv has no row for {broker.ToUpperInvariant()}{kind}; add one"
            : $"depository-charges.csv has no row for {broker.ToUpperInvariant()}{kind} on {date:yyyy-MM-dd}: the first, line {first.Line}, starts {first.From:yyyy-MM-dd}; add a row that covers the date";
        return rule is not null;
    }

    private static DepositoryRule Read(Cells cells)
    {
        string broker = cells.Text(0);
        if (broker.Length == 0) throw cells.Error("the broker has no name", "write one of the brokerage plans");
        Money amount = cells.Rupees(2, "amount");
        decimal withGst = amount.ToDecimal() + cells.Rupees(3, "gst").ToDecimal();
        bool roundTrip = cells.Word(5, "round_trip", YesNo) == "yes";
        cells.CheckConfidence(8);
        return new DepositoryRule(
            broker, cells.Text(1), amount, Money.FromRupees(decimal.Round(withGst, 2, MidpointRounding.AwayFromZero)),
            cells.Rupees(4, "least_value"), roundTrip, cells.Date(6, "effective_from"), cells.Text(7), cells.Line);
    }
}
