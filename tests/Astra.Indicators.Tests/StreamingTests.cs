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
        Cmf flow = new(3);
        flow.Update(Bars.At(10, long.MaxValue));
        Assert.Throws<OverflowException>(() => flow.Update(Bars.At(11, 1)));
    }
}
