using CsCheck;

namespace Astra.Host.Tests;

[Collection(nameof(RunsAlone))]
public class LatencyHistogramTests
{
    private static readonly double[] Percents = [0, 10, 50, 90, 99, 99.9, 99.99, 100];

    [Fact]
    public void Percentiles_are_never_below_the_sorted_values_and_at_most_1_6_percent_above() =>
        Gen.Long[0, 40_000_000_000].Array[1, 2_000].Sample(values =>
        {
            LatencyHistogram histogram = new();
            foreach (long value in values) histogram.Record(value);
            Array.Sort(values);
            foreach (double percent in Percents)
            {
                int rank = Math.Max(1, (int)Math.Ceiling(percent / 100 * values.Length));
                long exact = values[rank - 1];
                Assert.InRange(histogram.Percentile(percent), exact, exact * 1.016 + 0.5);
            }
        });

    [Fact]
    public void Small_values_are_exact()
    {
        for (long value = 0; value < 128; value++)
        {
            LatencyHistogram histogram = new();
            histogram.Record(value);
            histogram.Record(1_000_000);
            Assert.Equal(value, histogram.Percentile(50));
        }
    }

    [Fact]
    public void Merging_equals_recording_into_one() =>
        Gen.Select(Gen.Long[0, 1_000_000].Array[0, 200], Gen.Long[0, 1_000_000_000].Array[0, 200]).Sample((first, second) =>
        {
            LatencyHistogram a = new(), b = new(), both = new();
            foreach (long value in first) { a.Record(value); both.Record(value); }
            foreach (long value in second) { b.Record(value); both.Record(value); }
            a.Merge(b);
            Assert.Equal(LatencySummary.Of(both), LatencySummary.Of(a));
        });

    [Fact]
    public void An_empty_histogram_says_zero_and_a_cleared_one_is_empty()
    {
        LatencyHistogram histogram = new();
        Assert.Equal(0, histogram.Percentile(99));
        histogram.Record(5);
        histogram.Clear();
        Assert.Equal(default, LatencySummary.Of(histogram));
    }

    [Fact]
    public void Impossible_and_enormous_durations_stay_inside()
    {
        LatencyHistogram histogram = new();
        histogram.Record(-1);
        histogram.Record(long.MaxValue);
        Assert.Equal(0, histogram.Percentile(50));
        Assert.Equal(long.MaxValue, histogram.Max);
        Assert.Equal((1L << 41) - 1, histogram.Percentile(100));
    }

    [Fact]
    public void Recording_allocates_nothing()
    {
        LatencyHistogram histogram = new();
        histogram.Record(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (long i = 0; i < 100_000; i++) histogram.Record(i * 977);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, RunsAlone.Noise);
    }

    [Fact]
    public void What_was_counted_since_the_last_look_is_told_apart_from_what_came_before()
    {
        LatencyHistogram all = new(), seen = new();
        for (int i = 0; i < 10; i++) all.Record(1_000_000);
        Assert.Equal(10, all.TakeSince(seen).Count);
        for (int i = 0; i < 100; i++) all.Record(50);
        LatencyHistogram since = all.TakeSince(seen);
        Assert.Equal((100, 50, 50), (since.Count, since.Percentile(99), since.Max));
        Assert.Equal((0, 0), (all.TakeSince(seen).Count, all.TakeSince(seen).Max));
        Assert.Equal(110, all.Count);
    }
}
