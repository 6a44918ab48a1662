namespace Astra.Costs;

/// <summary>What a capital rule is for, in the order of <see cref="CapitalRules.Classes"/>.</summary>
public enum CapitalClass : byte
{
    /// <summary>Shares and funds paid in full and kept.</summary>
    EquityDelivery = 0,
    /// <summary>Shares and funds closed the same day.</summary>
    EquityIntraday = 1,
    IndexFuture = 2,
    StockFuture = 3,
    IndexOption = 4,
    StockOption = 5,
    CurrencyFuture = 6,
    CurrencyOption = 7,
    CommodityFuture = 8,
    CommodityOption = 9,
}
