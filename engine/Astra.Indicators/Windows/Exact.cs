namespace Astra.Indicators;

/// <summary>Arithmetic on wide integers.</summary>
internal static class Exact
{
    /// <summary>To the nearest double. The common case fits a long, whose conversion is one instruction.</summary>
    public static double ToDouble(Int128 value)
    {
        long low = (long)value;
        return low == value ? low : (double)value;
    }
}
