using Astra.Research.Tuning;
using CsCheck;

namespace Astra.Research.Tests;

/// <summary>Samplers stay in the space, repeat themselves by seed, and beat chance.</summary>
public sealed class SamplerTests
{
    private static readonly SearchSpace Space = new(
        SearchParameter.Choice("kind", "a", "b", "c"),
        SearchParameter.Number("x", -3, 7),
        SearchParameter.Number("rate", 0.001, 10, log: true).When("kind", "a"),
        SearchParameter.Number("step", 0, 1, step: 0.25).When("kind", "b", "c"),
        SearchParameter.Whole("lag", 1, 1000, log: true),
        SearchParameter.Whole("count", 2, 20, step: 3).When("kind", "b"),
        SearchParameter.Choice("exit", "p", "q").When("kind", "b"));

    [Fact]
    public void Every_sampler_stays_in_the_space_and_leaves_out_what_does_not_apply() =>
        Gen.Select(Gen.ULong[0, 1000], Gen.Int[0, 3]).Sample((seed, kind) =>
        {
            ISampler sampler = Make(kind, seed);
            History history = new(Space);
            for (int i = 0; i < 40; i++)
            {
                double[] point = sampler.Suggest(history, i);
                Assert.Null(Space.Problem(point));
                history.Add(i, point, i % 7 == 3 ? double.PositiveInfinity : point[1] * point[1] + point[0]);
            }
        }, iter: 60);

    [Fact]
    public void A_point_outside_or_a_value_that_does_not_apply_is_named()
    {
        double[] good = new RandomSampler(1).Suggest(new History(Space), 0);
        Assert.Null(Space.Problem(good));
        double[] outside = [.. good];
        outside[1] = 8;
        Assert.Contains("x = 8", Space.Problem(outside), StringComparison.Ordinal);
        double[] both = [0, 1, 0.5, 0.25, 3, double.NaN, double.NaN];
        Assert.Contains("step", Space.Problem(both), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_seed_gives_the_same_points_and_another_seed_others(int kind)
    {
        double[] Points(ulong seed)
        {
            ISampler sampler = Make(kind, seed);
            History history = new(Space);
            for (int i = 0; i < 30; i++)
            {
                double[] point = sampler.Suggest(history, i);
                history.Add(i, point, point[1] + point[4]);
            }
            return [.. history.Ranked.OrderBy(o => o.Number).SelectMany(o => o.Point)];
        }
        Assert.Equal(Points(5), Points(5));
        Assert.NotEqual(Points(5), Points(6));
    }

    [Fact]
    public void The_order_of_telling_does_not_matter()
    {
        History forth = new(Space), back = new(Space);
        RandomSampler random = new(3);
        for (int i = 0; i < 25; i++) forth.Add(i, random.Suggest(forth, i), i % 5);
        for (int i = 24; i >= 0; i--) back.Add(i, random.Suggest(back, i), i % 5);
        Assert.Equal(new TpeSampler(9).Suggest(forth, 25), new TpeSampler(9).Suggest(back, 25));
    }

    [Fact]
    public void Running_trials_are_kept_away_from()
    {
        SearchSpace line = new(SearchParameter.Whole("n", 0, 200));
        History history = new(line);
        for (int i = 0; i < 20; i++) history.Add(i, [i * 10], Math.Abs(i * 10 - 100));
        TpeSampler sampler = new(1);
        double[] first = sampler.Suggest(history, 20);
        Assert.InRange(first[0], 60, 140);
        for (int i = 0; i < 30; i++) history.Begin(100 + i, first);
        Assert.NotEqual(first, sampler.Suggest(history, 20));
    }

    [Theory]
    [InlineData("branin", 0.6)]
    [InlineData("hartmann6", -2.6)]
    [InlineData("rosenbrock4", 200)]
    [InlineData("rastrigin5", 30)]
    [InlineData("mixed", 0.3)]
    public void Tpe_beats_chance_by_a_wide_margin(string name, double limit)
    {
        BenchFunction function = BenchFunction.All.Single(f => f.Name == name);
        double tpe = SamplerBench.Run(function, seed => new TpeSampler(seed), 100, 7, timed: false, cancel: TestContext.Current.CancellationToken).Median;
        double random = SamplerBench.Run(function, seed => new RandomSampler(seed), 100, 7, timed: false, cancel: TestContext.Current.CancellationToken).Median;
        Assert.True(tpe < limit, $"tpe {tpe}");
        Assert.True(random > limit, $"random {random}");
    }

    [Fact]
    public void The_known_minima_are_where_they_should_be()
    {
        Assert.Equal(0.397887, At("branin", Math.PI, 2.275), 1e-5);
        Assert.Equal(-3.322368, At("hartmann6", 0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573), 1e-5);
        Assert.Equal(0, At("rosenbrock4", 1, 1, 1, 1));
        Assert.Equal(0, At("rastrigin5", 0, 0, 0, 0, 0));
        Assert.Equal(0, At("mixed", 1, 0.4, double.NaN, double.NaN, 34, 2.1, 1), 1e-12);
        Assert.Equal(0.3, At("mixed", 0, 1.5, 12, 60, double.NaN, double.NaN, double.NaN), 1e-12);
    }

    [Fact]
    public void A_grid_holds_every_point_once()
    {
        SearchSpace small = new(SearchParameter.Whole("a", 1, 3), SearchParameter.Choice("b", "x", "y"), SearchParameter.Whole("c", 0, 1).When("b", "y"));
        GridSampler grid = new(4);
        Assert.Equal(9, grid.CountOf(small));
        Assert.Equal(9, Enumerable.Range(0, 9).Select(i => string.Join(' ', grid.Suggest(new History(small), i))).Distinct().Count());
    }

    [Fact]
    public void A_space_survives_its_json()
    {
        string json = SpaceJson.Write(Space);
        Assert.Equal(json, SpaceJson.Write(SpaceJson.Read(json)));
        Assert.Contains("line 1", Assert.Throws<ArgumentException>(() => SpaceJson.Read("[{")).Message, StringComparison.Ordinal);
        Assert.Contains("zz", Assert.Throws<ArgumentException>(() => SpaceJson.Read("""[{"name":"q","type":"int","low":1,"high":2,"when":{"zz":["a"]}}]""")).Message, StringComparison.Ordinal);
    }

    private static double At(string name, params double[] point) => BenchFunction.All.Single(f => f.Name == name).Evaluate(point);

    private static ISampler Make(int kind, ulong seed) => kind switch
    {
        0 => new TpeSampler(seed),
        1 => new TpeSampler(seed, new TpeSettings { Univariate = true }),
        2 => new RandomSampler(seed),
        _ => new GridSampler(seed),
    };
}
