using Astra.Costs;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>Where a trade's opening side breaks even: what was done first, closed in one order on the same terms.</summary>
internal static class EvenPoint
{
    public static (Price? Even, TradeContract Contract) Of(TradeGroup group, CostBooks books)
    {
        TradeContract contract = TradeContract.Of(group);
        Price tick = contract.Tick;
        LegKind first = group.Legs[0].Kind;
        if (first is not (LegKind.Buy or LegKind.Sell) || tick.Units < 1) return (null, contract);
        TradeLeg[] opening = [.. group.Legs.Where(l => l.Kind == first)];
        TradeGroup entry = group with { Legs = opening, Basis = SttBasis.Leg, Options = group.Options with { DeliveryOrders = null, Stamp = null } };
        if (!books.Pricer.TryPrice(entry, [], out GroupCosts? costs)) return (null, contract);
        long units = opening.Sum(l => l.Units);
        Money value = new(opening.Sum(l => l.Value.Micros));
        Money paid = costs.Estimate.Total + costs.Depository;
        // Shares that were bought for delivery leave through the depository another day.
        bool delivers = first == LegKind.Buy && group.Segment.ToUpperInvariant() is "EQ_DELIVERY" or "EQ_MTF" && group.Options.Depository != "none";
        if (delivers && books.Depository.TryFind(group.Broker, group.Options.Depository, group.Date, out DepositoryRule? rule, out _))
            paid += rule.For(new DayTurnover { SoldQuantity = units, Sold = value });
        return (BreakEven.Price(first == LegKind.Buy, units, 1, value, paid, costs.Rates, tick, contract.MostPerOrder), contract);
    }
}
