namespace Astra.Markets;

/// <summary>
/// Exponential and logarithm from IEEE additions, multiplications and divisions alone, so that a result is the same on every machine; the
/// platform's own differ in the last digit. Errors are below one unit in the last place (two for <see cref="Expm1"/>), measured in the tests.
/// Special values follow IEEE: NaN in, NaN out; the logarithm of zero is negative infinity, of a negative number NaN.
/// </summary>
public static class PinnedMath
{
    // The first part has 21 zero bits at its end, so that its products with an exponent are exact; the second is the rest of ln 2.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double InverseLn2 = 1.4426950408889634;
    private const double SqrtHalf = 0.70710678118654752;
    private const double LargestExponent = 709.782712893384;
    private const double SmallestExponent = -745.1332191019412;
    private const long FractionBits = 0x000F_FFFF_FFFF_FFFF;
    private const long OneHalfBits = 0x3FE0_0000_0000_0000;
    /// <summary>2^54 lifts the smallest subnormal to a normal number.</summary>
    private const double Lift = 18014398509481984;

    /// <summary>e to the power of x: 0 below -745.13, infinity above 709.78.</summary>
    public static double Exp(double x) => Exp(x, 0);

    /// <summary>e to the power of a sum whose second part is at most a rounding of the first, such as an exact square.</summary>
    internal static double Exp(double high, double low)
    {
        if (!(high <= LargestExponent)) return double.IsNaN(high) ? high : double.PositiveInfinity;
        if (high < SmallestExponent) return 0;
        int k = Nearest(high * InverseLn2);
        double near = high - k * Ln2High, rest = k * Ln2Low - low;
        double r = near - rest;
        return Scale(1 + (near - (rest - SecondOrder(r))), k);
    }

    /// <summary>e to the power of x, less 1, without the loss of digits near zero.</summary>
    public static double Expm1(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > 45) return Exp(x);
        if (x < -45) return -1;
        int k = Nearest(x * InverseLn2);
        if (k == 0) return x + SecondOrder(x);
        double near = x - k * Ln2High, rest = k * Ln2Low;
        double e = near - (rest - SecondOrder(near - rest));
        return Scale(e + (1 - PowerOfTwo(-k)), k);
    }

    /// <summary>Natural logarithm.</summary>
    public static double Log(double x)
    {
        if (!(x > 0)) return x == 0 ? double.NegativeInfinity : double.NaN;
        if (double.IsPositiveInfinity(x)) return x;
        int exponent = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= Lift;
            exponent = -54;
        }
        double m = Mantissa(x, ref exponent);
        return LogOf(m - 1, exponent, 0);
    }

    /// <summary>Natural logarithm of 1 + x without the loss of digits near zero.</summary>
    public static double Log1p(double x)
    {
        if (!(x > -1)) return x == -1 ? double.NegativeInfinity : double.NaN;
        if (x > -0.29 && x < 0.41) return LogOf(x, 0, 0);
        if (double.IsPositiveInfinity(x)) return x;
        double sum = 1 + x;
        // What the addition lost, relative to the sum.
        double lost = (x >= 1 ? 1 - (sum - x) : x - (sum - 1)) / sum;
        int exponent = 0;
        double m = Mantissa(sum, ref exponent);
        return LogOf(m - 1, exponent, lost);
    }

    /// <summary>The mantissa in [sqrt(1/2), sqrt(2)), and the exponent added to the one given.</summary>
    private static double Mantissa(double x, ref int exponent)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)(bits >> 52) - 1022;
        double m = BitConverter.Int64BitsToDouble(bits & FractionBits | OneHalfBits);
        if (m >= SqrtHalf) return m;
        exponent--;
        return m + m;
    }

    /// <summary>
    /// ln(1+f) + k ln 2 + lost. With s = f/(2+f), ln(1+f) = 2 artanh(s) = f - (f²/2 - s (f²/2 + R)), where R holds the powers of s² above:
    /// written so, only terms that are small beside f are rounded before the last subtraction.
    /// </summary>
    private static double LogOf(double f, int k, double lost)
    {
        double s = f / (2 + f), z = s * s, w = z * z, v = w * w;
        double a = 2.0 / 3 + z * (2.0 / 5), b = 2.0 / 7 + z * (2.0 / 9), c = 2.0 / 11 + z * (2.0 / 13);
        double d = 2.0 / 15 + z * (2.0 / 17), e = 2.0 / 19 + z * (2.0 / 21);
        double r = z * (a + w * b + v * (c + w * d + v * e));
        double half = 0.5 * f * f;
        return k * Ln2High - (half - (s * (half + r) + (k * Ln2Low + lost)) - f);
    }

    /// <summary>e^r - 1 - r for |r| below 0.35: Taylor's terms to r^13, added in pairs so that they do not wait for each other.</summary>
    private static double SecondOrder(double r)
    {
        double r2 = r * r, r4 = r2 * r2, r8 = r4 * r4;
        double a = 1.0 / 2 + r * (1.0 / 6), b = 1.0 / 24 + r * (1.0 / 120);
        double c = 1.0 / 720 + r * (1.0 / 5040), d = 1.0 / 40320 + r * (1.0 / 362880);
        double e = 1.0 / 3628800 + r * (1.0 / 39916800), f = 1.0 / 479001600 + r * (1.0 / 6227020800);
        return r2 * (a + r2 * b + r4 * (c + r2 * d) + r8 * (e + r2 * f));
    }

    private static int Nearest(double x) => (int)(x + (x < 0 ? -0.5 : 0.5));

    private static double Scale(double y, int k)
    {
        if (k > 1023) return y * PowerOfTwo(1023) * PowerOfTwo(k - 1023);
        if (k < -1022) return y * PowerOfTwo(k + 54) / Lift;
        return y * PowerOfTwo(k);
    }

    private static double PowerOfTwo(int k) => BitConverter.Int64BitsToDouble((long)(k + 1023) << 52);
}
