using System.Runtime.CompilerServices;

namespace Astra.Indicators;

/// <summary>Checks what an indicator is built with.</summary>
internal static class Length
{
    /// <summary>Longest window: ten years of daily bars or 270 sessions of minutes; sums over it stay far inside their integers.</summary>
    public const int Longest = 100_000;

    public static int Check(int length, int shortest = 1, [CallerArgumentExpression(nameof(length))] string? name = null)
    {
        if (length < shortest || length > Longest)
            throw new ArgumentOutOfRangeException(name, length, $"a length between {shortest} and {Longest} is needed");
        return length;
    }

    public static double CheckFactor(double factor, [CallerArgumentExpression(nameof(factor))] string? name = null)
    {
        if (!(factor > 0 && factor <= 1_000))
            throw new ArgumentOutOfRangeException(name, factor, "a factor over 0 and up to 1000 is needed");
        return factor;
    }
}
