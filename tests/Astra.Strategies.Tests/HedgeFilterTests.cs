using Astra.Markets;

namespace Astra.Strategies.Tests;

public class HedgeFilterTests
{
    [Fact]
    public void It_is_the_filter_written_out_with_matrices()
    {
        double[] x = Series.Walk(300, 5, 0.002, 7), noise = Series.Noise(300, 6);
        double[] y = [.. x.Select((v, i) => 2 + 0.9 * v + 0.001 * noise[i])];
        Cointegration fit = Cointegration.Test(x.AsSpan(0, 100), y.AsSpan(0, 100), 1, new double[100]);
        HedgeFilter filter = default;
        filter.Start(in fit, 100, 0.01);
        double[] state = [fit.Alpha + fit.Beta * fit.MeanX, fit.Beta];
        double[,] p = { { fit.Variance / 100, 0 }, { 0, fit.Variance / (100 * fit.VarianceX) } };
        double[] walk = [0.01 * p[0, 0], 0.01 * p[1, 1]];
        for (int t = 100; t < 300; t++)
        {
            filter.Update(x[t], y[t]);
            double[] h = [1, x[t] - fit.MeanX];
            p[0, 0] += walk[0];
            p[1, 1] += walk[1];
            double[] ph = [p[0, 0] * h[0] + p[0, 1] * h[1], p[1, 0] * h[0] + p[1, 1] * h[1]];
            double s = h[0] * ph[0] + h[1] * ph[1] + fit.Variance, error = y[t] - (state[0] * h[0] + state[1] * h[1]);
            double[] k = [ph[0] / s, ph[1] / s];
            state = [state[0] + k[0] * error, state[1] + k[1] * error];
            double[,] left = { { 1 - k[0] * h[0], -k[0] * h[1] }, { -k[1] * h[0], 1 - k[1] * h[1] } };
            double[,] next = new double[2, 2];
            for (int i = 0; i < 2; i++)
                for (int j = 0; j < 2; j++) next[i, j] = left[i, 0] * p[0, j] + left[i, 1] * p[1, j];
            p = next;
            Assert.Equal(error, filter.Innovation, 1e-12);
            Assert.Equal(error / Math.Sqrt(s), filter.Score, 1e-8);
            Assert.Equal(state[1], filter.Beta, 1e-10);
        }
        Assert.InRange(filter.Beta, 0.8, 1);
    }

    [Fact]
    public void It_follows_a_ratio_that_moves_and_without_wander_does_so_more_slowly()
    {
        double[] x = Series.Walk(2_000, 8, 0.002, 7), noise = Series.Noise(2_000, 9);
        double[] y = [.. x.Select((v, i) => (i < 500 ? 0.9 : 1.3) * (v - x[0]) + 0.0005 * noise[i])];
        Cointegration fit = Cointegration.Test(x.AsSpan(0, 200), y.AsSpan(0, 200), 1, new double[200]);
        HedgeFilter quick = default, still = default;
        quick.Start(in fit, 200, 0.1);
        still.Start(in fit, 200, 0);
        for (int t = 200; t < 2_000; t++)
        {
            quick.Update(x[t], y[t]);
            still.Update(x[t], y[t]);
        }
        Assert.True(Math.Abs(quick.Beta - 1.3) < 0.1, $"quick at {quick.Beta}");
        Assert.True(Math.Abs(still.Beta - 1.3) > Math.Abs(quick.Beta - 1.3));
    }

    [Fact]
    public void Saved_and_loaded_it_goes_on_to_the_bit()
    {
        double[] x = Series.Walk(100, 1, 0.01, 5), y = Series.Walk(100, 2, 0.01, 5);
        Cointegration fit = Cointegration.Test(x, y, 0, new double[100]);
        HedgeFilter first = default, second = default;
        first.Start(in fit, 100, 0.001);
        StateWriter writer = new();
        first.Save(writer);
        second.Load(new StateReader(writer.Written.ToArray()));
        first.Update(5.1, 4.9);
        second.Update(5.1, 4.9);
        Assert.Equal((first.Beta, first.Score), (second.Beta, second.Score));
    }
}
