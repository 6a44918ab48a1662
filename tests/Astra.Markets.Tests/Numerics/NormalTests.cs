namespace Astra.Markets.Tests;

public class NormalTests
{
    private static readonly Exact Wide = new(1280);

    private readonly ITestOutputHelper _output;

    public NormalTests(ITestOutputHelper output) => _output = output;

    [Fact]
    public void Both_tails_keep_their_relative_precision()
    {
        double worst = 0, at = 0, worstDensity = 0;
        foreach (double x in PinnedMathTests.Spread(400, 0, 37).Concat(PinnedMathTests.Spread(200, -8, 3)).Concat(PinnedMathTests.Spread(50, 0, 1e-6)))
        {
            double error = Math.Max(Wide.Ulps(Normal.UpperTail(x), Wide.UpperTail(Wide.From(x))), Wide.Ulps(Normal.Cdf(-x), Wide.UpperTail(Wide.From(x))));
            if (error > worst) (worst, at) = (error, x);
            worstDensity = Math.Max(worstDensity, Wide.Ulps(Normal.Density(x), Wide.Density(Wide.From(x))));
        }
        _output.WriteLine(FormattableString.Invariant($"UpperTail: worst {worst:F2} ulp at {at:R}; Density: worst {worstDensity:F2} ulp"));
        Assert.True(worst <= 10, FormattableString.Invariant($"UpperTail({at:R}) is {worst:F2} ulp off"));
        Assert.True(worstDensity <= 3, FormattableString.Invariant($"Density is {worstDensity:F2} ulp off"));
    }

    [Fact]
    public void The_quantile_inverts_the_tail()
    {
        double worst = 0, at = 0;
        for (double q = 1e-300; q <= 0.5; q *= 1.37)
        {
            double x = Normal.UpperQuantile(q);
            // The tail's own error at x, turned into one of x.
            double error = Math.Abs(Wide.ToDouble(Wide.UpperTail(Wide.From(x)) - Wide.From(q))) / Normal.Density(x) / Math.Max(1, x);
            if (error > worst) (worst, at) = (error, q);
            Assert.Equal(-x, Normal.Quantile(q));
        }
        _output.WriteLine(FormattableString.Invariant($"UpperQuantile: worst {worst:E2} at {at:R}"));
        Assert.True(worst <= 1e-15, FormattableString.Invariant($"UpperQuantile({at:R}) is {worst:E2} off"));
        Assert.True(Math.Abs(Normal.Quantile(0.975) - 1.959963984540054) < 1e-15);
    }

    [Fact]
    public void Ends_are_exact_and_nonsense_is_NaN()
    {
        Assert.Equal(0, Normal.UpperTail(double.PositiveInfinity));
        Assert.Equal(1, Normal.UpperTail(double.NegativeInfinity));
        Assert.Equal(1, Normal.Cdf(50));
        Assert.Equal(0.5, Normal.Cdf(0));
        Assert.Equal(0, Normal.Density(double.NegativeInfinity));
        Assert.Equal(0, Normal.Quantile(0.5));
        Assert.Equal(double.NegativeInfinity, Normal.Quantile(0));
        Assert.Equal(double.PositiveInfinity, Normal.Quantile(1));
        foreach (double nan in new[] { Normal.Cdf(double.NaN), Normal.Density(double.NaN), Normal.Quantile(-0.1), Normal.Quantile(1.1), Normal.Quantile(double.NaN), Normal.UpperQuantile(0.6) })
            Assert.True(double.IsNaN(nan));
    }
}
