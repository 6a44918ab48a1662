using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Astra.Markets;

namespace Astra.Costs;

/// <summary>One fill or act of settlement of a rounding group: <c>SIDE:units@price#order</c>.</summary>
/// <param name="Units">Lots times lot size, and times the value multiplier on MCX and for currency; more than zero.</param>
/// <param name="Price">Rupees, at most six decimals.</param>
/// <param name="Order">Fills of one order share a name: brokerage is per executed order.</param>
public sealed record TradeLeg(LegKind Kind, long Units, decimal Price, string Order)
{
    private const long MostUnits = 1_000_000_000_000;
    private const decimal MostRupees = 1_000_000_000_000m;
    private const int MostLegs = 10_000;

    private static readonly string[] Letters = ["B", "S", "X", "A", "W", "PR", "PG"];

    /// <summary>Price times units, exact.</summary>
    public Money Value => Money.FromRupees(Units * Price);

    /// <summary>Legs joined by <c>|</c>.</summary>
    /// <param name="orderRequired">When false a leg without <c>#order</c> is an order of its own.</param>
    public static bool TryParseAll(string text, bool orderRequired, out IReadOnlyList<TradeLeg> legs, [NotNullWhen(false)] out string? problem)
    {
        List<TradeLeg> list = [];
        legs = list;
        if (text.AsSpan().Count('|') >= MostLegs)
        {
            problem = $"there are over {MostLegs} legs; give the group in several rows";
            return false;
        }
        foreach (string part in text.Split('|', StringSplitOptions.TrimEntries))
        {
            if (!TryParse(part, orderRequired ? null : FormattableString.Invariant($"leg {list.Count + 1}"), out TradeLeg? leg, out problem)) return false;
            foreach (TradeLeg earlier in list)
                if (earlier.Order == leg.Order && earlier.Kind != leg.Kind)
                {
                    problem = $"order {leg.Order} is both {earlier.Kind} and {leg.Kind}; an order has one side, so give each its own number after #";
                    return false;
                }
            list.Add(leg);
        }
        problem = list.Sum(l => l.Units * l.Price) > MostRupees ? $"the legs together are worth over {MostRupees:0} rupees; correct units or prices" : null;
        return problem is null;
    }

    private static bool TryParse(string text, string? orderIfNone, [NotNullWhen(true)] out TradeLeg? leg, [NotNullWhen(false)] out string? problem)
    {
        leg = null;
        int colon = text.IndexOf(':', StringComparison.Ordinal), at = text.IndexOf('@', StringComparison.Ordinal), hash = text.IndexOf('#', StringComparison.Ordinal);
        int end = hash < 0 ? text.Length : hash;
        if (colon < 0 || at < colon || end < at || (hash < 0 && orderIfNone is null))
        {
            problem = text.Length == 0 ? "a leg is missing; write it as B:65@120.35#1 (SIDE:units@price#order, joined by |)"
                : $"'{text}' is no leg; write it as B:65@120.35#1 (SIDE:units@price#order, joined by |)";
            return false;
        }
        int letter = Array.IndexOf(Letters, text[..colon].Trim().ToUpperInvariant());
        string order = hash < 0 ? orderIfNone! : text[(hash + 1)..].Trim();
        problem = letter < 0 ? $"side '{text[..colon]}' of '{text}' is unknown; use one of {string.Join(", ", Letters)}"
            : !long.TryParse(text[(colon + 1)..at].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long units) || units is < 1 or > MostUnits
                ? $"units '{text[(colon + 1)..at]}' of '{text}' are not a whole number from 1 to {MostUnits}; write lots times lot size"
            : !decimal.TryParse(text[(at + 1)..end].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal price)
                ? $"price '{text[(at + 1)..end]}' of '{text}' is not a number, zero or more; write rupees as 120.35"
            : price == 0 && letter != (int)LegKind.Worthless - 1 ? $"the price of '{text}' is zero; write what was paid (an option that expires worthless is W)"
            : price != decimal.Round(price, 6) ? $"price '{text[(at + 1)..end]}' of '{text}' has more than six decimals; write the traded price of each fill"
            : price > MostRupees || price * units > MostRupees ? $"the value of '{text}' is over {MostRupees:0} rupees; correct units or price"
            : order.Length == 0 ? $"'{text}' has no order after #; write for example #1"
            : Made(new TradeLeg((LegKind)(letter + 1), units, price, order), out leg);
        return leg is not null;
    }

    private static string? Made(TradeLeg made, out TradeLeg leg)
    {
        leg = made;
        return null;
    }
}
