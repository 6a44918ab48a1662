namespace Astra.Strategies;

/// <summary>Market regimes, for saying which of them a strategy suits.</summary>
[Flags]
public enum MarketRegimes : byte
{
    None = 0,
    TrendingUp = 1,
    TrendingDown = 2,
    /// <summary>Sideways.</summary>
    Ranging = 4,
    /// <summary>Wide ranges in either direction.</summary>
    Volatile = 8,
}
