namespace Astra.Costs;

/// <summary>To what a line of a contract note is rounded, halves away from zero.</summary>
public enum Rounding : byte
{
    /// <summary>Two decimals.</summary>
    Paise = 0,
    /// <summary>Two decimals, then whole rupees: 12.495 becomes 12.50 and then 13.</summary>
    Rupee = 1,
}
