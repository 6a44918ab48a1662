namespace Astra.Adapters.Recordings;

/// <summary>
/// Logarithm and exponential from IEEE additions, multiplications and divisions alone, so that a seed gives the same bytes on every
/// platform; the platform's own differ in the last digit. Accurate to about one part in 10^15, which randomness does not notice.
/// </summary>
internal static class PinnedMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double InverseLn2 = 1.4426950408889634;
    private const double SqrtHalf = 0.70710678118654752;

    /// <summary>Natural logarithm of a positive normal number.</summary>
    public static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1022;
        // m in [0.5, 1), moved to [sqrt(1/2), sqrt(2)) so that the series below is short.
        double m = BitConverter.Int64BitsToDouble(bits & 0x000F_FFFF_FFFF_FFFF | 0x3FE0_0000_0000_0000);
        if (m < SqrtHalf)
        {
            m += m;
            exponent--;
        }
        // ln m = 2 artanh(s), |s| < 0.172: eleven odd terms reach double precision.
        double s = (m - 1) / (m + 1);
        double z = s * s;
        double sum = 1.0 / 21;
        for (int k = 19; k >= 1; k -= 2) sum = sum * z + 1.0 / k;
        return exponent * Ln2High + (2 * s * sum + exponent * Ln2Low);
    }

    /// <summary>e to the power of x, for x between -700 and 700.</summary>
    public static double Exp(double x)
    {
        int k = (int)(x * InverseLn2 + (x < 0 ? -0.5 : 0.5));
        double r = x - k * Ln2High - k * Ln2Low;
        // |r| < 0.347: thirteen Taylor terms reach double precision.
        double sum = 1;
        for (int n = 13; n >= 1; n--) sum = 1 + sum * r / n;
        return sum * BitConverter.Int64BitsToDouble((long)(k + 1023) << 52);
    }
}
