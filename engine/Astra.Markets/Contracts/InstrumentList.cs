namespace Astra.Markets;

/// <summary>The lists of <c>instrument-lists.csv</c>.</summary>
public enum InstrumentList
{
    /// <summary>Exchange-traded funds, by symbol or pattern.</summary>
    Etf,
    /// <summary>Those of them that bear no STT: gold, silver, debt, liquid, overseas.</summary>
    OtherFund,
    /// <summary>Commodities of the CTT exempt list.</summary>
    Agricultural,
    /// <summary>Commodity futures settled in money; the others end in delivery.</summary>
    CashSettled,
    /// <summary>Shares with derivatives, for sources without a master: they trade in the closing auction.</summary>
    DerivativeStock,
    /// <summary>Names of an index in masters; the value is the name of its derivatives.</summary>
    IndexName,
    /// <summary>Names of index contracts in Shoonya's BFO file; the value is the underlying.</summary>
    ContractCode,
    /// <summary>NSE:series and BSE:group that the engine trades; the value is the charge group.</summary>
    Series,
}
