namespace Astra.Adapters.AngelOne;

/// <summary>What a subscription brings; the numbers are the wire's.</summary>
public enum AngelMode : byte
{
    None = 0,
    /// <summary>Last price alone, 51 bytes.</summary>
    Ltp = 1,
    /// <summary>Last trade, volume, totals and the day's prices, 123 bytes; no bid and no ask.</summary>
    Quote = 2,
    /// <summary>Quote with five levels a side and open interest, 379 bytes.</summary>
    SnapQuote = 3,
    /// <summary>Twenty levels a side and nothing else, 443 bytes; NSE cash only.</summary>
    Depth20 = 4,
}
