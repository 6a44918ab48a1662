using Astra.Markets;
using CsCheck;

namespace Astra.Indicators.Tests;

public class ComparatorTests
{
    [Fact]
    public void A_crossing_comes_from_the_other_side_or_from_a_tie_and_never_first()
    {
        double[] differences = [1, -1, 0, 1, 0, 0, 1, 2, 0, -1, -2, 3];
        int[] expected = [0, -1, 0, 1, 0, 0, 1, 0, 0, -1, 0, 1];
        Crossover ofDoubles = default, ofUnits = default;
        Assert.Equal(expected, differences.Select(d => ofDoubles.Update(d)));
        Assert.Equal(expected, differences.Select(d => ofUnits.Update((long)d)));
        Crossover tied = default;
        Assert.Equal([0, 1, -1], new[] { 0.0, 1, -1 }.Select(d => tied.Update(d)));
    }

    [Fact]
    public void Crossings_are_those_of_the_rule_and_survive_a_restore() =>
        Gen.Select(Gen.Int[-2, 2].Array[2, 40], Gen.Int[0, 39]).Sample((differences, cut) =>
        {
            Crossover cross = default;
            for (int i = 0; i < differences.Length; i++)
            {
                if (i == cut)
                {
                    StateWriter writer = new();
                    cross.Save(writer);
                    cross = default;
                    cross.Load(new StateReader(writer.Written.ToArray()));
                }
                int before = i == 0 ? 0 : differences[i - 1], now = differences[i];
                int expected = i == 0 ? 0 : before <= 0 && now > 0 ? 1 : before >= 0 && now < 0 ? -1 : 0;
                Assert.Equal(expected, cross.Update(now));
            }
        });

    [Fact]
    public void The_difference_of_averages_has_an_exact_sign_on_ties()
    {
        // At 0.1, 0.7, 0.4 rupees the averages of one and three closes are equal; in doubles they are not.
        SmaDifference difference = new(1, 3);
        foreach (decimal close in (decimal[])[0.1m, 0.7m, 0.4m]) difference.Update(Price.FromRupees(close));
        Assert.True(difference.IsReady);
        Assert.Equal((0, 0), (difference.Sign, difference.Value));
        Assert.NotEqual(0.4, (0.1 + 0.7 + 0.4) / 3);
        difference.Update(Price.FromRupees(0.4001m));
        Assert.Equal(-1, difference.Sign);
        Assert.Equal(0.4001 - (0.7 + 0.4 + 0.4001) / 3, difference.Value, 12);
    }

    [Fact]
    public void A_threshold_with_a_margin_says_a_trembling_value_once()
    {
        double[] values = [49, 51, 49, 51, 53, 51, 49, 51, 47, 53];
        Threshold plain = new(50), wide = new(50, 2);
        Assert.Equal([0, 1, -1, 1, 0, 0, -1, 1, -1, 1], values.Select(v => plain.Update(v)));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, -1, 1], values.Select(v => wide.Update(v)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Threshold(50, -1));
    }

    [Fact]
    public void A_channel_is_broken_by_a_close_beyond_the_bars_before_and_not_by_a_touch()
    {
        ChannelBreak channel = new(2);
        Assert.Equal(0, channel.Update(Bars.Of(10, 12, 9, 11)));
        Assert.Equal(0, channel.Update(Bars.Of(11, 11, 10, 11)));
        Assert.Equal((12m, 9m), (channel.Upper.ToDecimal(), channel.Lower.ToDecimal()));
        Assert.Equal(0, channel.Update(Bars.Of(11, 15, 11, 12)));
        Assert.Equal(0, channel.Update(Bars.Of(11, 15, 11, 15)));
        Assert.Equal(1, channel.Update(Bars.Of(15, 15.05m, 15, 15.05m)));
        Assert.Equal(-1, channel.Update(Bars.Of(15, 15, 10.95m, 10.95m)));
    }

    [Fact]
    public void A_lower_low_with_a_higher_oscillator_is_bullish_and_the_mirror_bearish()
    {
        // Swings of one bar either side: lows of 8 and 7, known a bar later.
        decimal[] prices = [10, 8, 9, 9, 7, 9];
        double[] values = [50, 20, 40, 40, 30, 50];
        Divergence divergence = new(1, 10), mirror = new(1, 10), agrees = new(1, 10), tooFar = new(1, 2);
        int[] Run(Divergence d, Func<decimal, decimal> price, Func<double, double> value) =>
            [.. prices.Zip(values).Select(p => d.Update(Price.FromRupees(price(p.First)), value(p.Second)))];
        Assert.Equal([0, 0, 0, 0, 0, 1], Run(divergence, p => p, v => v));
        Assert.Equal([0, 0, 0, 0, 0, -1], Run(mirror, p => 20 - p, v => -v));
        Assert.Equal([0, 0, 0, 0, 0, 0], Run(agrees, p => p, v => -v));
        Assert.Equal([0, 0, 0, 0, 0, 0], Run(tooFar, p => p, v => v));
    }

    [Fact]
    public void Comparators_with_windows_survive_a_restore() =>
        Gen.Select(Bars.Any.Array[20, 60], Gen.Int[0, 19]).Sample((bars, cut) =>
        {
            (ChannelBreak channel, Divergence divergence, Threshold threshold) = (new(3), new(2, 30), new(100, 0.2));
            (ChannelBreak channel2, Divergence divergence2, Threshold threshold2) = (new(3), new(2, 30), new(100, 0.2));
            for (int i = 0; i < bars.Length; i++)
            {
                if (i == cut)
                {
                    StateWriter writer = new();
                    channel.Save(writer);
                    divergence.Save(writer);
                    threshold.Save(writer);
                    StateReader reader = new(writer.Written.ToArray());
                    channel2.Load(reader);
                    divergence2.Load(reader);
                    threshold2.Load(reader);
                    Assert.True(reader.AtEnd);
                }
                (int, int, int) signals = (channel.Update(in bars[i]), divergence.Update(bars[i].Close, bars[i].Low.Rupees), threshold.Update(bars[i].Close.Rupees));
                if (i >= cut) Assert.Equal(signals, (channel2.Update(in bars[i]), divergence2.Update(bars[i].Close, bars[i].Low.Rupees), threshold2.Update(bars[i].Close.Rupees)));
            }
        });
}
