namespace Astra.Strategies.Tests;

/// <summary>The test of Engle and Granger against a regression worked out another way, published critical values and series made to pass and to fail.</summary>
public class CointegrationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void The_statistic_is_that_of_the_regression_written_out_with_a_matrix(int lags)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            double[] e = Series.Walk(200, seed, 0.001);
            Assert.Equal(Naive(e, lags), Cointegration.DickeyFuller(e, lags), 1e-6);
        }
    }

    [Fact]
    public void A_statistic_by_hand()
    {
        // e = 1, 0, 1, -1: differences -1, 1, -2 on levels 1, 0, 1. rho = -3/2; residuals 0.5, 1, -0.5: s² = 1.5 / 2; var = s² / 2.
        Assert.Equal(-1.5 / Math.Sqrt(0.375), Cointegration.DickeyFuller([1, 0, 1, -1], 0), 12);
    }

    [Theory]
    // b0 + b1/T + b2/T² with the coefficients of MacKinnon (2010), table 2, N = 2 with a constant; T = 100 by hand.
    [InlineData(1, -4.0082117)]
    [InlineData(5, -3.3979133)]
    [InlineData(10, -3.0871340)]
    public void Critical_values_are_those_published(int percent, double expected)
    {
        Assert.Equal(expected, Cointegration.Critical(percent, 100), 7);
        Assert.True(Cointegration.Critical(percent, 1_000_000) > Cointegration.Critical(percent, 100));
    }

    [Fact]
    public void Cointegrated_series_are_found_with_their_relation_and_independent_walks_seldom()
    {
        double critical = Cointegration.Critical(5, 239);
        double[] residuals = new double[240];
        int found = 0, mistaken = 0;
        for (ulong seed = 1; seed <= 100; seed++)
        {
            double[] x = Series.Walk(240, seed, 0.002, 7), other = Series.Walk(240, seed + 1_000, 0.002, 7), noise = Series.Noise(240, seed + 2_000);
            double[] y = new double[240];
            double spread = 0;
            for (int i = 0; i < y.Length; i++) y[i] = 1 + 0.8 * x[i] + (spread = 0.7 * spread + 0.001 * noise[i]);
            Cointegration pair = Cointegration.Test(x, y, 1, residuals);
            if (pair.Statistic < critical)
            {
                found++;
                Assert.InRange(pair.Beta, 0.5, 1.1);
            }
            if (Cointegration.Test(x, other, 1, residuals).Statistic < critical) mistaken++;
        }
        Assert.InRange(found, 95, 100);
        // A test of size 5% is wrong five times of a hundred; twelve or more would be one chance in two hundred.
        Assert.InRange(mistaken, 0, 11);
    }

    [Fact]
    public void Flat_series_and_exact_copies_determine_nothing()
    {
        double[] residuals = new double[50], walk = Series.Walk(50, 3, 0.01, 5), flat = new double[50];
        Assert.Equal(0, Cointegration.Test(flat, walk, 1, residuals).Statistic);
        Assert.Equal(0, Cointegration.Test(walk, walk, 1, residuals).Statistic);
        Assert.Equal(0, Cointegration.Test(walk, flat, 1, residuals).Statistic);
    }

    /// <summary>Gauss-Jordan on the normal equations of an explicit design matrix.</summary>
    private static double Naive(double[] e, int lags)
    {
        int k = lags + 1, n = e.Length - k;
        double[,] a = new double[k, 2 * k];
        double[] right = new double[k], b = new double[k];
        double[] Row(int t) => [e[t - 1], .. Enumerable.Range(1, lags).Select(i => e[t - i] - e[t - i - 1])];
        for (int t = k; t < e.Length; t++)
            for (int i = 0; i < k; i++)
            {
                right[i] += Row(t)[i] * (e[t] - e[t - 1]);
                for (int j = 0; j < k; j++) a[i, j] += Row(t)[i] * Row(t)[j];
            }
        for (int i = 0; i < k; i++) a[i, k + i] = 1;
        for (int i = 0; i < k; i++)
        {
            double pivot = a[i, i];
            for (int j = 0; j < 2 * k; j++) a[i, j] /= pivot;
            for (int r = 0; r < k; r++)
            {
                if (r == i) continue;
                double factor = a[r, i];
                for (int j = 0; j < 2 * k; j++) a[r, j] -= factor * a[i, j];
            }
        }
        for (int i = 0; i < k; i++)
            for (int j = 0; j < k; j++) b[i] += a[i, k + j] * right[j];
        double squares = 0;
        for (int t = k; t < e.Length; t++)
        {
            double left = e[t] - e[t - 1];
            for (int i = 0; i < k; i++) left -= b[i] * Row(t)[i];
            squares += left * left;
        }
        return b[0] / Math.Sqrt(squares / (n - k) * a[0, k]);
    }
}
