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

    /// <summary>Groups of an exchange with a charge of their own.</summary>
    private static readonly string[] Grouped =
    [
        "EQ_DELIVERY:EXCLUSIVE", "EQ_DELIVERY:X", "EQ_DELIVERY:SS", "EQ_INTRADAY:EXCLUSIVE", "EQ_INTRADAY:X", "EQ_INTRADAY:SS",
        "EQ_OPT:SENSEX_BANKEX", "EQ_OPT:OTHER", "EQ_OPT:FOCUSED_IT", "EQ_FUT:FOCUSED_IT",
    ];

    /// <summary>Segments of a brokerage plan.</summary>
    public static readonly string[] BrokerageSegments =
    [
        "EQ_DELIVERY", "EQ_INTRADAY", "EQ_MTF", "EQ_FUT", "EQ_OPT", "EQ_OPT_EXERCISE", "EQ_PHYSICAL", "EQ_PHYSICAL_NETTED",
        "CUR_FUT", "CUR_OPT", "COM_FUT", "COM_OPT", "CALL_AND_TRADE",
    ];

    public static string ChargeSegmentList => string.Join(", ", ChargeSegments) + ", or with a group: " + GroupList;

    public static string GroupList => string.Join(", ", Grouped);

    /// <summary>A known segment, alone or with one of its groups after a colon (<c>EQ_OPT:SENSEX_BANKEX</c>), or <c>*</c>.</summary>
    public static bool IsChargeSegment(string name) => name == "*" || Array.IndexOf(ChargeSegments, name) >= 0 || Array.IndexOf(Grouped, name) >= 0;
}
