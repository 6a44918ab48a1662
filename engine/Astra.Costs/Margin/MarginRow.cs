namespace Astra.Costs;

/// <summary>One dated row. <paramref name="Underlying"/> is <c>*</c> for every one of the class; <paramref name="To"/> is the last day.</summary>
internal sealed record MarginRow(
    MarginItem Item, MarginClass Class, string Underlying, int BasisPoints, DateOnly From, DateOnly? To, int Line)
{
    public const string Every = "*";

    public bool SameKind(MarginRow other) => Item == other.Item && Class == other.Class && Underlying == other.Underlying;

    public bool Covers(DateOnly day) => From <= day && (To is null || day <= To);

    /// <summary>By class, underlying and item, then by date.</summary>
    public static int Compare(MarginRow a, MarginRow b)
    {
        int order = a.Class.CompareTo(b.Class);
        if (order == 0) order = string.CompareOrdinal(a.Underlying, b.Underlying);
        if (order == 0) order = a.Item.CompareTo(b.Item);
        if (order == 0) order = a.From.CompareTo(b.From);
        return order != 0 ? order : a.Line.CompareTo(b.Line);
    }
}
