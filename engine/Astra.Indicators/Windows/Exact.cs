using System.Runtime.CompilerServices;

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

    /// <summary><c>a·b - c·d</c>; the common case, where all fit an int, is made of plain products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Int128 Step(long a, long b, long c, long d)
    {
        const ulong Half = 1UL << 31;
        ulong beyond = ((ulong)a + Half) | ((ulong)b + Half) | ((ulong)c + Half) | ((ulong)d + Half);
        return beyond >> 32 == 0 ? a * b - c * d : Math.BigMul(a, b) - Math.BigMul(c, d);
    }

    /// <summary>To the nearest double. The common case fits a long, whose conversion is one instruction.</summary>
    public static double ToDouble(Int128 value)
    {
        long low = (long)value;
        return low == value ? low : (double)value;
    }
}
