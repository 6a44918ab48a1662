using Astra.Research.Tuning;

namespace Astra.Research.Tests;

/// <summary>What a study says about itself: importance where it is known, and pictures.</summary>
public sealed class InsightTests
{
    private static readonly SearchSpace Space = new(
        SearchParameter.Number("idle", 0, 1), SearchParameter.Number("much", -1, 1), SearchParameter.Choice("some", "a", "b", "c"), SearchParameter.Whole("little", 1, 100, log: true));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_order_of_importance_is_that_of_the_function(int seed)
    {
        double[] shares = Importance.Of(Space, Searched(new RandomSampler((ulong)seed), 200).Trials);
        Assert.Equal(1, shares.Sum(), 1e-12);
        Assert.True(shares[1] > shares[2] && shares[2] > shares[3] && shares[3] > shares[0], string.Join(' ', shares));
        Assert.InRange(shares[0], 0, 0.03);
        Assert.InRange(shares[1], 0.5, 0.95);
    }

    [Fact]
    public void It_depends_on_the_order_of_values_and_not_on_their_size()
    {
        Study plain = Searched(new RandomSampler(9), 60), steep = Searched(new RandomSampler(9), 60, value => Math.Exp(5 * value));
        Assert.Equal(Importance.Of(Space, plain.Trials), Importance.Of(Space, steep.Trials));
    }

    [Fact]
    public void What_works_together_counts_for_both()
    {
        SearchSpace pair = new(SearchParameter.Number("x", -1, 1), SearchParameter.Number("y", -1, 1), SearchParameter.Number("z", -1, 1));
        Study study = new(pair, new RandomSampler(1), [new("loss")]);
        for (int i = 0; i < 300; i++)
        {
            StudyTrial t = study.Ask();
            study.Tell(t, [t["x"] * t["y"]]);
        }
        double[] shares = Importance.Of(pair, study.Trials);
        Assert.True(shares[0] > 0.3 && shares[1] > 0.3 && shares[2] < 0.05, string.Join(' ', shares));
    }

    [Fact]
    public void Too_few_trials_or_no_difference_have_no_answer()
    {
        Assert.Empty(Importance.Of(Space, Searched(new RandomSampler(1), Importance.LeastTrials - 1).Trials));
        Assert.Empty(Importance.Of(Space, Searched(new RandomSampler(1), 40, _ => 3).Trials));
    }

    [Fact]
    public void Charts_say_what_they_show()
    {
        Study study = new(Space, new TpeSampler(3), [new("gain", Maximise: true), new("loss")]);
        for (int i = 0; i < 40; i++)
        {
            StudyTrial t = study.Ask();
            if (i % 8 == 7) study.TellPruned(t, [t["much"], t["idle"]]);
            else study.Tell(t, [t["much"], t["idle"]]);
        }
        IReadOnlyList<Chart> charts = StudyCharts.Of(Space, study.Objectives, [.. study.Trials]);
        Assert.Equal(["history", "importance", "slice-idle", "slice-much", "slice-some", "slice-little", "front"], charts.Select(chart => chart.Name));
        Assert.Contains("given up", charts[0].Svg(), StringComparison.Ordinal);
        Assert.StartsWith("Most to least: much", charts[1].Description, StringComparison.Ordinal);
        Assert.Equal($"{study.Front.Count} of 35 trials.", charts[^1].Description);
        Assert.All(charts, chart => Assert.True(chart.Png().Length > 1000));
        Assert.Empty(StudyCharts.Of(Space, study.Objectives, []));
    }

    private static Study Searched(ISampler sampler, int trials, Func<double, double>? bend = null)
    {
        Study study = new(Space, sampler, [new("loss")]);
        for (int i = 0; i < trials; i++)
        {
            StudyTrial t = study.Ask();
            double value = 4 * t["much"] + 1.6 * t.Point[2] + 0.5 * Math.Log(t["little"]);
            study.Tell(t, [bend is null ? value : bend(value)]);
        }
        return study;
    }
}
