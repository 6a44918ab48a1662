using System.Runtime.CompilerServices;
using Astra.Markets;

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

    /// <exception cref="StateFormatException">A window of this length cannot stand at that place with so many values.</exception>
    public static void CheckState(int next, int count, int length)
    {
        if ((uint)next >= (uint)length || (uint)count > (uint)length)
            throw new StateFormatException($"a window of {length} values cannot stand at {next} with {count} held");
    }

    public static double CheckFactor(double factor, [CallerArgumentExpression(nameof(factor))] string? name = null)
    {
        if (!(factor > 0 && factor <= 1_000))
            throw new ArgumentOutOfRangeException(name, factor, "a factor over 0 and up to 1000 is needed");
        return factor;
    }

    /// <summary>A short and a long length; the short one must be under the long one.</summary>
    public static void CheckPair(int fast, int slow)
    {
        Check(fast);
        Check(slow);
        if (fast >= slow) throw new ArgumentOutOfRangeException(nameof(fast), fast, $"the fast length must be under the slow one, {slow}");
    }

    public static double CheckMargin(double margin, [CallerArgumentExpression(nameof(margin))] string? name = null)
    {
        if (!(margin >= 0 && double.IsFinite(margin))) throw new ArgumentOutOfRangeException(name, margin, "zero or a positive number is needed");
        return margin;
    }

    public static double CheckShare(double share, [CallerArgumentExpression(nameof(share))] string? name = null)
    {
        if (!(share > 0 && share < 1)) throw new ArgumentOutOfRangeException(name, share, "a number over 0 and under 1 is needed");
        return share;
    }
}
