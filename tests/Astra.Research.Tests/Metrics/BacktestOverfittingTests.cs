namespace Astra.Research.Tests;

public sealed class BacktestOverfittingTests
{
    [Fact]
    public void Noise_is_overfitted_about_half_of_the_time()
    {
        double sum = 0;
        const int Samples = 40;
        for (int seed = 0; seed < Samples; seed++) sum += BacktestOverfitting.Of(Noise(seed, trials: 20, days: 320), 8)!.Probability;
        Assert.InRange(sum / Samples, 0.38, 0.62);
    }

    [Fact]
    public void A_trial_that_is_better_everywhere_is_not_overfitted()
    {
        double[][] returns = Noise(7, trials: 20, days: 320);
        for (int i = 0; i < returns[4].Length; i++) returns[4][i] += 0.02;
        BacktestOverfitting result = BacktestOverfitting.Of(returns)!;
        Assert.Equal(0, result.Probability);
        Assert.Equal(0, result.ProbabilityOfLoss);
        Assert.Equal(12_870, result.Splits);
        Assert.Equal(Math.Log(20), result.MedianLogit, 12);
    }

    [Fact]
    public void Four_blocks_by_hand()
    {
        // Means by block of two: trial 0 gains in blocks 0 and 1 and loses in 2 and 3, trial 1 the other way round, so the best of one half is the worse of the other
        // in the splits {0,1} and {2,3}; in the other four both are even, the first is taken and ties for the middle: its logit is zero, which counts as low.
        double[][] returns = [[2, 1, 2, 1, -2, -1, -2, -1], [-2, -1, -2, -1, 2, 1, 2, 1]];
        BacktestOverfitting result = BacktestOverfitting.Of(returns, 4)!;
        Assert.Equal((6, 1.0), (result.Splits, result.Probability));
        Assert.Equal(2 / 6.0, result.ProbabilityOfLoss, 12);
        Assert.Equal(0, result.MedianLogit, 12);
    }

    [Fact]
    public void Too_little_gives_nothing_and_odd_blocks_are_refused()
    {
        Assert.Null(BacktestOverfitting.Of([[1, 2, 3, 4]], 2));
        Assert.Null(BacktestOverfitting.Of([[1, 2, 3], [1, 2, 3]], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => BacktestOverfitting.Of(Noise(1, 2, 50), 7));
        Assert.Throws<ArgumentException>(() => BacktestOverfitting.Of([new double[40], new double[41]], 4));
    }

    private static double[][] Noise(int seed, int trials, int days)
    {
        Random random = new(seed);
        double[][] returns = new double[trials][];
        for (int t = 0; t < trials; t++) returns[t] = [.. Enumerable.Range(0, days).Select(_ => 0.01 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5))];
        return returns;
    }
}
