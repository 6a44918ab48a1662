namespace Astra.Markets;

/// <summary>What a row of <c>contract-specs.csv</c> tells, written there in lower case with underscores.</summary>
internal enum ContractField
{
    /// <summary>Units in a lot, by the expiry of the contract.</summary>
    Lot,
    /// <summary>Rupees of value per rupee of price and unit (or lot) of quantity.</summary>
    Multiplier,
    /// <summary>Tick of a share in rupees, by its price.</summary>
    CashTick,
    /// <summary>Tick of a future in rupees, by the price of the underlying.</summary>
    FutureTick,
    /// <summary>Tick of an option in rupees, by the price of the underlying.</summary>
    OptionTick,
    /// <summary>Largest order that is not frozen.</summary>
    Freeze,
    /// <summary>Largest order by the contract's specification.</summary>
    MaxOrder,
}
