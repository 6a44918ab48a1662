using Astra.Markets;

namespace Astra.Costs;

/// <summary>Parts of a value that may be wider than <see cref="Money"/>: rounded up, and held at its largest amount rather than wrapped round.</summary>
internal static class BasisPoints
{
    private const uint MicrosPerPriceUnit = (uint)(Money.MicrosPerRupee / Price.UnitsPerRupee);

    /// <summary>Price times units, in price units. Exact: no two longs overflow it.</summary>
    public static UInt128 Value(long priceUnits, ulong quantity) => (UInt128)(ulong)priceUnits * quantity;

    /// <summary>A fraction of a value in price units as money.</summary>
    public static Money Of(UInt128 value, int basisPoints)
    {
        if (basisPoints == 0) return Money.Zero;
        // The product below could wrap beyond this, and already one basis point of it is past every Money.
        if (value >> 100 != 0) return Largest;
        UInt128 micros = (value * ((ulong)basisPoints * MicrosPerPriceUnit) + (MarginRateSet.One - 1)) / MarginRateSet.One;
        return micros > long.MaxValue ? Largest : new Money((long)micros);
    }

    /// <summary>A fraction of an amount of money, zero or more; rounded up.</summary>
    public static Money Of(Money amount, int basisPoints)
    {
        UInt128 micros = ((UInt128)(ulong)amount.Micros * (ulong)basisPoints + (MarginRateSet.One - 1)) / MarginRateSet.One;
        return micros > long.MaxValue ? Largest : new Money((long)micros);
    }

    public static Money Largest => new(long.MaxValue);
}
