using Astra.Markets;
using CsCheck;

namespace Astra.Indicators.Tests;

public class ChartTests
{
    private static readonly Price Rupee = Price.FromRupees(1);

    [Fact]
    public void A_brick_needs_a_whole_step_and_turning_round_takes_two()
    {
        ChartBuilder chart = new(ChartStyle.Renko, Rupee);
        Assert.Empty(Closes(chart, 100.4m));
        Assert.Empty(Closes(chart, 100.95m));
        Assert.Equal([(100m, 101m)], Closes(chart, 101.2m));
        Assert.Equal([(101m, 102m), (102m, 103m)], Closes(chart, 103.99m));
        Assert.Empty(Closes(chart, 101.05m));
        Assert.Equal([(102m, 101m)], Closes(chart, 101m));
        Assert.Equal([(101m, 100m), (100m, 99m)], Closes(chart, 98.2m));
        Assert.Empty(Closes(chart, 100.9m));
        Assert.Equal([(100m, 101m)], Closes(chart, 101m));
    }

    [Fact]
    public void A_range_bar_spans_its_range_along_the_assumed_path_and_the_next_opens_at_its_close()
    {
        ChartBuilder chart = new(ChartStyle.Range, Rupee);
        // Low is nearer to the open: 100, 99.8, 101, 100.5.
        Assert.Equal([(100m, 100.8m)], Taken(chart, Bars.Of(100, 101, 99.8m, 100.5m)));
        // From 100.8, so far 100.5 to 101: high first, 101.2 and 101.5, then down to 100, and 100.2.
        Assert.Equal([(100.8m, 101.5m), (101.5m, 100.5m)], Taken(chart, Bars.Of(101.2m, 101.5m, 100, 100.2m)));
        Assert.Empty(Taken(chart, Bars.At(100.4m)));
    }

    [Fact]
    public void With_both_extremes_as_near_a_rising_candle_goes_low_first()
    {
        ChartBuilder rising = new(ChartStyle.Range, Rupee), falling = new(ChartStyle.Range, Rupee);
        Assert.Equal([(100m, 100.5m)], Taken(rising, Bars.Of(100, 100.5m, 99.5m, 100)));
        Assert.Equal([(100m, 99.5m)], Taken(falling, Bars.Of(100, 100.5m, 99.5m, 99.9m)));
    }

    [Fact]
    public void A_candles_first_brick_carries_the_volume_and_start_since_the_last_and_a_session_is_flagged_once()
    {
        ChartBuilder chart = new(ChartStyle.Renko, Rupee);
        Push(chart, 0, 100, 10, true);
        Push(chart, 1, 100.5m, 20);
        Bar[] bricks = Push(chart, 2, 102, 30);
        Assert.Equal([(0L, 3L, 60L), (2L, 3L, 0L)], bricks.Select(b => (b.Start.UnixNanos / Timestamp.NanosPerMinute, b.End.UnixNanos / Timestamp.NanosPerMinute, b.Volume)));
        Assert.Equal([BarFlags.SessionStart, BarFlags.None], bricks.Select(b => b.Flags));
        Assert.All(bricks, b => Assert.Equal(ChartStyle.Renko, b.Style));
        // What the first session left unfinished does not count in the second.
        Assert.Empty(Push(chart, 3, 102.5m, 1_000));
        Assert.Empty(Push(chart, 4, 102.6m, 5, true));
        Bar brick = Assert.Single(Push(chart, 5, 103, 6));
        Assert.Equal((4L, 11L, BarFlags.SessionStart), (brick.Start.UnixNanos / Timestamp.NanosPerMinute, brick.Volume, brick.Flags));
        Assert.Equal(BarFlags.None, Assert.Single(Push(chart, 6, 104, 1)).Flags);
    }

    [Theory]
    [InlineData(ChartStyle.Renko)]
    [InlineData(ChartStyle.Range)]
    public void Bars_follow_each_other_span_one_size_and_survive_a_restore(ChartStyle style) =>
        Gen.Select(Bars.Any.Array[1, 60], Gen.Int[1, 30], Gen.Double.Unit).Sample((candles, ticks, share) =>
        {
            Price size = new(ticks * 500);
            ChartBuilder whole = new(style, size), cut = new(style, size);
            List<Bar> bars = [];
            int at = (int)(share * candles.Length);
            for (int i = 0; i < candles.Length; i++)
            {
                if (i == at)
                {
                    StateWriter writer = new();
                    whole.Save(writer);
                    cut.Load(new StateReader(writer.Written.ToArray()));
                }
                whole.Push(in candles[i]);
                if (i >= at) cut.Push(in candles[i]);
                while (whole.TryNext(out Bar bar))
                {
                    bars.Add(bar);
                    if (i < at) continue;
                    Assert.True(cut.TryNext(out Bar same));
                    Assert.Equal(bar, same);
                }
                if (i >= at) Assert.False(cut.TryNext(out _));
                // What stands unfinished is smaller than a bar would be.
                if (bars.Count > 0) Assert.True(Math.Abs((candles[i].Close - bars[^1].Close).Units) < 2 * size.Units);
            }
            for (int i = 0; i < bars.Count; i++)
            {
                Assert.Equal(size, bars[i].High - bars[i].Low);
                Assert.True(bars[i].Close == bars[i].High || bars[i].Close == bars[i].Low);
                if (i == 0) continue;
                bool turned = style == ChartStyle.Renko && (bars[i].Close > bars[i].Open) != (bars[i - 1].Close > bars[i - 1].Open);
                Assert.Equal(turned ? bars[i - 1].Open : bars[i - 1].Close, bars[i].Open);
            }
            Assert.InRange(bars.Sum(b => b.Volume), 0, candles.Sum(c => c.Volume));
        });

    [Theory]
    [InlineData(ChartStyle.Renko)]
    [InlineData(ChartStyle.Range)]
    public void A_style_of_steps_needs_a_step(ChartStyle style) =>
        Assert.Equal("size", Assert.Throws<ArgumentOutOfRangeException>(() => new ChartBuilder(style, Price.Zero)).ParamName);

    private static (decimal, decimal)[] Closes(ChartBuilder chart, decimal close) => Taken(chart, Bars.At(close));

    private static (decimal, decimal)[] Taken(ChartBuilder chart, Bar candle) =>
        [.. All(chart, candle).Select(b => (b.Open.ToDecimal(), b.Close.ToDecimal()))];

    private static Bar[] Push(ChartBuilder chart, int minute, decimal close, long volume, bool sessionStart = false)
    {
        Bar candle = Bars.At(close, volume, sessionStart);
        candle.Start = new Timestamp(minute * Timestamp.NanosPerMinute);
        candle.End = candle.Start + Timestamp.NanosPerMinute;
        return All(chart, candle);
    }

    private static Bar[] All(ChartBuilder chart, Bar candle)
    {
        List<Bar> bars = [];
        chart.Push(in candle);
        while (chart.TryNext(out Bar bar)) bars.Add(bar);
        return [.. bars];
    }
}
