using Astra.Markets;

namespace Astra.Research;

/// <summary>
/// How much of a Sharpe ratio is luck. Ratios here are per observation, not annual; skew and kurtosis as in <see cref="Moments"/>.
/// Sources: D. H. Bailey, M. López de Prado, "The Sharpe Ratio Efficient Frontier", Journal of Risk 15 (2012), and
/// "The Deflated Sharpe Ratio", Journal of Portfolio Management 40 (2014).
/// </summary>
public static class SharpeStatistics
{
    private const double EulerMascheroni = 0.5772156649015329;

    /// <summary>
    /// Probability that the true ratio is above a benchmark: normal(  (sr - benchmark) sqrt(n - 1) / sqrt(1 - skew sr + (kurtosis - 1) sr² / 4)  ).
    /// Null with fewer than two observations, or where that variance is not above zero.
    /// </summary>
    public static double? Probabilistic(double sharpe, double benchmark, int observations, double skew, double kurtosis) =>
        observations >= 2 && Variance(sharpe, skew, kurtosis) is > 0 and var variance
            ? Normal.Cdf((sharpe - benchmark) * Math.Sqrt(observations - 1) / Math.Sqrt(variance))
            : null;

    /// <summary>
    /// The ratio to expect of the best of N trials that are all worth nothing:
    /// sqrt(variance) ((1 - γ) z(1 - 1/N) + γ z(1 - 1/(N e))). Zero for one trial.
    /// </summary>
    /// <param name="variance">Of the trials' ratios, per observation.</param>
    public static double ExpectedBest(int trials, double variance) => trials < 2 || !(variance > 0)
        ? 0
        : Math.Sqrt(variance) * ((1 - EulerMascheroni) * Normal.UpperQuantile(1.0 / trials) + EulerMascheroni * Normal.UpperQuantile(1 / (trials * Math.E)));

    /// <summary>Probabilistic ratio against <see cref="ExpectedBest"/>: what is left after choosing among trials. Below 0.95 a result is no evidence.</summary>
    public static double? Deflated(double sharpe, int observations, double skew, double kurtosis, int trials, double variance) =>
        Probabilistic(sharpe, ExpectedBest(trials, variance), observations, skew, kurtosis);

    /// <summary>
    /// Observations needed to say with this confidence that the true ratio is above the benchmark:
    /// 1 + (1 - skew sr + (kurtosis - 1) sr² / 4) (z / (sr - benchmark))². Null when it is not above it.
    /// </summary>
    public static double? MinimumTrackRecord(double sharpe, double benchmark, double skew, double kurtosis, double confidence = 0.95)
    {
        if (!(sharpe > benchmark) || Variance(sharpe, skew, kurtosis) is not (> 0 and var variance)) return null;
        double z = Normal.Quantile(confidence) / (sharpe - benchmark);
        double needed = 1 + variance * z * z;
        return double.IsFinite(needed) ? needed : null;
    }

    /// <summary>Mean over deviation of returns per observation; null when they do not vary.</summary>
    public static double? PerObservation(in Moments moments, double riskFree = 0) =>
        moments.Deviation is { } deviation ? (moments.Mean - riskFree) / deviation : null;

    private static double Variance(double sharpe, double skew, double kurtosis) => 1 - skew * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe;
}
