using CsCheck;

namespace Astra.Research.Tests;

/// <summary>Paths against a plain simulation of the same draws, and against answers that are known exactly.</summary>
public class PathSimulationTests
{
    private static readonly Gen<double[]> Lists = Gen.Double[-0.3, 0.4].Array[1, 40];

    [Fact]
    public void Every_path_is_what_a_plain_loop_makes_of_the_same_draws() =>
        Gen.Select(Lists, Gen.Int[1, 60], Gen.ULong, Gen.Int[1, 5]).Sample((returns, trades, seed, threads) =>
        {
            var list = new TradeReturns(returns);
            PathSimulation simulation = Paths.Of(list, new PathPlan { Paths = 20, Trades = trades, Seed = seed, Threads = threads });
            for (int path = 0; path < 20; path++)
            {
                var random = new Philox(seed, (ulong)path);
                double wealth = 1, peak = 1, deepest = 0, lowest = 1;
                int streak = 0, longest = 0;
                for (int i = 0; i < trades; i++)
                {
                    double r = returns[random.NextIndex(returns.Length)];
                    wealth *= 1 + r;
                    peak = Math.Max(peak, wealth);
                    deepest = Math.Max(deepest, (peak - wealth) / peak);
                    lowest = Math.Min(lowest, wealth);
                    streak = 1 + r < 1 ? streak + 1 : 0;
                    longest = Math.Max(longest, streak);
                }
                Assert.Equal(wealth, simulation.Terminal[path]);
                Assert.Equal(deepest, simulation.MaxDrawdown[path], 1e-12);
                Assert.Equal(lowest, simulation.Lowest[path]);
                Assert.Equal(longest, simulation.LosingStreak[path]);
            }
        }, iter: 200);

    [Fact]
    public void Eight_paths_at_once_are_the_plain_loop_to_the_bit() =>
        Gen.Select(Lists, Gen.Int[1, 60], Gen.ULong, Gen.Int[1, 12]).Sample((returns, trades, seed, block) =>
        {
            block = Math.Min(block, returns.Length);
            var list = new TradeReturns(returns);
            PathSimulation lanes = Paths.Of(list, new PathPlan { Paths = 37, Trades = trades, Seed = seed, Method = ResampleMethod.Blocks, Block = block });
            PathSimulation plain = PathSimulation.Run(new BlockSteps(list.Growth(), block, seed), 37, trades);
            Assert.Equal(plain.Terminal.ToArray(), lanes.Terminal.ToArray());
            Assert.Equal(plain.MaxDrawdown.ToArray(), lanes.MaxDrawdown.ToArray());
            Assert.Equal(plain.Lowest.ToArray(), lanes.Lowest.ToArray());
            Assert.Equal(plain.LosingStreak.ToArray(), lanes.LosingStreak.ToArray());
        }, iter: 300);

    [Theory]
    [InlineData(ResampleMethod.Independent)]
    [InlineData(ResampleMethod.Blocks)]
    [InlineData(ResampleMethod.Shuffle)]
    public void Figures_do_not_depend_on_the_number_of_threads(ResampleMethod method)
    {
        var list = new TradeReturns([.. Enumerable.Range(0, 50).Select(i => (i % 7 - 3) * 0.004)]);
        PathPlan plan = new() { Paths = 5_000, Method = method, Block = 7, Seed = 3 };
        double[] one = Paths.Of(list, plan with { Threads = 1 }).Terminal.ToArray();
        foreach (int threads in (int[])[2, 3, 8]) Assert.Equal(one, Paths.Of(list, plan with { Threads = threads }).Terminal.ToArray());
        Assert.NotEqual(one, Paths.Of(list, plan with { Seed = 4, Block = 8 }).MaxDrawdown.ToArray());
    }

    [Fact]
    public void Blocks_keep_neighbours_together_and_go_round()
    {
        // Gains and losses by turns: a block of two always has one of each, so every even path ends alike.
        var list = new TradeReturns([0.1, -0.05, 0.1, -0.05, 0.1, -0.05]);
        PathSimulation blocks = Paths.Of(list, new PathPlan { Paths = 500, Trades = 8, Method = ResampleMethod.Blocks, Block = 2 });
        foreach (double end in blocks.Terminal) Assert.Equal(Math.Pow(1.1 * 0.95, 4), end, 1e-12);
    }

    [Fact]
    public void A_cancelled_run_keeps_the_first_paths()
    {
        var list = new TradeReturns([0.01, -0.02, 0.03]);
        PathPlan plan = new() { Paths = 100_000, Trades = 50, Seed = 9 };
        using CancellationTokenSource stop = new();
        PathSimulation cut = Bootstrap.Run(list, plan, done => { if (done >= 4_000) stop.Cancel(); }, stop.Token);
        Assert.InRange(cut.Paths, 4_000, 20_000);
        Assert.Equal(Paths.Of(list, plan).Terminal[..cut.Paths].ToArray(), cut.Terminal.ToArray());
    }

    /// <summary>Barrier hits of a geometric Brownian motion, discretely watched: simulated figures published with the reference.</summary>
    [Theory]
    [InlineData(100, 80, 0.10, 0.25, 1.0, 252, 0.26877)]
    [InlineData(100, 90, 0.0, 0.20, 0.25, 63, 0.27562)]
    [InlineData(100, 95, -0.10, 0.30, 1.0 / 12, 21, 0.52250)]
    [InlineData(100, 70, 0.15, 0.40, 1.0, 252, 0.29762)]
    public void Barriers_are_hit_as_often_as_published(double start, double barrier, double drift, double volatility, double time, int steps, double published)
    {
        PathSimulation simulation = PathSimulation.Run(new GeometricSteps(drift, volatility, time / steps, 11), 60_000, steps, cancel: TestContext.Current.CancellationToken);
        double level = barrier / start;
        Estimate hit = Estimate.Share(simulation.Lowest.ToArray().Count(lowest => lowest <= level), simulation.Paths);
        Assert.InRange(hit.Value, published - 4 * Math.Sqrt(hit.Error * hit.Error + 0.0008 * 0.0008), published + 4 * Math.Sqrt(hit.Error * hit.Error + 0.0008 * 0.0008));
    }
}
