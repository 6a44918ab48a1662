using Astra.Markets;

namespace Astra.Costs;

/// <summary>All fills of one executed order.</summary>
internal sealed record OrderTotal(LegKind Kind, string Name, IReadOnlyList<TradeLeg> Fills)
{
    /// <summary>Beyond so many orders no combination is searched: the last ones are taken.</summary>
    private const int MostSearched = 500;

    public long Units { get; } = Fills.Sum(f => f.Units);

    public Money Value { get; } = new(Fills.Sum(f => f.Value.Micros));

    /// <summary>Units bought less units sold.</summary>
    public long Signed => Kind == LegKind.Buy ? Units : Kind == LegKind.Sell ? -Units : 0;

    public static List<OrderTotal> Of(IReadOnlyList<TradeLeg> legs) =>
        [.. legs.GroupBy(l => l.Order, StringComparer.Ordinal).Select(g => new OrderTotal(g.First().Kind, g.Key, [.. g]))];

    /// <summary>
    /// Which orders of a mixed day were for delivery, when only their number is known: those whose units make the day's net position, the
    /// latest where several do; the last ones where none do.
    /// </summary>
    public static bool[] Delivered(IReadOnlyList<OrderTotal> orders, int count)
    {
        bool[] chosen = new bool[orders.Count];
        int steps = 100_000;
        if (orders.Count <= MostSearched && Choose(orders.Count - 1, count, orders.Sum(o => o.Signed))) return chosen;
        for (int i = 0; i < chosen.Length; i++) chosen[i] = i >= chosen.Length - count;
        return chosen;

        bool Choose(int index, int left, long net)
        {
            if (left == 0) return net == 0;
            if (index < left - 1 || --steps < 0) return false;
            chosen[index] = true;
            if (Choose(index - 1, left - 1, net - orders[index].Signed)) return true;
            chosen[index] = false;
            return Choose(index - 1, left, net);
        }
    }
}
