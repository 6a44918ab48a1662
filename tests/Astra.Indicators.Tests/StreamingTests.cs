using Astra.Markets;
using CsCheck;

namespace Astra.Indicators.Tests;

public class StreamingTests
{
    [Fact]
    public void Running_sums_equal_sums_made_afresh() =>
        Gen.Int[1, 2_000_000_000].Array[12, 60].Sample(units =>
        {
            const int Length = 12;
            Sma sma = new(Length);
            StdDev deviation = new(Length);
            foreach (int u in units)
            {
                sma.Update(new Price(u));
                deviation.Update(new Price(u));
            }
            Int128 sum = 0, squares = 0;
            foreach (int u in units[^Length..])
            {
                sum += u;
                squares += (Int128)u * u;
            }
            Assert.Equal((long)sum / (Length * 10_000.0), sma.Value);
            Assert.Equal(Math.Sqrt((double)(squares * Length - sum * sum)) / (Length * 10_000.0), deviation.Value);
        });

    /// <summary>Squares of high prices leave a long; deviations are differences, which a price that all have in common does not change.</summary>
    [Fact]
    public void Deviations_do_not_depend_on_how_high_prices_are() =>
        Gen.Int[1, 40_000_000].Array[12, 60].Sample(units =>
        {
            Price far = Price.FromRupees(1_000_000_000);
            (StdDev near, StdDev high) = (new(12), new(12));
            (RollingCorrelation pair, RollingCorrelation highPair) = (new(12), new(12));
            for (int i = 0; i < units.Length; i++)
            {
                (Price first, Price second) = (new(units[i]), new(units[^(i + 1)]));
                near.Update(first);
                high.Update(first + far);
                pair.Update(first, second);
                highPair.Update(first + far, second + far);
                Assert.Equal((near.Value, pair.Value), (high.Value, highPair.Value));
            }
        });

    [Fact]
    public void Sums_beyond_a_long_are_refused_and_never_wrap()
    {
        Sma sma = new(4);
        sma.Update(new Price(long.MaxValue / 2));
        sma.Update(new Price(long.MaxValue / 2));
        Assert.Throws<OverflowException>(() => sma.Update(new Price(long.MaxValue / 2)));
        Obv obv = new();
        obv.Update(Bars.At(10, long.MaxValue));
        Assert.Throws<OverflowException>(() => obv.Update(Bars.At(11, 1)));
        SessionVwap vwap = new();
        vwap.Update(Bars.At(10, long.MaxValue));
        Assert.Throws<OverflowException>(() => vwap.Update(Bars.At(11, 1)));
        Ultimate ultimate = new(1, 2, 3);
        ultimate.Update(Bars.At(10));
        Assert.Throws<OverflowException>(() => ultimate.Update(new Bar { High = new Price(long.MaxValue / 2), Low = new Price(1), Close = new Price(1) }));
        Cmf flow = new(3);
        flow.Update(Bars.At(10, long.MaxValue));
        Assert.Throws<OverflowException>(() => flow.Update(Bars.At(11, 1)));
    }
}
