namespace Astra.Costs;

/// <summary>The segment names that the two schedules may use.</summary>
internal static class SegmentNames
{
    private static readonly string[] ChargeSegments =
    [
        "EQ_DELIVERY", "EQ_INTRADAY", "ETF_EQUITY_DELIVERY", "ETF_EQUITY_INTRADAY", "EQ_FUT", "EQ_OPT", "EQ_OPT_EXERCISE", "EQ_PHYSICAL",
        "CUR_FUT", "CUR_OPT", "COM_FUT", "COM_FUT_NONAGRI", "COM_FUT_AGRI", "COM_AGRI", "COM_OPT", "COM_OPT_EXERCISE",
        "COM_OPT_GOODS_CASH_EXERCISE",
    ];

    /// <summary>Segments of a brokerage plan.</summary>
    public static readonly string[] BrokerageSegments =
    [
        "EQ_DELIVERY", "EQ_INTRADAY", "EQ_MTF", "EQ_FUT", "EQ_OPT", "EQ_OPT_EXERCISE", "EQ_PHYSICAL", "EQ_PHYSICAL_NETTED",
        "CUR_FUT", "CUR_OPT", "COM_FUT", "COM_OPT", "CALL_AND_TRADE",
    ];

    public static string ChargeSegmentList => string.Join(", ", ChargeSegments);

    /// <summary>A known segment, alone or with an exchange's group after a colon (<c>EQ_OPT:SENSEX_BANKEX</c>), or <c>*</c>.</summary>
    public static bool IsChargeSegment(string name)
    {
        if (name == "*") return true;
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        string segment = colon < 0 ? name : name[..colon];
        return Array.IndexOf(ChargeSegments, segment) >= 0 && (colon < 0 || IsGroup(name.AsSpan(colon + 1)));
    }

    private static bool IsGroup(ReadOnlySpan<char> group)
    {
        foreach (char c in group)
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c) && c != '_') return false;
        return group.Length > 0;
    }
}
