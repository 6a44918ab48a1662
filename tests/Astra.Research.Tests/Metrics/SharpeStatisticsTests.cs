namespace Astra.Research.Tests;

/// <summary>The numerical examples of the papers.</summary>
public sealed class SharpeStatisticsTests
{
    // "The Deflated Sharpe Ratio" (2014), its numerical example: annual ratio 2.5 over 1,250 days of 250 a year, skew -3, kurtosis 10, variance of the trials' annual ratios 1/2.
    private static readonly double Daily = 2.5 / Math.Sqrt(250);
    private const double DailyVariance = 0.5 / 250;

    [Fact]
    public void The_best_of_a_hundred_worthless_trials_shows_what_the_paper_says() =>
        Assert.Equal(0.1132, SharpeStatistics.ExpectedBest(100, DailyVariance), 4);

    [Theory]
    [InlineData(100, -3, 10, 0.9004)]
    [InlineData(46, -3, 10, 0.9505)]
    [InlineData(88, 0, 3, 0.9505)]
    public void Deflated_as_in_the_paper(int trials, double skew, double kurtosis, double expected) =>
        Assert.Equal(expected, SharpeStatistics.Deflated(Daily, 1250, skew, kurtosis, trials, DailyVariance)!.Value, 4);

    // "The Sharpe Ratio Efficient Frontier" (2012): two years of a hedge fund's months.
    [Theory]
    [InlineData(-2.448, 10.164, 0.913)]
    [InlineData(0, 3, 0.982)]
    public void Probabilistic_as_in_the_paper(double skew, double kurtosis, double expected) =>
        Assert.Equal(expected, SharpeStatistics.Probabilistic(0.458, 0, 24, skew, kurtosis)!.Value, 3);

    // The same paper: years needed to say that an annual ratio of 2 is above 1.
    [Theory]
    [InlineData(250, 0, 3, 2.73)]
    [InlineData(52, 0, 3, 2.83)]
    [InlineData(12, 0, 3, 3.24)]
    [InlineData(12, -0.72, 5.78, 4.99)]
    public void Least_track_record_as_in_the_paper(int perYear, double skew, double kurtosis, double years)
    {
        double root = Math.Sqrt(perYear);
        Assert.Equal(years, SharpeStatistics.MinimumTrackRecord(2 / root, 1 / root, skew, kurtosis)!.Value / perYear, 2);
    }

    [Fact]
    public void One_trial_deflates_nothing()
    {
        Assert.Equal(0, SharpeStatistics.ExpectedBest(1, 1));
        Assert.Equal(SharpeStatistics.Probabilistic(0.1, 0, 250, -0.5, 4), SharpeStatistics.Deflated(0.1, 250, -0.5, 4, 1, 0.3));
    }

    [Fact]
    public void Not_defined_is_null()
    {
        Assert.Null(SharpeStatistics.Probabilistic(0.1, 0, 1, 0, 3));
        // Skew so high that the variance of the estimate would be negative.
        Assert.Null(SharpeStatistics.Probabilistic(1, 0, 100, 5, 3));
        Assert.Null(SharpeStatistics.MinimumTrackRecord(0.05, 0.1, 0, 3));
    }
}
