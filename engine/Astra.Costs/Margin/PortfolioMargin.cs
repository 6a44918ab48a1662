using Astra.Markets;

namespace Astra.Costs;

/// <summary>
/// Approximate margin of positions that hedge each other: all of one underlying, one account, one day. Nothing is allocated; option values
/// are of pinned functions and rounded to the price unit, so they are the same on every machine.
/// </summary>
/// <remarks>
/// The book is valued twice, and the worse counts. Once at what its contracts would be worth at expiry, at every spot within the scan range where
/// that line can bend: the ends, the strikes and the spot itself. And once before expiry by Black's formula with each option's own implied
/// volatility, at thirds of the range with volatility a quarter higher and lower. So a spread of defined risk asks its largest loss, a short
/// straddle the worse of its sides and not both, and a sold option with long to live its time value too. What is still to be paid out or in is
/// counted from today's prices: the premium received lessens the scan, and the premium paid is the least a bought book asks.
/// </remarks>
public static class PortfolioMargin
{
    /// <summary>The approximate margin of a book.</summary>
    /// <param name="lines">Positions on one underlying; the order does not matter. Shares count alone: they hedge nothing here.</param>
    /// <param name="underlying">Spot price; zero or less when not known, and then nothing is taken to hedge anything;
    /// nor in a book past any market (over 4,096 lines, 2^48 units or a price of 350 crore).</param>
    public static PortfolioEstimate Approximate(ReadOnlySpan<PositionLine> lines, Price underlying)
    {
        Int128 alone = 0, shares = 0;
        bool splitToday = false;
        foreach (ref readonly PositionLine line in lines)
        {
            long needed = line.Terms.Required(line.SignedQuantity, line.Last, underlying.Units > 0 ? underlying : Price.Zero).Micros;
            alone += needed;
            if (!line.Terms.IsDerivative) shares += needed;
            else if (line.Terms.ExpiresToday && line.Terms.Rates.CalendarExpiryDay == 0) splitToday = true;
        }
        Money unhedged = BookScan.ToMoney(alone);
        if (underlying.Units <= 0 || !BookScan.Fits(lines, underlying)) return new PortfolioEstimate(unhedged, Money.Zero, Money.Zero, unhedged);
        // Where the expiry day ends the benefit of a calendar spread, today's contracts hedge only each other.
        BookScan scan = new(lines, underlying, splitToday ? ExpiryPart.Today : ExpiryPart.All);
        (Int128 loss, Int128 exposure, Int128 calendar) = (scan.Worst(), scan.Exposure(), scan.Calendar());
        if (splitToday)
        {
            BookScan later = new(lines, underlying, ExpiryPart.Later);
            (loss, exposure, calendar) = (loss + later.Worst(), exposure + later.Exposure(), calendar + later.Calendar());
        }
        return new PortfolioEstimate(BookScan.ToMoney(loss + shares), BookScan.ToMoney(exposure), BookScan.ToMoney(calendar), unhedged);
    }
}
