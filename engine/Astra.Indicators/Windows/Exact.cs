namespace Astra.Indicators;

/// <summary>Arithmetic on wide integers.</summary>
internal static class Exact
{
    /// <summary>A product; the common case, where the first factor fits a long, is one instruction.</summary>
    public static Int128 Times(Int128 value, long factor)
    {
        long low = (long)value;
        return low == value ? Math.BigMul(low, factor) : value * factor;
    }

    /// <summary>To the nearest double. The common case fits a long, whose conversion is one instruction.</summary>
    public static double ToDouble(Int128 value)
    {
        long low = (long)value;
        return low == value ? low : (double)value;
    }
}
