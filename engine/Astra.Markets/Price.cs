using System.Globalization;

namespace Astra.Markets;

/// <summary>
/// A price in ten-thousandths of a rupee: fine enough for the 0.0025 tick of currency derivatives, and ±922 trillion rupees wide.
/// A price may be negative (a spread, a difference); an instrument's own price never is.
/// </summary>
public readonly record struct Price(long Units) : IComparable<Price>
{
    public const long UnitsPerRupee = 10_000;

    public static readonly Price Zero;

    /// <summary>Exact conversion; throws <see cref="ArgumentException"/> when the value is finer than the unit.</summary>
    public static Price FromRupees(decimal rupees)
    {
        decimal units = rupees * UnitsPerRupee;
        if (units != decimal.Truncate(units))
            throw new ArgumentException($"price {rupees.ToString(CultureInfo.InvariantCulture)} is finer than 0.0001 rupee", nameof(rupees));
        return new Price(checked((long)units));
    }

    /// <summary>Rupees as a double, for statistics only.</summary>
    public double Rupees => Units / (double)UnitsPerRupee;

    public decimal ToDecimal() => Units / (decimal)UnitsPerRupee;

    public int CompareTo(Price other) => Units.CompareTo(other.Units);

    public static Price operator +(Price a, Price b) => new(a.Units + b.Units);
    public static Price operator -(Price a, Price b) => new(a.Units - b.Units);
    public static Price operator -(Price a) => new(-a.Units);
    public static Price operator *(Price a, long factor) => new(a.Units * factor);
    public static bool operator <(Price a, Price b) => a.Units < b.Units;
    public static bool operator >(Price a, Price b) => a.Units > b.Units;
    public static bool operator <=(Price a, Price b) => a.Units <= b.Units;
    public static bool operator >=(Price a, Price b) => a.Units >= b.Units;

    public override string ToString() => ToDecimal().ToString("0.00##", CultureInfo.InvariantCulture);
}
