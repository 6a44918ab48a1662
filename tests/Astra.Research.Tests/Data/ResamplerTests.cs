using Astra.Markets;

namespace Astra.Research.Tests;

/// <summary>Longer bars are those that the engine closes, field by field.</summary>
public sealed class ResamplerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_interval_is_the_engine_s(int seed)
    {
        BarSeries minutes = Market.Minutes(seed, 4);
        BarEvents events = new([minutes], Market.Calendar);
        BacktestResult engine = EngineRunner.Run(new EngineRequest
        {
            Settings = Market.Settings,
            Instruments = [minutes.Instrument],
            Plans = [],
            Events = events.TryNext,
            Start = events.Start,
            Watched = [.. Resampler.Intervals.Select(interval => (0, interval))],
        }, TestContext.Current.CancellationToken);

        Assert.Empty(engine.Refused);
        foreach (BarSeries expected in engine.Series)
        {
            BarSeries made = Resampler.To(minutes, expected.IntervalMinutes, Market.Calendar);
            Assert.Equal(expected.Count, made.Count);
            for (int i = 0; i < made.Count; i++) Assert.Equal(expected[i], made[i]);
        }
    }

    [Fact]
    public void Minutes_and_five_minutes_make_the_same_half_hours()
    {
        BarSeries minutes = Market.Minutes(7, 3);
        BarSeries direct = Resampler.To(minutes, 30, Market.Calendar);
        BarSeries byFives = Resampler.To(Resampler.To(minutes, 5, Market.Calendar), 30, Market.Calendar);
        Assert.Equal(direct.Bars.ToArray(), byFives.Bars.ToArray());
    }

    [Fact]
    public void A_length_that_is_no_multiple_is_refused()
    {
        BarSeries fives = Resampler.To(Market.Minutes(1, 1), 5, Market.Calendar);
        Assert.Throws<ArgumentException>(() => Resampler.To(fives, 3, Market.Calendar));
        Assert.Throws<ArgumentException>(() => Resampler.To(fives, 1, Market.Calendar));
    }
}
