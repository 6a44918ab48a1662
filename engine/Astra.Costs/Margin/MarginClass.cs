namespace Astra.Costs;

/// <summary>Which rows of the margin rates a position reads. A future and the options on the same thing share a class.</summary>
internal enum MarginClass : byte
{
    /// <summary>Shares and funds paid in full and kept.</summary>
    EquityDelivery = 0,
    /// <summary>Shares and funds closed the same day.</summary>
    EquityIntraday = 1,
    /// <summary>Futures and options on an index that the rates name.</summary>
    Index = 2,
    /// <summary>Futures and options on a share, and on anything else of the equity derivatives that no row names as an index: the dearer of the two.</summary>
    Stock = 3,
    Currency = 4,
    Commodity = 5,
}
