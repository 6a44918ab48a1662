using System.Diagnostics;
using System.Globalization;
using Astra.Indicators;
using Astra.Markets;

namespace Astra.Perf.Micro;

/// <summary>
/// <c>indicators</c>: nanoseconds per update of every indicator, its main figure read after each, over a random walk of minutes that stays in
/// the cache. Medians of interleaved repetitions after a warm-up. Indicators of the order book and of pairs are fed from the same bars.
/// </summary>
internal static class IndicatorTiming
{
    private const int Bars = 20_000;
    private const int Repetitions = 31;
    private const double Target = 15;

    /// <summary>Those whose work grows with their length, as their summaries say.</summary>
    private static readonly string[] NotConstant = ["cci", "hurst"];

    public static int Run()
    {
        Bar[] bars = Walk();
        IndicatorEntry[] entries = [.. IndicatorCatalogue.All];
        double[][] times = [.. entries.Select(_ => new double[Repetitions])];
        double sum = 0;
        for (int i = -5; i < Repetitions; i++)
            for (int e = 0; e < entries.Length; e++)
            {
                double nanos = Measure(entries[e].Create(entries[e].Defaults()), bars, ref sum);
                if (i >= 0) times[e][i] = nanos;
            }
        Line($"indicators at their defaults, {Bars:N0} minutes, median of {Repetitions}, {Environment.ProcessorCount} cores, .NET {Environment.Version} (sum {sum:E1})");
        int missed = 0;
        for (int e = 0; e < entries.Length; e++)
        {
            Array.Sort(times[e]);
            double median = times[e][Repetitions / 2];
            bool constant = !NotConstant.Contains(entries[e].Name);
            if (constant && median > Target) missed++;
            Line($"{entries[e].Name,-14} {median,6:N1} ns   best {times[e][0],6:N1}   {(!constant ? "grows with its length" : median <= Target ? "" : $"over {Target:N0} ns")}");
        }
        Line($"{entries.Length - missed} of {entries.Length} within {Target:N0} ns or not of constant work");
        return missed == 0 ? 0 : 1;
    }

    private static double Measure(IStateful indicator, Bar[] bars, ref double sum)
    {
        long began = Stopwatch.GetTimestamp();
        double total = indicator switch
        {
            IPairIndicator pair => OfPair(pair, bars),
            IBookIndicator book => OfBook(book, bars),
            _ => OfBars((IIndicator)indicator, bars),
        };
        double nanos = Stopwatch.GetElapsedTime(began).TotalNanoseconds / bars.Length;
        sum += total;
        return nanos;
    }

    private static double OfBars(IIndicator indicator, Bar[] bars)
    {
        double total = 0;
        for (int i = 0; i < bars.Length; i++)
        {
            indicator.Update(in bars[i]);
            total += indicator.Value;
        }
        return total;
    }

    private static double OfPair(IPairIndicator indicator, Bar[] bars)
    {
        double total = 0;
        for (int i = 0; i < bars.Length; i++)
        {
            indicator.Update(bars[i].Close, bars[i].Open);
            total += indicator.Value;
        }
        return total;
    }

    private static double OfBook(IBookIndicator indicator, Bar[] bars)
    {
        double total = 0;
        for (int i = 0; i < bars.Length; i++)
        {
            ReadOnlySpan<BookLevel> bids = [new BookLevel(bars[i].Low, bars[i].Volume)], asks = [new BookLevel(bars[i].High, 100)];
            indicator.Update(bids, asks);
            total += indicator.Value;
        }
        return total;
    }

    private static Bar[] Walk()
    {
        Random random = new(11);
        Bar[] bars = new Bar[Bars];
        long close = 25_000;
        for (int i = 0; i < Bars; i++)
        {
            long open = close;
            close = Math.Max(1_000, open + random.Next(-12, 13));
            bars[i] = new Bar
            {
                Open = new Price(open * 500), Close = new Price(close * 500), High = new Price((Math.Max(open, close) + random.Next(0, 6)) * 500),
                Low = new Price((Math.Min(open, close) - random.Next(0, 6)) * 500), Volume = random.Next(0, 90_000), IntervalMinutes = 1,
                Flags = i % 375 == 0 ? BarFlags.SessionStart : BarFlags.None,
            };
        }
        return bars;
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
