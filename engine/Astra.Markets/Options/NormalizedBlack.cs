namespace Astra.Markets;

/// <summary>
/// Black's formula without units: the out-of-the-money price over sqrt(forward x strike), as a function of x = -|ln(forward/strike)| and the total
/// deviation s = volatility x sqrt(years). With a = -x/s, t = s/2, the normal density and Mills' ratio R, the price is
/// <c>E (R(a-t) - R(a+t))</c> with <c>E = exp(-(a² + t²)/2) / sqrt(2 pi)</c>, and E is its slope in s: nothing overflows, and no digits go in tails.
/// </summary>
internal static class NormalizedBlack
{
    /// <summary>Below these the difference is summed as a series in t, because its parts would cancel.</summary>
    private const double SeriesDeviation = 0.1, SeriesProduct = 0.3;

    /// <summary>The price for x of zero or below and s above zero; at most exp(x/2).</summary>
    public static double Price(double x, double s)
    {
        double a = -x / s, t = 0.5 * s;
        double e = Slope(a, t);
        return IsDifference(a, t) ? e * Difference(a, t) : PinnedMath.Exp(0.5 * x) - e * Complement(a, t);
    }

    /// <summary>E: slope of the price in s.</summary>
    public static double Slope(double a, double t) => Normal.InverseSqrtTwoPi * PinnedMath.Exp(-0.5 * (a * a + t * t));

    /// <summary>Whether <see cref="Difference"/> serves; otherwise <see cref="Complement"/> is the one without cancellation.</summary>
    public static bool IsDifference(double a, double t) => a >= t || t < SeriesDeviation;

    /// <summary>Price over E.</summary>
    public static double Difference(double a, double t) =>
        t < SeriesDeviation && a * t < SeriesProduct ? Series(a, t) : Normal.MillsRatio(a - t) - Normal.MillsRatio(a + t);

    /// <summary>What the price lacks to its maximum exp(x/2), over E; for t above a.</summary>
    public static double Complement(double a, double t) => Normal.MillsRatio(t - a) + Normal.MillsRatio(t + a);

    /// <summary>
    /// Y(h+t) - Y(h-t) at h = -a, where Y is the normal distribution over its density: Taylor's series in t, whose coefficients follow from
    /// Y' = 1 + hY, each from the two before it.
    /// </summary>
    private static double Series(double a, double t)
    {
        double d0 = Normal.MillsRatio(a);
        double d1 = 1 - a * d0;
        double d2 = d0 - a * d1, d3 = 2 * d1 - a * d2, d4 = 3 * d2 - a * d3, d5 = 4 * d3 - a * d4, d6 = 5 * d4 - a * d5;
        double d7 = 6 * d5 - a * d6, d8 = 7 * d6 - a * d7, d9 = 8 * d7 - a * d8, d10 = 9 * d8 - a * d9, d11 = 10 * d9 - a * d10;
        double z = t * t;
        double sum = d7 / 5040 + z * (d9 / 362880 + z * (d11 / 39916800));
        return 2 * t * (d1 + z * (d3 / 6 + z * (d5 / 120 + z * sum)));
    }
}
