using System.Runtime.InteropServices;
using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// What the exchange settles an instrument at, 24 bytes: a future's daily settlement price, a share's or index's close, and on an expiry day
/// the final settlement price. It counts for its day alone; one that comes again replaces the earlier one until it was used.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct SettlementPrice
{
    public Price Price;
    /// <summary>IST day number since 1970-01-01 that the price is of.</summary>
    public int Day;
    public int Reserved0;
    public long Reserved1;
}
