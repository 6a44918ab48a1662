using System.Globalization;

namespace Astra.Markets;

/// <summary>An amount of money in millionths of a rupee (micro-rupees): ±9.2 trillion rupees, checked against overflow.</summary>
public readonly record struct Money(long Micros) : IComparable<Money>
{
    public const long MicrosPerRupee = 1_000_000;
    private const long MicrosPerPriceUnit = MicrosPerRupee / Price.UnitsPerRupee;

    public static readonly Money Zero;

    /// <summary>Nearest micro-rupee, halves away from zero.</summary>
    public static Money FromRupees(decimal rupees) =>
        new(checked((long)decimal.Round(rupees * MicrosPerRupee, 0, MidpointRounding.AwayFromZero)));

    /// <summary>Price times quantity times the contract's value multiplier, exact.</summary>
    public static Money Of(Price price, long quantity, int multiplier = 1) =>
        new(checked(price.Units * MicrosPerPriceUnit * quantity * multiplier));

    /// <summary>A sum of price units times quantity, times the contract's value multiplier, exact.</summary>
    public static Money OfUnits(long priceUnitsTimesQuantity, int multiplier) =>
        new(checked(priceUnitsTimesQuantity * MicrosPerPriceUnit * multiplier));

    /// <summary>Rupees as a double, for statistics only.</summary>
    public double Rupees => Micros / (double)MicrosPerRupee;

    public decimal ToDecimal() => Micros / (decimal)MicrosPerRupee;

    public int CompareTo(Money other) => Micros.CompareTo(other.Micros);

    public static Money operator +(Money a, Money b) => new(checked(a.Micros + b.Micros));
    public static Money operator -(Money a, Money b) => new(checked(a.Micros - b.Micros));
    public static Money operator -(Money a) => new(checked(-a.Micros));
    public static bool operator <(Money a, Money b) => a.Micros < b.Micros;
    public static bool operator >(Money a, Money b) => a.Micros > b.Micros;
    public static bool operator <=(Money a, Money b) => a.Micros <= b.Micros;
    public static bool operator >=(Money a, Money b) => a.Micros >= b.Micros;

    public override string ToString() => ToDecimal().ToString("0.00", CultureInfo.InvariantCulture);
}
