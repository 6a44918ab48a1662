namespace Astra.Markets;

/// <summary>
/// The standard normal distribution, on <see cref="PinnedMath"/>. Both tails keep their relative precision: an error below 10 units in the
/// last place wherever the result is above 1e-300.
/// </summary>
public static class Normal
{
    internal const double InverseSqrtTwoPi = 0.3989422804014326779;

    /// <summary>Beyond this Mills' ratio is the reciprocal to the last bit.</summary>
    private const double FarOut = 1e9;
    /// <summary>Splits a double into two halves of 26 bits, whose products are exact.</summary>
    private const double Splitter = 134217729;

    /// <summary>Density at x.</summary>
    public static double Density(double x)
    {
        if (!(x > -40 && x < 40)) return double.IsNaN(x) ? x : 0;
        double square = x * x;
        double c = x * Splitter, high = c - (c - x), low = x - high;
        // x² to twice the precision: rounded once, the density's error would grow as x²/2.
        double lost = high * high - square + 2 * high * low + low * low;
        return InverseSqrtTwoPi * PinnedMath.Exp(-0.5 * square, -0.5 * lost);
    }

    /// <summary>Probability of a value at or below x.</summary>
    public static double Cdf(double x) => UpperTail(-x);

    /// <summary>Probability of a value above x.</summary>
    public static double UpperTail(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x == 0) return 0.5;
        return x >= 0 ? Density(x) * MillsRatio(x) : 1 - Density(x) * MillsRatio(-x);
    }

    /// <summary>
    /// The value that is not exceeded with probability p: infinities at 0 and 1, NaN outside. Error below 1e-15 of the value, or absolute
    /// where it is below 1, for p above 1e-300.
    /// </summary>
    public static double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1)) return double.NaN;
        return p <= 0.5 ? -UpperQuantile(p) : UpperQuantile(1 - p);
    }

    /// <summary>The value that is exceeded with probability q, for q from 0 to 0.5: keeps the digits that 1 - q would lose.</summary>
    public static double UpperQuantile(double q)
    {
        if (!(q >= 0 && q <= 0.5)) return double.NaN;
        if (q == 0) return double.PositiveInfinity;
        if (q == 0.5) return 0;
        double x = RoughUpperQuantile(q);
        for (int i = 0; i < 2; i++)
        {
            // Halley's step on the tail; its density's logarithm has the slope -x.
            double newton = MillsRatio(x) - q / Density(x);
            x += newton / (1 - 0.5 * x * newton);
            if (x < 0) x = 0;
        }
        return x;
    }

    /// <summary>Upper quantile to 1e-3, as a place to start from. Zero or more.</summary>
    internal static double RoughUpperQuantile(double q)
    {
        if (q > 0.25) return RoughCentralQuantile(0.5 - q);
        // Abramowitz and Stegun 26.2.23.
        double t = Math.Sqrt(-2 * PinnedMath.Log(q));
        return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    }

    /// <summary>Quantile of 1/2 + y for y up to 1/4, to 1e-3 of itself: the series sqrt(2 pi) (y + pi y³ / 3 + 7 pi² y^5 / 30 + ...).</summary>
    internal static double RoughCentralQuantile(double y)
    {
        double z = Math.PI * y * y;
        return 2.5066282746310002 * y * (1 + z * (1.0 / 3 + z * (7.0 / 30 + z * (127.0 / 630))));
    }

    /// <summary>
    /// Upper tail over density for a of zero or more: between 1.2533 at zero and 1/a far out, so it neither overflows nor vanishes.
    /// Measured error: 5 parts in 2^53.
    /// </summary>
    internal static double MillsRatio(double a)
    {
        if (a > FarOut) return 1 / a;
        // (a + 4) R(a) is smooth in t = (a - 4) / (a + 4) over the whole half line, where t runs from -1 to 1: its Chebyshev series, computed with
        // 45 digits, ends at t^24 in double precision. Even and odd powers are summed side by side.
        double inverse = 1 / (a + 4), t = (a - 4) * inverse, z = t * t, y = z * z, w = y * y;
        double e0 = 1.8932190633084853 + z * 0.9704095548675884 + y * (0.15139176231244347 + z * -0.008722295274260125);
        double e1 = 0.0003342446162328441 + z * -4.783264259417208e-06 + y * (1.7963971214040778e-06 + z * -1.5787665654677373e-06);
        double e2 = 6.829633831673466e-07 + z * -2.1774195022039326e-07 + y * (5.3711037651589576e-08 + z * -9.35134044482434e-09);
        double o0 = -1.5237709108199835 + z * -0.4675409629983325 + y * (-0.018900450861711257 + z * 0.004087855681200072);
        double o1 = -0.0005792693046478719 + z * 8.809573121072337e-05 + y * (-1.4843277679080294e-05 + z * 2.568755311229722e-06);
        double o2 = -4.00493929251171e-07 + z * 4.473060051450323e-08 + y * (-1.4722998923746307e-09 + z * -3.0073979672398766e-10);
        double even = e0 + w * (e1 + w * (e2 + w * 8.53083886026053e-10));
        return (even + t * (o0 + w * (o1 + w * o2))) * inverse;
    }
}
