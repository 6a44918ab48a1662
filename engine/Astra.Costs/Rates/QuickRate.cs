using System.Runtime.CompilerServices;

namespace Astra.Costs;

/// <summary>
/// A <see cref="Rate"/> made ready for the hot path: the fraction is cut to its lowest terms over a power of ten, and the division by that
/// power is a multiplication and a shift (Granlund and Montgomery). The result is that of <see cref="Rate.Of"/> for every
/// amount up to <see cref="Limit"/>, which is some ten crore rupees for the rates of today.
/// </summary>
internal readonly struct QuickRate
{
    private readonly ulong _numerator;
    private readonly ulong _half;
    private readonly ulong _magic;
    private readonly int _shift;

    /// <summary>The largest amount in micro-rupees that may be asked for.</summary>
    public readonly long Limit;

    public QuickRate(Rate rate)
    {
        ulong numerator = (ulong)rate.Trillionths;
        ulong denominator = Rate.One;
        while (denominator > 10 && numerator % 10 == 0)
        {
            numerator /= 10;
            denominator /= 10;
        }
        int bits = 64 - System.Numerics.BitOperations.LeadingZeroCount(denominator - 1);
        _numerator = numerator;
        _half = denominator / 2;
        // For dividends below 2^63: with 2^(bits-1) < d <= 2^bits and m = 2^(63+bits)/d + 1, the quotient is m*n >> (63+bits).
        _magic = (ulong)((UInt128.One << (63 + bits)) / denominator) + 1;
        _shift = bits - 1;
        Limit = numerator == 0 ? long.MaxValue : (long)((long.MaxValue - _half) / numerator);
    }

    /// <param name="micros">Amount in micro-rupees, 0 to <see cref="Limit"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Of(long micros) => (long)(Math.BigMul((ulong)micros * _numerator + _half, _magic, out _) >> _shift);
}
