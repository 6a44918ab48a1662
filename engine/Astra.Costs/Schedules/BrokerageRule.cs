using System.Globalization;
using Astra.Markets;

namespace Astra.Costs;

/// <summary>
/// A broker's price of one executed order in one segment from a date on: a fraction of the order's value, held between a minimum and
/// a cap. Zero and flat rules are the case where the two meet.
/// </summary>
internal sealed record BrokerageRule(string Broker, string Segment, Rate Fraction, Money Minimum, Money Cap, DateOnly From, int Line, string Source)
{
    /// <summary>Cap of a rule that has none.</summary>
    public static readonly Money Uncapped = new(long.MaxValue);

    public bool SameKind(BrokerageRule other) => Broker == other.Broker && Segment == other.Segment;

    /// <summary>The rule in words.</summary>
    public string Terms
    {
        get
        {
            if (Fraction.Trillionths == 0) return Cap == Money.Zero ? "free" : $"Rs {Cap} an order";
            string percent = (Fraction.ToDecimal() * 100).ToString("0.######", CultureInfo.InvariantCulture) + "% of an order";
            string cap = Cap == Uncapped ? "" : $", at most Rs {Cap}";
            return Minimum == Money.Zero ? percent + cap : $"{percent}{cap}, at least Rs {Minimum}";
        }
    }

    /// <summary>By broker, segment, then date.</summary>
    public static int Compare(BrokerageRule a, BrokerageRule b)
    {
        int order = string.CompareOrdinal(a.Broker, b.Broker);
        if (order == 0) order = string.CompareOrdinal(a.Segment, b.Segment);
        if (order == 0) order = a.From.CompareTo(b.From);
        return order != 0 ? order : a.Line.CompareTo(b.Line);
    }
}
