namespace Astra.Costs;

/// <summary>What a row of the margin rates is about. All are basis points.</summary>
internal enum MarginItem : byte
{
    /// <summary>SPAN-like: the part of a value that the largest move of one day may cost; of shares the whole margin.</summary>
    Initial = 0,
    /// <summary>Asked on top for every future and every short option.</summary>
    Exposure = 1,
    /// <summary>The least SPAN-like margin of a short option, however far out of the money, of the underlying's value.</summary>
    ShortOptionFloor = 2,
    /// <summary>Asked on top for a short option on its expiry day, of the underlying's value.</summary>
    ShortOptionExpiryDay = 3,
    /// <summary>Charge of a long and a short month of the same thing, of the far month's value.</summary>
    CalendarSpread = 4,
    /// <summary>10000: a contract that expires today still forms calendar spreads; 0: it does not.</summary>
    CalendarExpiryDay = 5,
    /// <summary>How far volatility is moved in the scan of a book, of itself: 2500 = a quarter up and down.</summary>
    VolatilityScan = 6,
}
