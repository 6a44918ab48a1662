namespace Astra.Research.Tests;

/// <summary>A fit finds the regimes that made the returns, and its likelihood never falls on the way.</summary>
public class RegimeModelTests
{
    private static readonly RegimeModel Truth = new([1, 0], [[0.97, 0.03], [0.06, 0.94]], [0.002, -0.004], [0.005, 0.02], 0);

    [Fact]
    public void Two_regimes_are_found_again()
    {
        RegimeModel model = RegimeModel.Fit(Draw(8_000), 2);
        Assert.Equal(Truth.Mean[0], model.Mean[0], 4e-4);
        Assert.Equal(Truth.Mean[1], model.Mean[1], 2e-3);
        Assert.Equal(Truth.Deviation[0], model.Deviation[0], 3e-4);
        Assert.Equal(Truth.Deviation[1], model.Deviation[1], 1e-3);
        Assert.Equal(0.97, model.Transition[0][0], 0.01);
        Assert.Equal(0.94, model.Transition[1][1], 0.02);
        Assert.All(model.Transition, row => Assert.Equal(1, row.Sum(), 1e-9));
    }

    [Fact]
    public void The_likelihood_never_falls_and_is_that_of_a_sum_over_all_chains_of_states()
    {
        double[] returns = Draw(7);
        var fit = new RegimeFit(returns, 2);
        RegimeModel model = Truth with { Start = [0.6, 0.4] };
        RegimeModel next = fit.Improve(model);
        double all = 0;
        for (int chain = 0; chain < 1 << returns.Length; chain++)
        {
            double p = 1;
            for (int t = 0; t < returns.Length; t++)
            {
                int state = chain >> t & 1;
                double z = (returns[t] - model.Mean[state]) / model.Deviation[state];
                p *= (t == 0 ? model.Start[state] : model.Transition[chain >> (t - 1) & 1][state]) * Math.Exp(-z * z / 2) / (model.Deviation[state] * Math.Sqrt(2 * Math.PI));
            }
            all += p;
        }
        Assert.Equal(Math.Log(all), next.LogLikelihood, 1e-9);
        for (int i = 0; i < 50; i++)
        {
            RegimeModel better = fit.Improve(next);
            Assert.True(better.LogLikelihood >= next.LogLikelihood - 1e-9);
            next = better;
        }
    }

    [Fact]
    public void Simulated_regimes_have_the_moments_of_the_model()
    {
        // The chain's long-run shares are 2/3 and 1/3; from state 1 it gets there within some dozens of steps.
        PathSimulation paths = Paths.Of(new TradeReturns([0.01]), new PathPlan { Paths = 20_000, Trades = 1, Regimes = Truth with { Start = [2.0 / 3, 1.0 / 3] }, Seed = 5 });
        Estimate mean = Estimate.Mean(paths.Terminal);
        Assert.InRange(mean.Value - 1, -4 * mean.Error, 4 * mean.Error);
    }

    [Fact]
    public void Too_few_returns_are_refused()
    {
        Assert.Contains("too few for 3 regimes", Assert.Throws<ArgumentException>(() => RegimeModel.Fit(new double[29], 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => RegimeModel.Fit(new double[1_000], 6));
    }

    [Fact]
    public void Returns_without_any_spread_still_fit_to_finite_figures()
    {
        RegimeModel model = RegimeModel.Fit([.. Enumerable.Repeat(0.001, 100)], 2);
        Assert.All(model.Mean, mean => Assert.Equal(0.001, mean, 1e-9));
        Assert.All(model.Deviation, deviation => Assert.True(deviation > 0 && double.IsFinite(deviation)));
    }

    private static double[] Draw(int count)
    {
        var random = new Philox(42, 0);
        double[] returns = new double[count];
        int state = 0;
        for (int i = 0; i < count; i++)
        {
            if (i > 0 && random.NextUnit() > Truth.Transition[state][state]) state = 1 - state;
            returns[i] = Truth.Mean[state] + Truth.Deviation[state] * random.NextNormal();
        }
        return returns;
    }
}
