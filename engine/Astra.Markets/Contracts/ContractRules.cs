namespace Astra.Markets;

/// <summary>How a kind of contract is classed, charged and settled; names that are exceptions stand in <see cref="InstrumentLists"/>.</summary>
public static class ContractRules
{
    public static UnderlyingClass ClassOf(Segment segment, bool index) => segment switch
    {
        Segment.Commodity => UnderlyingClass.Commodity,
        Segment.Currency => UnderlyingClass.Currency,
        _ => index ? UnderlyingClass.Index : UnderlyingClass.Stock,
    };

    /// <summary>
    /// Share derivatives end in shares, index and currency ones in money. A commodity future ends in goods unless it is listed as settled in
    /// money; a commodity option turns into a future, which is <see cref="SettlementStyle.Physical"/> whatever that future does.
    /// </summary>
    public static SettlementStyle SettlementOf(
        Segment segment, InstrumentKind kind, UnderlyingClass underlying, ReadOnlySpan<char> name, DateOnly day, InstrumentLists lists) => (segment, underlying) switch
    {
        (Segment.None, _) => SettlementStyle.Cash,
        (Segment.Commodity, _) when kind == InstrumentKind.Option => SettlementStyle.Physical,
        (Segment.Commodity, _) => lists.Holds(InstrumentList.CashSettled, name, day) ? SettlementStyle.Cash : SettlementStyle.Physical,
        (_, UnderlyingClass.Stock) => SettlementStyle.Physical,
        _ => SettlementStyle.Cash,
    };

    /// <summary>Charge group by kind and name; a BSE share's group letter (see <see cref="InstrumentList.Series"/>) is not known here.</summary>
    /// <param name="name">Underlying of a derivative, symbol of anything else.</param>
    public static ChargeGroup GroupOf(Segment segment, InstrumentKind kind, ReadOnlySpan<char> name, DateOnly day, InstrumentLists lists) => segment switch
    {
        Segment.Commodity when lists.Holds(InstrumentList.Agricultural, name, day) => ChargeGroup.Agricultural,
        Segment.BseDerivatives when kind == InstrumentKind.Option && name is not ("SENSEX" or "BANKEX") => ChargeGroup.BseOtherOption,
        Segment.NseEquity or Segment.BseEquity when kind == InstrumentKind.Etf && lists.Holds(InstrumentList.OtherFund, name, day) => ChargeGroup.OtherFund,
        _ => ChargeGroup.Common,
    };
}
