namespace Astra.Strategies;

/// <summary>
/// The test of Engle and Granger (Econometrica 55, 1987): the second series explained by the first with a constant, and the augmented test
/// of Dickey and Fuller on what is left, without a constant. The hypothesis of no cointegration is rejected when the statistic is below
/// the critical value.
/// </summary>
/// <param name="Statistic">t of the lagged residual; 0 when the series determine nothing (flat, or copies of one another).</param>
/// <param name="Alpha">Constant of the explanation.</param>
/// <param name="Beta">Its slope.</param>
/// <param name="Variance">Mean square of the residual.</param>
/// <param name="MeanX">Mean of the explaining series.</param>
/// <param name="VarianceX">Population variance of the explaining series.</param>
internal readonly record struct Cointegration(double Statistic, double Alpha, double Beta, double Variance, double MeanX, double VarianceX)
{
    public const int MostLags = 4;

    /// <summary>Mean square of a residual of log prices that is rounding and no spread: a hundredth of a basis point, squared.</summary>
    private const double NoSpread = 1e-12;

    /// <summary>
    /// Critical value for two series and a constant, from the response surface of MacKinnon ("Critical Values for Cointegration Tests",
    /// Queen's University working paper 1227, 2010, table 2): b0 + b1 / T + b2 / T².
    /// </summary>
    /// <param name="percent">Size of the test: 1, 5 or 10.</param>
    public static double Critical(int percent, int observations)
    {
        double t = observations;
        return percent switch
        {
            1 => -3.89644 - 10.9519 / t - 22.527 / (t * t),
            5 => -3.33613 - 6.1101 / t - 6.823 / (t * t),
            10 => -3.04445 - 4.2412 / t - 2.720 / (t * t),
            _ => throw new ArgumentOutOfRangeException(nameof(percent), percent, "1, 5 or 10 is needed"),
        };
    }

    /// <summary>Tests two series of one length.</summary>
    /// <param name="lags">Differences of the residual among the regressors, 0 to <see cref="MostLags"/>.</param>
    /// <param name="residuals">Room for as many values.</param>
    public static Cointegration Test(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int lags, Span<double> residuals)
    {
        int n = x.Length;
        double meanX = Mean(x), meanY = Mean(y), xx = 0, xy = 0;
        for (int i = 0; i < n; i++)
        {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        if (!(xx > n * NoSpread)) return default;
        double beta = xy / xx, squares = 0;
        for (int i = 0; i < n; i++)
        {
            residuals[i] = y[i] - meanY - beta * (x[i] - meanX);
            squares += residuals[i] * residuals[i];
        }
        var found = new Cointegration(0, meanY - beta * meanX, beta, squares / n, meanX, xx / n);
        return squares > n * NoSpread ? found with { Statistic = DickeyFuller(residuals[..n], lags) } : found;
    }

    /// <summary>t of rho in the regression of a difference on the level before (rho) and on the differences before; 0 when it is not determined.</summary>
    public static double DickeyFuller(ReadOnlySpan<double> e, int lags)
    {
        int k = lags + 1;
        Span<double> work = stackalloc double[LeastSquares.Work(k)], row = stackalloc double[k], coefficients = stackalloc double[k];
        work.Clear();
        var fit = new LeastSquares(k, work);
        for (int t = k; t < e.Length; t++)
        {
            row[0] = e[t - 1];
            for (int i = 1; i <= lags; i++) row[i] = e[t - i] - e[t - i - 1];
            fit.Add(row, e[t] - e[t - 1]);
        }
        if (fit.Rows <= k || !fit.TrySolve(coefficients, out double variance)) return 0;
        double error = Math.Sqrt(fit.Residual / (fit.Rows - k) * variance);
        double statistic = coefficients[0] / error;
        return double.IsFinite(statistic) ? statistic : 0;
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum / values.Length;
    }
}
