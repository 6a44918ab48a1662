namespace Astra.Markets;

/// <summary>The range that an exchange lets a day's prices move in, around the previous close.</summary>
public static class PriceBand
{
    private const int BasisPointsPerWhole = 10_000;

    /// <summary>The answer where no band is known: every price from zero upwards.</summary>
    public static readonly (Price Low, Price High) None = (Price.Zero, new Price(long.MaxValue));

    /// <summary>
    /// Lowest and highest price allowed, rounded inward to ticks so that neither is beyond the band. A band so narrow that it holds no
    /// tick at all becomes the ticks on either side of the previous close: an instrument can always trade next to where it closed.
    /// </summary>
    /// <param name="previousClose">Base of the band; zero or less means not known: <see cref="None"/>.</param>
    /// <param name="basisPoints">2000 = 20%; zero or less means no band: <see cref="None"/>. From 10,000 on the low end is zero.</param>
    /// <param name="tick">Greater than zero.</param>
    public static (Price Low, Price High) Of(Price previousClose, int basisPoints, Price tick)
    {
        if (previousClose.Units <= 0 || basisPoints <= 0) return None;
        // Exact: the product is wider than a long, and what is cut off must be cut inward.
        UInt128 width = (UInt128)(ulong)previousClose.Units * (uint)basisPoints / BasisPointsPerWhole;
        if (width >= long.MaxValue - (ulong)previousClose.Units - (ulong)tick.Units) return None;
        long reach = (long)width;
        Price low = TickGrid.Up(new Price(Math.Max(0, previousClose.Units - reach)), tick);
        Price high = TickGrid.Down(new Price(previousClose.Units + reach), tick);
        return low <= high ? (low, high) : (TickGrid.Down(previousClose, tick), TickGrid.Up(previousClose, tick));
    }

    public static bool Holds(in (Price Low, Price High) band, Price price) => price >= band.Low && price <= band.High;
}
