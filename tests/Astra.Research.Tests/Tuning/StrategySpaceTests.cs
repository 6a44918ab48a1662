using Astra.Research.Tuning;
using Astra.Strategies;

namespace Astra.Research.Tests;

/// <summary>The space of a strategy: usual ranges, and no trial for values that do not go together.</summary>
public sealed class StrategySpaceTests
{
    public static TheoryData<string> All => [.. StrategyRegistry.All.Where(strategy => strategy.Parameters.Count > 0).Select(strategy => strategy.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_suggestion_is_one_that_the_strategy_takes(string name)
    {
        StrategyDescriptor strategy = Named(name);
        SearchSpace space = StrategySpace.Of(strategy);
        Assert.Null(StrategySpace.Problem(strategy, space));
        foreach (ISampler sampler in (ISampler[])[new TpeSampler(2), new TpeSampler(2, new TpeSettings { Univariate = true }), new RandomSampler(2)])
        {
            Study study = new(space, sampler, [new("gain", Maximise: true)]);
            for (int i = 0; i < 30; i++)
            {
                StudyTrial trial = study.Ask();
                Assert.Equal(-1, strategy.FirstInvalid(trial.Point));
                Assert.Null(space.Problem(trial.Point));
                study.Tell(trial, [trial.Point[0]]);
            }
        }
    }

    [Fact]
    public void Ranges_are_a_third_to_three_times_the_default_within_what_is_allowed()
    {
        SearchSpace space = StrategySpace.Of(Named("macd-cross"));
        foreach ((StrategyParameter own, SearchParameter range) in Named("macd-cross").Parameters.Zip(space.Parameters))
        {
            Assert.Equal(Math.Max(own.Minimum, Math.Ceiling(own.Default / 3)), range.Low);
            Assert.Equal(Math.Min(own.Maximum, Math.Floor(own.Default * 3)), range.High);
            Assert.True(range.Log);
        }
    }

    [Fact]
    public void A_grid_leaves_out_what_does_not_go_together()
    {
        SearchSpace grid = Macd(5, 7, 6, 8);
        Assert.Equal(3 + 2 + 1, new GridSampler(1, perAxis: 3).CountOf(grid));
    }

    [Fact]
    public void Ranges_that_never_fit_together_are_an_error_and_a_thin_fit_is_found()
    {
        Assert.Contains("fast", Assert.Throws<StudyException>(() => new Study(Macd(30, 40, 5, 30), new RandomSampler(1), [new("gain")]).Ask()).Message, StringComparison.Ordinal);
        Assert.Throws<StudyException>(() => new GridSampler(1).CountOf(Macd(30, 40, 5, 30)));
        Assert.Equal([40, 41], new Study(Macd(40, 80, 5, 41), new RandomSampler(1), [new("gain")]).Ask().Point[..2]);
    }

    private static SearchSpace Macd(int fastLow, int fastHigh, int slowLow, int slowHigh) => StrategySpace.Keeping(Named("macd-cross"), new SearchSpace(
        SearchParameter.Whole("fast", fastLow, fastHigh), SearchParameter.Whole("slow", slowLow, slowHigh), SearchParameter.Whole("signal", 9, 9)));

    private static StrategyDescriptor Named(string name) => StrategyRegistry.TryGet(name, out StrategyDescriptor? found) ? found : throw new InvalidOperationException(name);
}
