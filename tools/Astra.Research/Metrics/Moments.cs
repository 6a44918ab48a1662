using MathNet.Numerics.Statistics;

namespace Astra.Research;

/// <summary>Mean, spread and shape of returns. Null where there are too few values or they do not vary.</summary>
public readonly record struct Moments(int Count, double Mean, double? Deviation, double? Skew, double? Kurtosis)
{
    /// <summary>Below this share of the values' size a spread is rounding, not variation.</summary>
    private const double Nothing = 1e-13;

    /// <param name="values">Finite.</param>
    /// <returns>
    /// Deviation with n - 1; skew = m3 / m2^1.5 and kurtosis = m4 / m2² (a normal distribution has 3) with n, as the Sharpe statistics
    /// of Bailey and López de Prado take them.
    /// </returns>
    public static Moments Of(ReadOnlySpan<double> values)
    {
        int n = values.Length;
        if (n == 0) return new(0, 0, null, null, null);
        double sum = 0, largest = 0;
        foreach (double value in values)
        {
            sum += value;
            largest = Math.Max(largest, Math.Abs(value));
        }
        double mean = sum / n, m2 = 0, m3 = 0, m4 = 0;
        foreach (double value in values)
        {
            double d = value - mean;
            m2 += d * d;
            m3 += d * d * d;
            m4 += d * d * d * d;
        }
        if (n < 2 || Math.Sqrt(m2 / n) <= Nothing * largest) return new(n, mean, null, null, null);
        double variance = m2 / n;
        return new(n, mean, Math.Sqrt(m2 / (n - 1)), m3 / n / (variance * Math.Sqrt(variance)), m4 / n / (variance * variance));
    }

    /// <summary>Linear between order statistics (type 7 of Hyndman and Fan, the default of R and NumPy); null when empty.</summary>
    public static double? Quantile(double[] values, double p) =>
        values.Length == 0 ? null : values.QuantileCustom(p, QuantileDefinition.R7);
}
