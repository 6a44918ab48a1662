using Astra.Markets;

namespace Astra.Costs;

/// <summary>An approximate margin of a book, part by part; none is negative.</summary>
/// <param name="Scan">The most that the book may lose within the scan range, or its floor.</param>
/// <param name="Exposure">Per future and short option, with what an expiry day adds.</param>
/// <param name="CalendarSpread">Charge of months that hedge each other.</param>
/// <param name="Unhedged">What the positions would ask one by one.</param>
public readonly record struct PortfolioEstimate(Money Scan, Money Exposure, Money CalendarSpread, Money Unhedged)
{
    /// <summary>The three parts, or the positions one by one where that is less.</summary>
    public Money Total
    {
        get
        {
            Int128 sum = (Int128)Scan.Micros + Exposure.Micros + CalendarSpread.Micros;
            return sum < Unhedged.Micros ? new Money((long)sum) : Unhedged;
        }
    }
}
