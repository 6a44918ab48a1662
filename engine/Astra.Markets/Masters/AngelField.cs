namespace Astra.Markets;

/// <summary>The fields of an Angel One row that are read.</summary>
internal enum AngelField
{
    Other, Token, Symbol, Name, Expiry, Strike, Lot, Instrument, Exchange, Tick, Freeze, ClosingAuction,
}
