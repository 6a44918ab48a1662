namespace Astra.Costs;

/// <summary>The class of trade of a group: its segment refined by its options and, on BSE, by the instrument's name.</summary>
internal static class GroupClass
{
    private static readonly string[] Segments =
        ["EQ_DELIVERY", "EQ_INTRADAY", "EQ_MTF", "EQ_FUT", "EQ_OPT", "CUR_FUT", "CUR_OPT", "COM_FUT", "COM_OPT"];

    private const string Sensex = "SENSEX";
    private const string Main = "EQ_OPT:SENSEX_BANKEX";

    public static ChargeClass? Of(TradeGroup group, List<GroupProblem> problems)
    {
        string exchange = group.Exchange.ToUpperInvariant(), segment = group.Segment.ToUpperInvariant();
        if (Array.IndexOf(Segments, segment) < 0)
            problems.Add(new GroupProblem("segment", $"segment '{group.Segment}' is unknown; use one of {string.Join(", ", Segments)}"));
        else if (exchange is not ("NSE" or "BSE" or "MCX"))
            problems.Add(new GroupProblem("exchange", $"exchange '{group.Exchange}' is unknown; use NSE, BSE or MCX"));
        else if (ChargeClass.Named(exchange, segment) is not { } plain)
            problems.Add(new GroupProblem("exchange", $"{segment} does not trade on {exchange}; commodities trade on MCX, equity and currency on NSE and BSE"));
        else
            return Refine(plain, group, problems);
        return null;
    }

    private static ChargeClass Refine(ChargeClass trade, TradeGroup group, List<GroupProblem> problems)
    {
        GroupOptions options = group.Options;
        if (options.Fund != FundKind.None)
        {
            if (!trade.IsCash) Wrong("etf", "shares and funds");
            trade = options.Fund == FundKind.Other ? trade.In(Markets.ChargeGroup.OtherFund) : trade with { TaxSegment = trade.Segment.Replace("EQ_", "ETF_EQUITY_", StringComparison.Ordinal) };
        }
        if (options.Agricultural)
        {
            if (trade.Exchange != "MCX") Wrong("agri", "commodities");
            trade = trade.In(Markets.ChargeGroup.Agricultural);
        }
        if (options.DeliveryOrders is not null && !trade.IsCash) Wrong("cnc_orders", "shares and funds");
        if (options.ExchangeSegment is { } row) return InExchangeSegment(trade, row, problems);
        return trade is { Exchange: "BSE", Segment: "EQ_OPT" } ? trade with { ExchangeSegment = BseOption(group.Instrument, problems) } : trade;

        void Wrong(string option, string place) => problems.Add(new GroupProblem("options", $"{option} belongs to {place}, not to {trade.Segment}; remove it"));
    }

    private static ChargeClass InExchangeSegment(ChargeClass trade, string row, List<GroupProblem> problems)
    {
        int colon = row.IndexOf(':', StringComparison.Ordinal);
        string segment = colon < 0 ? row : row[..colon];
        // A group alone is taken as one of this segment.
        if (colon < 0 && !SegmentNames.IsChargeSegment(row)) (segment, row) = (trade.Segment, $"{trade.Segment}:{row}");
        if (!SegmentNames.IsChargeSegment(row))
        {
            problems.Add(new GroupProblem("options", $"exch_seg={row} is unknown; write {trade.Segment}, or one of {SegmentNames.GroupList}"));
            return trade;
        }
        bool fits = segment == trade.Segment || (trade.IsCash && segment is "EQ_DELIVERY" or "EQ_INTRADAY");
        if (!fits) problems.Add(new GroupProblem("options", $"exch_seg={row} is no row of {trade.Segment}; write {trade.Segment} or {trade.Segment}:GROUP"));
        return trade with { ExchangeSegment = row };
    }

    private static string BseOption(string instrument, List<GroupProblem> problems)
    {
        string name = instrument.ToUpperInvariant();
        string letters = new([.. name.Where(char.IsAsciiLetterOrDigit)]);
        // Nothing said: nearly all of the exchange's options are on Sensex, and its row is the dearer one.
        if (letters.Length == 0) return Main;
        if (letters.Contains("FOCUSEDIT", StringComparison.Ordinal)) return Other("FOCUSED_IT");
        if (letters.Contains("BANKEX", StringComparison.Ordinal)) return Main;
        int index = name.IndexOf(Sensex, StringComparison.Ordinal);
        if (index < 0) return Other("OTHER");
        // Sensex 50 is another index, but 50 may also begin a strike or, glued, a contract's year.
        ReadOnlySpan<char> rest = name.AsSpan(index + Sensex.Length), words = rest.TrimStart(" _-");
        if (!words.StartsWith("50")) return Main;
        ReadOnlySpan<char> after = words[2..];
        if (after.IsEmpty || !char.IsAsciiDigit(after[0])) return Other("OTHER");
        if (words.Length < rest.Length && IsStrike(words)) return Main;
        problems.Add(new GroupProblem("instrument", $"'{instrument}' may be Sensex 50 or Sensex; add exch_seg=OTHER (Sensex 50) or exch_seg=SENSEX_BANKEX to the options"));
        return Main;

        static string Other(string group) => $"EQ_OPT:{group}";
    }

    /// <summary>A first word of five or six digits, and CE or PE at most.</summary>
    private static bool IsStrike(ReadOnlySpan<char> words)
    {
        int digits = words.IndexOfAnyExceptInRange('0', '9');
        if (digits < 0) digits = words.Length;
        return digits is 5 or 6 && words[digits..].TrimStart(" _-") is "" or "CE" or "PE";
    }
}
