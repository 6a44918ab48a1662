using System.Globalization;
using Astra.Markets;

namespace Astra.Perf.Micro;

/// <summary>The capital filter as one would first write it: rows of text, LINQ for the row in force, decimals. Buys one lot of what is not expired.</summary>
internal sealed class PlainFilter(string rates, string rules)
{
    private readonly List<string[]> _rates = Rows(rates);
    private readonly List<string[]> _rules = Rows(rules);

    public int CountFeasible(Instrument[] market, Price[] last, decimal capital, DateOnly day) =>
        market.Zip(last).Count(pair => IsFeasible(pair.First, pair.Second.ToDecimal(), capital, day));

    private bool IsFeasible(Instrument instrument, decimal price, decimal capital, DateOnly day)
    {
        bool option = instrument.Kind == InstrumentKind.Option;
        string name = instrument.Underlying.Length > 0 ? instrument.Underlying : instrument.Symbol;
        bool index = _rates.Any(r => r[1] == "INDEX" && r[2] == name);
        string kind = instrument.Kind == InstrumentKind.Equity ? "EQ_INTRADAY" : index ? "INDEX" : "STOCK";
        string[] rule = InForce(_rules.Where(r => r[0] == (instrument.Kind == InstrumentKind.Equity ? kind : kind + (option ? "_OPT" : "_FUT"))), 4, day)!;
        decimal margin = price * instrument.LotSize * (option ? 1m : (Rate("INITIAL", kind, name, day) + Rate("EXPOSURE", kind, name, day)) / 10_000m);
        decimal needed = margin * (1 + decimal.Parse(rule[3], CultureInfo.InvariantCulture) / 10_000m);
        return capital >= decimal.Parse(rule[1], CultureInfo.InvariantCulture)
            && needed <= capital * decimal.Parse(rule[2], CultureInfo.InvariantCulture) / 10_000m;
    }

    private decimal Rate(string item, string kind, string name, DateOnly day)
    {
        IEnumerable<string[]> rows = _rates.Where(r => r[0] == item && r[1] == kind);
        string[]? row = InForce(rows.Where(r => r[2] == name), 4, day) ?? InForce(rows.Where(r => r[2] == "*"), 4, day);
        return row is null ? 0 : decimal.Parse(row[3], CultureInfo.InvariantCulture);
    }

    private static string[]? InForce(IEnumerable<string[]> rows, int from, DateOnly day) =>
        rows.Where(r => DateOnly.Parse(r[from], CultureInfo.InvariantCulture) <= day && (r[from + 1].Length == 0 || DateOnly.Parse(r[from + 1], CultureInfo.InvariantCulture) >= day))
            .OrderBy(r => r[from], StringComparer.Ordinal).LastOrDefault();

    private static List<string[]> Rows(string csv) =>
        [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#').Skip(1).Select(l => l.Split(','))];
}
