using System.Globalization;

namespace Astra.Costs;

/// <summary>Who pays a levy.</summary>
internal enum Payer
{
    None = 0,
    Buy = 1,
    Sell = 2,
    Both = Buy | Sell,
}

/// <summary>What GST is levied on, besides the sum itself.</summary>
[Flags]
internal enum GstBase
{
    None = 0,
    Brokerage = 1,
    Exchange = 2,
    Ipft = 4,
    Sebi = 8,
}

/// <summary>One dated row of the charge schedule. <paramref name="To"/> is the last day; open rows end where the next of their kind begins.</summary>
internal sealed record Levy(
    string Name, string Exchange, string Segment, Payer Payer, GstBase GstBase, Rate Rate, DateOnly From, DateOnly? To, int Line,
    string Base, string Source)
{
    public bool SameKind(Levy other) => Name == other.Name && Exchange == other.Exchange && Segment == other.Segment;

    public Rate RateFor(bool buy) => (Payer & (buy ? Payer.Buy : Payer.Sell)) != 0 ? Rate : default;

    /// <summary>The rate in words.</summary>
    public string Terms
    {
        get
        {
            string percent = (Rate.ToDecimal() * 100).ToString("0.##########", CultureInfo.InvariantCulture) + "%";
            if (GstBase != GstBase.None) return $"{percent} of {Base}";
            string side = Payer switch { Payer.Buy => "bought", Payer.Sell => "sold", Payer.Both => "bought and sold", _ => "nobody pays" };
            return $"{percent} of {Base.Replace('_', ' ')}, {side}";
        }
    }

    /// <summary>By kind, then by date.</summary>
    public static int Compare(Levy a, Levy b)
    {
        int order = string.CompareOrdinal(a.Name, b.Name);
        if (order == 0) order = string.CompareOrdinal(a.Exchange, b.Exchange);
        if (order == 0) order = string.CompareOrdinal(a.Segment, b.Segment);
        if (order == 0) order = a.From.CompareTo(b.From);
        return order != 0 ? order : a.Line.CompareTo(b.Line);
    }
}
