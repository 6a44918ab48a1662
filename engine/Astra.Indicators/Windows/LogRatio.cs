using System.Runtime.Intrinsics;
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

    /// <summary>Four of them, to the bit what they are one by one.</summary>
    public static Vector256<double> Of(Vector256<long> a, Vector256<long> b)
    {
        Vector256<double> difference = Vector256.ConvertToDouble(a - b), sum = Vector256.ConvertToDouble(a + b);
        if (Vector256.LessThanOrEqualAny(Vector256.Min(a, b), Vector256<long>.Zero) || Vector256.GreaterThanAny(Vector256.Abs(difference) * 16, sum))
            return Vector256.Create(Of(a[0], b[0]), Of(a[1], b[1]), Of(a[2], b[2]), Of(a[3], b[3]));
        Vector256<double> s = difference / sum, z = s * s, w = z * z;
        Vector256<double> odd = Vector256.Create(1.0 / 3) + z * (1.0 / 5) + w * (Vector256.Create(1.0 / 7) + z * (1.0 / 9) + w * (Vector256.Create(1.0 / 11) + z * (1.0 / 13)));
        return 2 * s + 2 * s * z * odd;
    }
}
