namespace Astra.Research;

/// <summary>
/// Rupees in units of 10^-13: a price unit (10^-4) times a fee rate in billionths (10^-9) is a whole number of them, so a research ledger
/// rounds nothing. Wide enough for 10^25 rupees.
/// </summary>
public readonly record struct Amount(Int128 Units) : IComparable<Amount>
{
    public const long PerPriceUnit = 1_000_000_000;
    public const long PerMicro = 10_000_000;
    private const double PerRupee = 1e13;

    public static readonly Amount Zero;

    /// <summary>Price units times quantity times multiplier, exact.</summary>
    public static Amount OfPrice(long priceUnits, long quantity) => OfProduct(priceUnits, quantity, PerPriceUnit);

    /// <summary>Price units times quantity times a number of units for each, exact; quick where the value fits into 64 bits, as all but a few do.</summary>
    public static Amount OfProduct(long priceUnits, long quantity, long each)
    {
        long high = Math.BigMul(priceUnits, quantity, out long low);
        return high == low >> 63 ? new(Math.BigMul(low, each)) : new(Math.BigMul(priceUnits, quantity) * each);
    }

    public static Amount OfMoney(Markets.Money money) => new((Int128)money.Micros * PerMicro);

    /// <summary>Rupees as a double, for statistics and text.</summary>
    public double Rupees => (double)Units / PerRupee;

    /// <summary>The nearest micro-rupee, halves away from zero.</summary>
    public Markets.Money ToMoney() => new(checked((long)((Units + (Units < 0 ? -PerMicro / 2 : PerMicro / 2)) / PerMicro)));

    public int CompareTo(Amount other) => Units.CompareTo(other.Units);

    public static Amount operator +(Amount a, Amount b) => new(a.Units + b.Units);
    public static Amount operator -(Amount a, Amount b) => new(a.Units - b.Units);
    public static Amount operator -(Amount a) => new(-a.Units);
    public static bool operator <(Amount a, Amount b) => a.Units < b.Units;
    public static bool operator >(Amount a, Amount b) => a.Units > b.Units;
    public static bool operator <=(Amount a, Amount b) => a.Units <= b.Units;
    public static bool operator >=(Amount a, Amount b) => a.Units >= b.Units;
}
