namespace Astra.Research.Tests;

/// <summary>Closed forms and recursions against the reference's exact values.</summary>
public class RuinTests
{
    [Theory]
    [InlineData(0.52, 10, null, 500, 0.449137107, 0.392108391)]
    [InlineData(0.55, 20, null, 1000, 0.018071595, 0.018042254)]
    [InlineData(0.50, 15, 40, 400, 0.625, 0.452170238)]
    [InlineData(0.48, 12, 30, 300, 0.839296036, 0.710285280)]
    public void Gamblers(double p, int capital, int? target, int bets, double ever, double within)
    {
        Assert.Equal(ever, target is { } t ? Ruin.BeforeTarget(p, capital, t) : Ruin.Ever(p, capital), 1e-9);
        Assert.Equal(within, Ruin.Within(p, capital, bets, target), 1e-9);
    }

    [Theory]
    [InlineData(10, 0.2, 1, 0.157396336)]
    [InlineData(50, 0.1, 2, 0.093664367)]
    [InlineData(5, 0.5, 1, 0.125917069)]
    public void Insurers(double reserve, double loading, double claim, double ruin) =>
        Assert.Equal(ruin, Ruin.ExponentialClaims(reserve, loading, claim), 1e-9);

    [Theory]
    [InlineData(100, 80, 0.10, 0.25, 1.0, 252, 0.285785, 0.26808)]
    [InlineData(100, 90, 0.0, 0.20, 0.25, 63, 0.307654, 0.27460)]
    [InlineData(100, 95, -0.10, 0.30, 1.0 / 12, 21, 0.599225, 0.51957)]
    [InlineData(100, 70, 0.15, 0.40, 1.0, 252, 0.316362, 0.29795)]
    public void Barriers(double start, double barrier, double drift, double volatility, double time, int steps, double continuous, double discrete)
    {
        Assert.Equal(continuous, Ruin.TouchesBarrier(start, barrier, drift, volatility, time), 1e-6);
        Assert.Equal(discrete, Ruin.TouchesBarrier(start, barrier, drift, volatility, time, steps), 1e-5);
    }

    [Theory]
    [InlineData(5, 0.999994)]
    [InlineData(7, 0.959245)]
    [InlineData(9, 0.593875)]
    [InlineData(10, 0.382582)]
    [InlineData(12, 0.129867)]
    [InlineData(15, 0.021475)]
    public void Losing_streaks(int length, double probability) => Assert.Equal(probability, Ruin.LosingStreak(0.54, 500, length), 1e-6);

    [Fact]
    public void Kelly_and_the_mean_drawdown_of_a_driftless_motion()
    {
        Assert.Equal(0.10625, Ruin.KellyShare(0.45, 1.6), 1e-12);
        Assert.Equal(0.008870635, Ruin.GrowthAt(0.45, 1.6, 0.10625), 1e-9);
        Assert.Equal(0.006687489, Ruin.GrowthAt(0.45, 1.6, 0.10625 / 2), 1e-9);
        Assert.Equal(0, Ruin.KellyShare(0.3, 1));
        Assert.Equal(0.250662827, Ruin.DriftlessDrawdown(0.2, 1), 1e-9);
    }

    [Fact]
    public void The_mean_losing_streak_is_the_sum_of_its_tail() =>
        Assert.Equal(9.265547, Enumerable.Range(1, 200).Sum(length => Ruin.LosingStreak(0.54, 500, length)), 1e-5);
}
