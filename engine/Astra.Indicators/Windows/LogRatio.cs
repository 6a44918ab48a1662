using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Natural logarithm of the ratio of two prices.</summary>
internal static class LogRatio
{
    /// <summary>0 where either is no positive price, so that a bad price never makes an infinity. Error below 1e-16 of the ratio's distance from 1.</summary>
    public static double Of(long a, long b)
    {
        if (a <= 0 || b <= 0) return 0;
        // Prices of one instrument are mostly close: with s = (a-b)/(a+b), whose parts are exact, ln(a/b) = 2·artanh(s), cut where |s| < 1/16
        // leaves less than 1e-17 of it.
        double difference = a - b, sum = a + b;
        if (Math.Abs(difference) * 16 > sum) return PinnedMath.Log(a / (double)b);
        double s = difference / sum, z = s * s, w = z * z;
        double odd = 1.0 / 3 + z * (1.0 / 5) + w * (1.0 / 7 + z * (1.0 / 9) + w * (1.0 / 11 + z * (1.0 / 13)));
        return 2 * s + 2 * s * z * odd;
    }
}
