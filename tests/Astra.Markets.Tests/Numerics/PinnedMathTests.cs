using System.Numerics;

namespace Astra.Markets.Tests;

public class PinnedMathTests
{
    private static readonly Exact Wide = new(1280);

    private readonly ITestOutputHelper _output;

    public PinnedMathTests(ITestOutputHelper output) => _output = output;

    [Fact]
    public void Exp_is_within_one_unit_in_the_last_place() =>
        Holds("Exp", 1.0, PinnedMath.Exp, Wide.Exp, Spread(1200, -708, 709), Spread(600, -1, 1), Spread(300, -1e-9, 1e-9));

    [Fact]
    public void Expm1_is_within_two_units_in_the_last_place() =>
        Holds("Expm1", 2.0, PinnedMath.Expm1, x => Wide.Exp(x) - Wide.One, Spread(300, -50, 300), Spread(900, -2, 2), Spread(300, -1e-9, 1e-9), [3e-300, -3e-300]);

    [Fact]
    public void Log_is_within_one_unit_in_the_last_place() =>
        Holds("Log", 1.0, PinnedMath.Log, Wide.Log, Spread(300, 1e-9, 3), Spread(300, 0.99, 1.01), Spread(100, 1, 1e9), [1e-300, 1e300, 5e-324, 1e-310, double.MaxValue]);

    [Fact]
    public void Log1p_is_within_one_unit_in_the_last_place() =>
        Holds("Log1p", 1.0, PinnedMath.Log1p, x => Wide.Log(Wide.One + x), Spread(300, -0.999, 3), Spread(200, -0.01, 0.01), Spread(100, 1, 1e9), [1e-15, -1e-15, 1e17, 1e300]);

    [Fact]
    public void Special_values_are_those_of_IEEE()
    {
        Assert.Equal(0, PinnedMath.Exp(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, PinnedMath.Exp(double.PositiveInfinity));
        Assert.Equal(double.PositiveInfinity, PinnedMath.Exp(709.79));
        Assert.Equal(1, PinnedMath.Exp(0));
        Assert.True(PinnedMath.Exp(-745) > 0);
        Assert.Equal(0, PinnedMath.Exp(-746));
        Assert.Equal(-1, PinnedMath.Expm1(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, PinnedMath.Expm1(double.PositiveInfinity));
        Assert.Equal(double.NegativeInfinity, PinnedMath.Log(0));
        Assert.Equal(double.PositiveInfinity, PinnedMath.Log(double.PositiveInfinity));
        Assert.Equal(0, PinnedMath.Log(1));
        Assert.Equal(double.NegativeInfinity, PinnedMath.Log1p(-1));
        Assert.Equal(double.PositiveInfinity, PinnedMath.Log1p(double.PositiveInfinity));
        foreach (double nan in new[] { PinnedMath.Exp(double.NaN), PinnedMath.Expm1(double.NaN), PinnedMath.Log(double.NaN), PinnedMath.Log(-1), PinnedMath.Log1p(-1.5), PinnedMath.Log1p(double.NaN) })
            Assert.True(double.IsNaN(nan));
    }

    [Fact]
    public void Results_are_these_bits_on_every_machine()
    {
        ulong hash = 14695981039346656037;
        for (int i = 0; i < 20_000; i++)
        {
            double x = (i - 10_000) / 16.0 + i * 1e-7, y = (i + 1) * 0.37;
            foreach (double value in (ReadOnlySpan<double>)[
                PinnedMath.Exp(x), PinnedMath.Expm1(x / 64), PinnedMath.Log(y), PinnedMath.Log1p(y / 5e4), Normal.Cdf(x / 20), Normal.Density(x / 20), Normal.Quantile((i + 1) / 20_001.0)])
                hash = (hash ^ (ulong)BitConverter.DoubleToInt64Bits(value)) * 1099511628211;
        }
        Assert.Equal("226bf702a698f374", hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture));
    }

    private void Holds(string name, double bound, Func<double, double> pinned, Func<BigInteger, BigInteger> exact, params double[][] ranges)
    {
        double worst = 0, at = 0;
        foreach (double x in ranges.SelectMany(r => r))
        {
            double error = Wide.Ulps(pinned(x), exact(Wide.From(x)));
            if (error > worst) (worst, at) = (error, x);
        }
        _output.WriteLine(FormattableString.Invariant($"{name}: worst {worst:F3} ulp at {at:R}"));
        Assert.True(worst <= bound, FormattableString.Invariant($"{name}({at:R}) is {worst:F3} ulp off, more than {bound}"));
    }

    internal static double[] Spread(int count, double from, double to) =>
        [.. Enumerable.Range(0, count).Select(i => from + (to - from) * ((i + 0.5 * (i * 0.6180339887 % 1)) / count))];
}
