namespace Astra.Markets;

/// <summary>What an instrument is. The values are part of the journal format.</summary>
public enum InstrumentKind : byte
{
    None = 0,
    Equity = 1,
    Etf = 2,
    /// <summary>A computed value; cannot be traded.</summary>
    Index = 3,
    Future = 4,
    Option = 5,
}
