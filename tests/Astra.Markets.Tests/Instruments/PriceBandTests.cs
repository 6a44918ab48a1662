using CsCheck;

namespace Astra.Markets.Tests;

public class PriceBandTests
{
    [Theory]
    [InlineData(100, 2000, 0.05, 80, 120)]
    [InlineData(100.05, 1000, 0.05, 90.05, 110.05)] // 90.045 and 110.055, cut inward
    [InlineData(1518.30, 1000, 0.10, 1366.50, 1670.10)]
    [InlineData(0.25, 200, 0.05, 0.25, 0.25)]
    [InlineData(1.02, 100, 0.05, 1.00, 1.05)] // 1.0098 to 1.0302 holds no tick: the neighbours
    [InlineData(50, 12_000, 0.05, 0, 110)]
    public void A_band_is_cut_inward_to_ticks(decimal close, int basisPoints, decimal tick, decimal low, decimal high) =>
        Assert.Equal((Rupees(low), Rupees(high)), PriceBand.Of(Rupees(close), basisPoints, Rupees(tick)));

    [Theory]
    [InlineData(0, 2000)]
    [InlineData(-5, 2000)]
    [InlineData(100, 0)]
    [InlineData(100, -1)]
    public void Without_a_close_or_a_width_there_is_no_band(decimal close, int basisPoints) =>
        Assert.Equal(PriceBand.None, PriceBand.Of(Rupees(close), basisPoints, Rupees(0.05m)));

    [Fact]
    public void A_band_too_wide_for_a_price_is_no_band() =>
        Assert.Equal(PriceBand.None, PriceBand.Of(new Price(long.MaxValue / 2), int.MaxValue, new Price(500)));

    [Fact]
    public void Both_ends_are_on_the_grid_within_the_band_and_nothing_wider_would_be() =>
        Gen.Select(Gen.Long[1, 10_000_000_000], Gen.Int[1, 2000], Gen.Long[1, 50_000]).Sample((close, basisPoints, tick) =>
        {
            (Price low, Price high) = PriceBand.Of(new Price(close), basisPoints, new Price(tick));
            Assert.True(TickGrid.IsOn(low, new Price(tick)) && TickGrid.IsOn(high, new Price(tick)));
            Assert.True(low <= high && low.Units >= 0);
            Int128 reach = (Int128)close * basisPoints / 10_000;
            bool inside = low.Units >= close - reach && high.Units <= close + reach;
            if (inside) Assert.True(low.Units - tick < close - reach && high.Units + tick > close + reach);
            else Assert.True(high.Units - low.Units <= tick, "only a band without a tick may reach beyond itself, and then by its neighbours");
            Assert.True(PriceBand.Holds((low, high), low) && PriceBand.Holds((low, high), high) && !PriceBand.Holds((low, high), high + new Price(1)));
        });

    private static Price Rupees(decimal rupees) => Price.FromRupees(rupees);
}
