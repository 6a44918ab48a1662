using Astra.Markets;

namespace Astra.Indicators.Tests;

public class HandComputedTests
{
    [Fact]
    public void Sma_is_the_mean_of_the_last_closes_and_undefined_before()
    {
        Sma sma = new(3);
        Feed(sma, 10m, 11m);
        Assert.False(sma.IsReady);
        Assert.Equal(0, sma.Value);
        Feed(sma, 12m);
        Assert.Equal(11, sma.Value);
        Feed(sma, 16m);
        Assert.Equal(13, sma.Value);
    }

    [Fact]
    public void Ema_starts_from_a_mean_and_then_moves_by_its_factor()
    {
        Ema ema = new(3);
        Feed(ema, 10m, 11m, 12m);
        Assert.Equal(11, ema.Value);
        Feed(ema, 15m);
        Assert.Equal(13, ema.Value);
    }

    [Fact]
    public void Standard_deviation_is_that_of_the_population()
    {
        StdDev deviation = new(4);
        Feed(deviation, 99m, 2m, 4m, 4m, 6m);
        Assert.Equal(Math.Sqrt(2), deviation.Value, 15);
        Assert.Equal(4, deviation.Mean);
    }

    [Fact]
    public void A_flat_stretch_after_a_storm_has_no_deviation_at_all()
    {
        StdDev deviation = new(20);
        Bollinger bands = new(20, 2);
        for (int i = 0; i < 5_000; i++)
        {
            decimal close = 130_000m + (i * 7919 % 4001) * 0.05m;
            Feed(deviation, close);
            Feed(bands, close);
        }
        for (int i = 0; i < 20; i++)
        {
            Feed(deviation, 130_000.35m);
            Feed(bands, 130_000.35m);
        }
        Assert.Equal(0, deviation.Value);
        Assert.Equal(130_000.35, bands.Lower);
        Assert.Equal(130_000.35, bands.Upper);
    }

    [Fact]
    public void Rsi_is_the_share_of_gains_in_all_movement()
    {
        Rsi rsi = new(2);
        Feed(rsi, 10m, 13m);
        Assert.False(rsi.IsReady);
        Feed(rsi, 12m);
        Assert.Equal(75, rsi.Value);
        // Averages (1.5·1 + 0)/2 and (0.5·1 + 2)/2.
        Feed(rsi, 10m);
        Assert.Equal(37.5, rsi.Value);
    }

    [Fact]
    public void Rsi_without_any_movement_is_zero_and_comes_back()
    {
        Rsi rsi = new(2);
        Feed(rsi, 10m, 10m, 10m, 10m);
        Assert.True(rsi.IsReady);
        Assert.Equal(0, rsi.Value);
        Feed(rsi, 11m);
        Assert.Equal(100, rsi.Value);
    }

    [Fact]
    public void Macd_is_ready_with_its_signal_and_shows_its_line_before()
    {
        Macd macd = new(2, 3, 2);
        Feed(macd, 10m, 11m, 12m);
        Assert.True(macd.LineIsReady);
        Assert.False(macd.IsReady);
        // Fast: 10.5 then 11.5; slow: 11.
        Assert.Equal(0.5, macd.Value, 12);
        Feed(macd, 15m);
        // Fast 11.5 + 2/3·3.5, slow 13; signal is the mean of both lines.
        double line = 11.5 + 2.0 / 3 * 3.5 - 13;
        Assert.Equal(line, macd.Value, 12);
        Assert.Equal((0.5 + line) / 2, macd.Signal, 12);
        Assert.Equal((line - 0.5) / 2, macd.Histogram, 12);
    }

    [Fact]
    public void Atr_counts_the_gap_from_the_previous_close()
    {
        Atr atr = new(2);
        atr.Update(Bars.Of(10, 12, 9, 11));
        atr.Update(Bars.Of(14, 15, 14, 14));
        Assert.False(atr.IsReady);
        atr.Update(Bars.Of(14, 14, 12, 13));
        Assert.Equal(3, atr.Value);
        atr.Update(Bars.Of(13, 18, 13, 18));
        Assert.Equal(4, atr.Value);
    }

    [Fact]
    public void SuperTrend_turns_when_a_close_breaks_the_tightened_band()
    {
        SuperTrend trend = new(1, 1);
        trend.Update(Bars.Of(10, 10, 10, 10));
        Assert.False(trend.IsReady);
        trend.Update(Bars.Of(10, 11, 9, 10));
        Assert.Equal(-1, trend.Direction);
        Assert.Equal(12, trend.Value);
        // The basic upper band would be 14.5: it may not loosen, and the close breaks it.
        trend.Update(Bars.Of(12, 13, 12, 13));
        Assert.Equal(1, trend.Direction);
        Assert.Equal(9.5, trend.Value);
        // Back under the lower band; the upper one, broken by the last close, starts afresh at 9.5 + 4.
        trend.Update(Bars.Of(10, 10, 9, 9));
        Assert.Equal(-1, trend.Direction);
        Assert.Equal(13.5, trend.Value);
        // The upper band tightens to 8.5 + 1, and the lower one, broken too, starts afresh at 8.5 - 1.
        trend.Update(Bars.Of(9, 9, 8, 9));
        Assert.Equal(9.5, trend.Value);
        trend.Update(Bars.Of(9, 11, 9, 11));
        Assert.Equal(1, trend.Direction);
        Assert.Equal(8, trend.Value);
    }

    [Fact]
    public void Session_vwap_starts_again_with_the_session_and_waits_for_volume()
    {
        SessionVwap vwap = new();
        vwap.Update(Bars.Of(10, 12, 9, 12, 100, sessionStart: true));
        Assert.Equal(11, vwap.Value);
        vwap.Update(Bars.At(14, 200));
        Assert.Equal(13, vwap.Value);
        vwap.Update(Bars.At(20, 0, sessionStart: true));
        Assert.False(vwap.IsReady);
        Assert.Equal(0, vwap.Value);
        vwap.Update(Bars.At(21, 5));
        Assert.Equal(21, vwap.Value);
    }

    [Fact]
    public void Session_vwap_survives_volumes_that_overflow_a_long()
    {
        SessionVwap vwap = new();
        for (int i = 0; i < 100; i++) vwap.Update(Bars.At(100_000, 10_000_000_000_000, sessionStart: i == 0));
        Assert.Equal(100_000, vwap.Value);
    }

    [Fact]
    public void Session_twap_weighs_every_bar_alike()
    {
        SessionTwap twap = new();
        twap.Update(Bars.At(50, 1));
        twap.Update(Bars.Of(10, 12, 9, 12, 0, sessionStart: true));
        twap.Update(Bars.At(14, 1_000));
        Assert.Equal(12.5, twap.Value);
        Assert.Equal(2, twap.Bars);
    }

    [Fact]
    public void Donchian_includes_the_current_bar()
    {
        Donchian channel = new(2);
        channel.Update(Bars.Of(10, 15, 9, 10));
        Assert.False(channel.IsReady);
        channel.Update(Bars.Of(10, 12, 10, 10));
        Assert.Equal((9, 12, 15), (channel.Lower, channel.Value, channel.Upper));
        channel.Update(Bars.Of(10, 11, 10.5m, 11));
        Assert.Equal((10, 11, 12), (channel.Lower, channel.Value, channel.Upper));
    }

    [Fact]
    public void Lengths_and_factors_out_of_range_are_refused_by_name()
    {
        Assert.Equal("length", Assert.Throws<ArgumentOutOfRangeException>(() => new Sma(0)).ParamName);
        Assert.Equal("length", Assert.Throws<ArgumentOutOfRangeException>(() => new Ema(-1)).ParamName);
        Assert.Equal("length", Assert.Throws<ArgumentOutOfRangeException>(() => new StdDev(100_001)).ParamName);
        Assert.Equal("length", Assert.Throws<ArgumentOutOfRangeException>(() => new Rsi(0)).ParamName);
        Assert.Equal("length", Assert.Throws<ArgumentOutOfRangeException>(() => new Atr(0)).ParamName);
        Assert.Equal("length", Assert.Throws<ArgumentOutOfRangeException>(() => new Donchian(0)).ParamName);
        Assert.Equal("width", Assert.Throws<ArgumentOutOfRangeException>(() => new Bollinger(20, double.NaN)).ParamName);
        Assert.Equal("width", Assert.Throws<ArgumentOutOfRangeException>(() => new SuperTrend(10, 0)).ParamName);
        Assert.Equal("fast", Assert.Throws<ArgumentOutOfRangeException>(() => new Macd(26, 26, 9)).ParamName);
        Assert.Equal("signal", Assert.Throws<ArgumentOutOfRangeException>(() => new Macd(12, 26, 0)).ParamName);
    }

    private static void Feed(IPriceIndicator indicator, params ReadOnlySpan<decimal> closes)
    {
        foreach (decimal close in closes) indicator.Update(Price.FromRupees(close));
    }
}
