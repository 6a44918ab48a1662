namespace Astra.Markets;

/// <summary>Instruments of one segment whose day differs from the segment's other instruments'.</summary>
public enum TradingClass : byte
{
    /// <summary>Stocks without derivatives, options and far futures, currency, commodities that are no farm products.</summary>
    Standard,
    /// <summary>Stocks with derivatives: continuous trading ends early in a closing auction.</summary>
    ClosingAuction,
    /// <summary>Index and stock futures of the current month, and of the next one in the last five days before expiry: they have a pre-open session.</summary>
    NearFuture,
    /// <summary>A currency contract on its last day.</summary>
    Expiring,
    /// <summary>MCX: cotton, cotton oil, crude palm oil, kapas.</summary>
    Cotton,
    /// <summary>MCX: farm products other than <see cref="Cotton"/>.</summary>
    OtherAgricultural,
}
