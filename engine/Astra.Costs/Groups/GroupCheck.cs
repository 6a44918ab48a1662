namespace Astra.Costs;

/// <summary>Checks of a group's legs against its segment, lot and tick.</summary>
internal static class GroupCheck
{
    private const decimal MostRupees = 1_000_000_000_000m;

    public static void Legs(TradeGroup group, IReadOnlyList<OrderTotal> orders, List<GroupProblem> problems)
    {
        if (orders.Count == 0) Add("legs", "there is no leg; write for example B:65@120.35#1");
        bool option = group.Segment.EndsWith("_OPT", StringComparison.OrdinalIgnoreCase);
        bool shares = group.Segment.ToUpperInvariant() is "EQ_OPT" or "EQ_FUT" or "EQ_DELIVERY";
        foreach (TradeLeg leg in group.Legs)
        {
            if (leg.Kind is LegKind.Exercised or LegKind.Assigned or LegKind.Worthless && !option)
                Add("legs", $"{leg.Kind} ({leg.Units} units) is an option's end, and {group.Segment} is no option; correct the side or the segment");
            if (leg.Kind is LegKind.Received or LegKind.Given && !shares)
                Add("legs", $"{leg.Kind} ({leg.Units} units) settles a stock future or option; correct the side or the segment");
            if (group.LotSize > 1 && leg.Units % group.LotSize != 0)
                Add("legs", FormattableString.Invariant($"{leg.Units} units are not in lots of {group.LotSize}; write lots times {group.LotSize}, or correct lot_size"));
            if (group.Options.Tick is { } tick && leg.Kind is LegKind.Buy or LegKind.Sell && leg.Price % tick != 0)
                Add("legs", FormattableString.Invariant($"price {leg.Price} is off the tick of {tick}; write a multiple of it, or correct tick="));
        }
        if (group.Options.SettlementPrice * group.Legs.Sum(l => l.Units) > MostRupees)
            Add("options", FormattableString.Invariant($"settlement={group.Options.SettlementPrice} times the units is over {MostRupees:0} rupees; correct one of them"));
        int trades = orders.Count(o => o.Kind is LegKind.Buy or LegKind.Sell);
        if (group.Options.DeliveryOrders > trades)
            Add("options", FormattableString.Invariant($"cnc_orders={group.Options.DeliveryOrders} is more than the {trades} orders of the row; correct one of them"));

        void Add(string column, string text) => problems.Add(new GroupProblem(column, text));
    }
}
