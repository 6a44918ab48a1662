namespace Astra.Markets;

/// <summary>What a derivative turns into at expiry. The values are part of the journal format.</summary>
public enum SettlementStyle : byte
{
    /// <summary>The difference in money.</summary>
    Cash = 0,
    /// <summary>Shares or goods change hands.</summary>
    Physical = 1,
}
