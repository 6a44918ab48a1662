using Astra.Markets;
using CsCheck;

namespace Astra.Indicators.Tests;

/// <summary>What every indicator keeps, checked for each entry of the catalogue: a new one is covered by being listed.</summary>
[Collection(nameof(RunsAlone))]
public class CatalogueTests
{
    /// <summary>Short lengths, so that random series of modest length pass every warm-up.</summary>
    private static readonly Dictionary<string, double[]> Short = new()
    {
        ["kama"] = [4, 2, 9], ["smadiff"] = [3, 7], ["stochrsi"] = [4, 5, 2, 3], ["macd"] = [3, 8, 4], ["macdta"] = [3, 8, 4], ["stoch"] = [5, 2, 3],
        ["tsi"] = [5, 4, 3], ["ultimate"] = [2, 4, 9], ["psar"] = [0.03, 0.2], ["supertrend"] = [5, 1.5], ["ichimoku"] = [3, 6, 11], ["bb"] = [9, 2],
        ["keltner"] = [6, 4, 1.5], ["hurst"] = [18], ["vwap"] = [1.5], ["avwap"] = [3], ["kalman"] = [1e-3, 0.5, 6], ["ofi"] = [6, 2], ["microprice"] = [2],
    };

    public static TheoryData<string> Names => [.. IndicatorCatalogue.All.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Restored_in_mid_stream_equals_uninterrupted_to_the_bit(string name) =>
        Gen.Select(Bars.Any.Array[1, 80], Gen.Double.Unit).Sample((bars, share) =>
        {
            (IndicatorEntry entry, double[] values) = Of(name);
            IStateful whole = entry.Create(values), first = entry.Create(values), second = entry.Create(values);
            int cut = (int)(share * bars.Length);
            foreach (Bar bar in bars.AsSpan(0, cut)) Feeds.Feed(first, in bar);
            // Into one that has a past of its own.
            foreach (Bar bar in bars.AsSpan(cut / 2)) Feeds.Feed(second, in bar);
            second.Load(new StateReader(Feeds.StateOf(first)));
            foreach (Bar bar in bars.AsSpan(0, cut)) Feeds.Feed(whole, in bar);
            for (int i = cut; i < bars.Length; i++)
            {
                Feeds.Feed(whole, in bars[i]);
                Feeds.Feed(second, in bars[i]);
                Assert.Equal(Feeds.FiguresOf(entry, whole), Feeds.FiguresOf(entry, second));
            }
            Assert.Equal(Feeds.StateOf(whole), Feeds.StateOf(second));
        }, iter: 60);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_figure_is_finite_zero_before_it_is_defined_and_stays_defined(string name) =>
        Bars.Any.Array[1, 120].Sample(bars =>
        {
            (IndicatorEntry entry, double[] values) = Of(name);
            IStateful indicator = entry.Create(values);
            foreach (Bar bar in bars)
            {
                Feeds.Feed(indicator, in bar);
                foreach (IndicatorOutput output in entry.Outputs)
                {
                    Assert.True(double.IsFinite(output.Value(indicator)), output.Column);
                    if (!output.IsDefined(indicator)) Assert.True(output.Value(indicator) == 0, $"{output.Column} is {output.Value(indicator)} before it is defined");
                }
            }
        }, iter: 60);

    [Theory]
    [MemberData(nameof(Names))]
    public void Figures_are_defined_within_a_long_series_and_move(string name)
    {
        (IndicatorEntry entry, double[] values) = (Entry(name), Entry(name).Defaults());
        IStateful indicator = entry.Create(values);
        List<double>[] seen = [.. entry.Outputs.Select(_ => new List<double>())];
        foreach (Bar bar in Walk(600))
        {
            Feeds.Feed(indicator, in bar);
            for (int i = 0; i < seen.Length; i++)
                if (entry.Outputs[i].IsDefined(indicator)) seen[i].Add(entry.Outputs[i].Value(indicator));
        }
        for (int i = 0; i < seen.Length; i++) Assert.True(seen[i].Distinct().Count() > 1, entry.Outputs[i].Column);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Prices_of_a_billion_rupees_and_lengths_of_one_stay_finite(string name)
    {
        IndicatorEntry entry = Entry(name);
        double[] values = [.. entry.Parameters.Select(p => p.Whole ? 1.0 : p.Default)];
        IStateful indicator = TryCreate(entry, values) ?? entry.Create(entry.Defaults());
        for (int i = 0; i < 300; i++)
        {
            decimal middle = i % 3 == 0 ? 0.05m : 999_999_999m;
            Bar bar = Bars.Of(middle, middle + i % 2, middle, middle, i % 5 == 0 ? 0 : 1_000_000_000_000, i % 100 == 0);
            Feeds.Feed(indicator, in bar);
            foreach (IndicatorOutput output in entry.Outputs) Assert.True(double.IsFinite(output.Value(indicator)), output.Column);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_update_allocates_nothing(string name)
    {
        (IndicatorEntry entry, double[] values) = Of(name);
        IStateful indicator = entry.Create(values);
        Bar[] bars = Walk(500);
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        double sum = 0;
        for (int i = 0; i < 100; i++) sum += Run();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, RunsAlone.Noise);
        Assert.NotEqual(0, sum);

        double Run()
        {
            double total = 0;
            for (int i = 0; i < bars.Length; i++)
            {
                Feeds.Feed(indicator, in bars[i]);
                for (int o = 0; o < entry.Outputs.Count; o++) total += entry.Outputs[o].Value(indicator);
            }
            return total;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_state_cut_short_is_refused(string name)
    {
        (IndicatorEntry entry, double[] values) = Of(name);
        IStateful indicator = entry.Create(values);
        byte[] state = Feeds.StateOf(indicator);
        Assert.Throws<StateFormatException>(() => indicator.Load(new StateReader(state.AsMemory(0, state.Length - 1))));
    }

    /// <summary>A random walk on a tick grid with sessions, gaps and a flat stretch; the same in every run.</summary>
    internal static Bar[] Walk(int count)
    {
        Random random = new(7);
        Bar[] bars = new Bar[count];
        int close = 20_000;
        for (int i = 0; i < count; i++)
        {
            int open = close + (i % 90 == 0 ? random.Next(-40, 41) : 0);
            if (i % 200 is < 150 or > 170) close = open + random.Next(-12, 13);
            else open = close;
            int high = Math.Max(open, close) + (open == close ? 0 : random.Next(0, 6)), low = Math.Min(open, close) - (open == close ? 0 : random.Next(0, 6));
            bars[i] = Bars.Of(open * 0.05m, high * 0.05m, low * 0.05m, close * 0.05m, random.Next(0, 5) == 0 ? 0 : random.Next(1, 90_000), i % 90 == 0);
        }
        return bars;
    }

    private static IndicatorEntry Entry(string name) => IndicatorCatalogue.All.Single(e => e.Name == name);

    private static (IndicatorEntry, double[]) Of(string name)
    {
        IndicatorEntry entry = Entry(name);
        return (entry, Short.TryGetValue(name, out double[]? values) ? values : entry.Parameters.Count == 1 ? [6] : entry.Defaults());
    }

    private static IStateful? TryCreate(IndicatorEntry entry, double[] values)
    {
        try
        {
            return entry.Create(values);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
