using Astra.Markets;
using CsCheck;

namespace Astra.Indicators.Tests;

public class PairAndBookTests
{
    private static readonly Gen<(long, long)[]> Pairs = Gen.Select(Gen.Long[1_000_000, 1_100_000], Gen.Long[2_000_000, 2_300_000]).Array[1, 40];

    [Fact]
    public void Correlation_is_pearsons_of_the_last_closes() =>
        Pairs.Sample(pairs =>
        {
            RollingCorrelation correlation = new(6);
            for (int i = 0; i < pairs.Length; i++)
            {
                correlation.Update(new Price(pairs[i].Item1), new Price(pairs[i].Item2));
                Assert.Equal(i >= 5, correlation.IsReady);
                if (i < 5) continue;
                (double X, double Y)[] window = [.. pairs[(i - 5)..(i + 1)].Select(p => ((double)p.Item1, (double)p.Item2))];
                double x = window.Average(p => p.X), y = window.Average(p => p.Y);
                double expected = window.Sum(p => (p.X - x) * (p.Y - y)) / Math.Sqrt(window.Sum(p => (p.X - x) * (p.X - x)) * window.Sum(p => (p.Y - y) * (p.Y - y)));
                Assert.Equal(expected, correlation.Value, 1e-9);
            }
        });

    [Fact]
    public void Beta_is_the_slope_of_returns() =>
        Pairs.Sample(pairs =>
        {
            RollingBeta beta = new(5);
            for (int i = 0; i < pairs.Length; i++)
            {
                beta.Update(new Price(pairs[i].Item1), new Price(pairs[i].Item2));
                Assert.Equal(i >= 5, beta.IsReady);
                if (i < 5) continue;
                (double A, double M)[] returns = [.. Enumerable.Range(i - 4, 5).Select(j => ((double)pairs[j].Item1 / pairs[j - 1].Item1 - 1, (double)pairs[j].Item2 / pairs[j - 1].Item2 - 1))];
                double a = returns.Average(r => r.A), m = returns.Average(r => r.M);
                Assert.Equal(returns.Sum(r => (r.A - a) * (r.M - m)) / returns.Sum(r => (r.M - m) * (r.M - m)), beta.Value, 1e-7);
            }
        });

    [Fact]
    public void Pairs_that_do_not_move_have_neither_correlation_nor_beta()
    {
        (RollingCorrelation correlation, RollingBeta beta) = (new(3), new(3));
        for (int i = 0; i < 8; i++)
        {
            correlation.Update(new Price(1_000_000 + i), new Price(2_000_500));
            beta.Update(new Price(1_000_000 + i), new Price(2_000_500));
        }
        Assert.Equal((0, 0), (correlation.Value, beta.Value));
    }

    [Fact]
    public void The_hedge_ratio_finds_a_constant_relation_and_follows_a_new_one()
    {
        KalmanHedge hedge = new(1e-4, 1e-3, 10);
        Random random = new(3);
        for (int i = 0; i < 400; i++)
        {
            decimal second = 100 + random.Next(-200, 200) * 0.05m;
            hedge.Update(Price.FromRupees((i < 200 ? 1.5m : 2) * second), Price.FromRupees(second));
            if (i == 8) Assert.False(hedge.IsReady);
            if (i is 199 or 399)
            {
                double ratio = i == 199 ? 1.5 : 2;
                Assert.Equal(ratio, hedge.Value, 0.02);
                Assert.Equal(0, hedge.Offset, 1.0);
                Assert.True(Math.Abs(hedge.ZScore) < 1);
            }
            if (i == 200) Assert.True(hedge.ZScore > 3 && hedge.Error > 10);
        }
    }

    [Fact]
    public void The_filter_agrees_with_the_matrix_form()
    {
        KalmanHedge hedge = new(1e-3, 0.5, 1);
        Random random = new(5);
        double[] state = [0, 0];
        double[,] p = new double[2, 2];
        double walk = 1e-3 / (1 - 1e-3);
        for (int i = 0; i < 100; i++)
        {
            long x = 1_000_000 + random.Next(-9_000, 9_000), y = 1_500_000 + random.Next(-9_000, 9_000);
            hedge.Update(new Price(y), new Price(x));
            double[] h = [x / 10_000.0, 1];
            double[,] r = { { p[0, 0] + walk, p[0, 1] }, { p[1, 0], p[1, 1] + walk } };
            double[] rh = [r[0, 0] * h[0] + r[0, 1] * h[1], r[1, 0] * h[0] + r[1, 1] * h[1]];
            double q = h[0] * rh[0] + h[1] * rh[1] + 0.5, error = y / 10_000.0 - (h[0] * state[0] + h[1] * state[1]);
            for (int a = 0; a < 2; a++)
            {
                state[a] += rh[a] / q * error;
                for (int b = 0; b < 2; b++) p[a, b] = r[a, b] - rh[a] * rh[b] / q;
            }
            Assert.Equal(state[0], hedge.Value, 1e-6);
            Assert.Equal(state[1], hedge.Offset, 1e-6);
            Assert.Equal(error / Math.Sqrt(q), hedge.ZScore, 1e-6);
        }
    }

    [Fact]
    public void Order_flow_adds_what_comes_to_the_bid_and_leaves_the_ask()
    {
        OrderFlowImbalance flow = new(1);
        Price p100 = Price.FromRupees(100), p101 = Price.FromRupees(101), p102 = Price.FromRupees(102);
        flow.Update(p100, 10, p102, 20);
        Assert.False(flow.IsReady);
        Assert.Equal(5, Next(p100, 15, p102, 20));
        Assert.Equal(7, Next(p101, 7, p102, 20));
        Assert.Equal(-7, Next(p100, 9, p102, 20));
        Assert.Equal(8, Next(p100, 9, p102, 12));
        Assert.Equal(-30, Next(p100, 9, p101, 30));
        Assert.Equal(30, Next(p100, 9, p102, 4));
        Assert.Equal(-9, Next(Price.Zero, 0, p102, 4));

        long Next(Price bid, long bids, Price ask, long asks)
        {
            flow.Update(bid, bids, ask, asks);
            return flow.Units;
        }
    }

    [Fact]
    public void Order_flow_sums_its_last_changes_over_its_levels()
    {
        OrderFlowImbalance flow = new(2, 2);
        foreach (long quantity in (long[])[10, 13, 20, 25])
            flow.Update([new BookLevel(new Price(100), quantity), new BookLevel(new Price(99), 2 * quantity)], [new BookLevel(new Price(101), 1)]);
        Assert.Equal(3 * (25 - 13), flow.Value);
    }

    [Fact]
    public void The_microprice_leans_to_the_thin_side_and_needs_both()
    {
        Microprice price = new();
        price.Update(Price.FromRupees(100), 30, Price.FromRupees(101), 10);
        Assert.Equal(100.75, price.Value, 12);
        Assert.Equal(0.5, price.Imbalance);
        price.Update([], [new BookLevel(Price.FromRupees(101), 5)]);
        Assert.Equal((false, 0.0), (price.IsReady, price.Value));
        Microprice deep = new(2);
        deep.Update([new(Price.FromRupees(100), 1), new(Price.FromRupees(99), 9)], [new(Price.FromRupees(101), 20), new(Price.FromRupees(102), 10)]);
        Assert.Equal(100.25, deep.Value, 12);
    }
}
