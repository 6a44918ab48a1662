using Astra.Markets;

namespace Astra.Costs;

/// <summary>One dated rule. <paramref name="To"/> is the last day.</summary>
/// <param name="Minimum">Least capital for the class; zero: none.</param>
/// <param name="MaximumShare">Largest part of the capital that one order's need may be, basis points, 1 to 10000.</param>
/// <param name="Cushion">Kept free beside the margin, basis points of the margin.</param>
internal sealed record CapitalRule(
    CapitalClass Class, Money Minimum, int MaximumShare, int Cushion, DateOnly From, DateOnly? To, int Line)
{
    public static int Compare(CapitalRule a, CapitalRule b)
    {
        int order = a.Class.CompareTo(b.Class);
        if (order == 0) order = a.From.CompareTo(b.From);
        return order != 0 ? order : a.Line.CompareTo(b.Line);
    }
}
