using Astra.Markets;

namespace Astra.Indicators.Tests;

/// <summary>Prices that stand still: averages are the price to the bit, and differences of averages exactly nothing.</summary>
public class StillTests
{
    public static TheoryData<string, double> FromTheStart => new MatrixTheoryData<string, double>(
        ["macd", "macdta", "smadiff", "trix", "tsi", "force", "mom", "roc", "zscore"], [100.05, 0.15, 23_456.85]);

    public static TheoryData<string, double> Averages => new MatrixTheoryData<string, double>(
        ["sma", "ema", "wma", "dema", "tema", "hma", "kama", "keltner", "bb", "linreg"], [100.05, 0.15, 23_456.85]);

    [Theory]
    [MemberData(nameof(FromTheStart))]
    public void Differences_are_zero_to_the_bit(string name, double rupees)
    {
        (IndicatorEntry entry, IStateful indicator) = Made(name);
        for (int i = 0; i < 3_000; i++)
        {
            Feeds.Feed(indicator, Bars.At((decimal)rupees));
            Assert.All(entry.Outputs, output => Assert.Equal(0L, BitConverter.DoubleToInt64Bits(output.Value(indicator))));
        }
        Assert.All(entry.Outputs, output => Assert.True(output.IsDefined(indicator)));
    }

    [Theory]
    [MemberData(nameof(Averages))]
    public void Averages_are_the_price_to_the_bit(string name, double rupees)
    {
        (IndicatorEntry entry, IStateful indicator) = Made(name);
        IndicatorOutput main = entry.Outputs[0];
        for (int i = 0; i < 3_000; i++)
        {
            Feeds.Feed(indicator, Bars.At((decimal)rupees));
            if (main.IsDefined(indicator)) Assert.Equal(rupees, main.Value(indicator));
        }
        Assert.True(main.IsDefined(indicator));
    }

    [Theory]
    [InlineData("macd_hist")]
    [InlineData("macdta_hist")]
    public void Histogram_of_prices_at_rest_is_nothing_and_not_what_rounding_leaves(string column)
    {
        IndicatorColumn histogram = IndicatorCatalogue.Parse(column);
        IStateful indicator = histogram.Create();
        for (int i = 0; i < 300; i++) Feeds.Feed(indicator, Bars.At(23_456.85m + i % 7 * 11.05m));
        for (int i = 0; i < 2_000; i++)
        {
            Feeds.Feed(indicator, Bars.At(23_456.85m));
            if (i > 600) Assert.Equal(0, histogram.Output.Value(indicator));
        }
    }

    private static (IndicatorEntry, IStateful) Made(string name)
    {
        IndicatorEntry entry = IndicatorCatalogue.All.Single(e => e.Name == name);
        return (entry, entry.Create(entry.Defaults()));
    }
}
