using System.Diagnostics;
using System.Globalization;
using HdrHistogram;

namespace Astra.Perf.Scenario.Ring;

/// <summary>One-way latency at a held rate, from the moment an event was due, so that coordinated omission cannot hide a stall.</summary>
internal static class Latency
{
    private static readonly double[] Percentiles = [50, 90, 99, 99.9];

    public static void Measure<T>(Contender[] contenders, RingOptions options)
        where T : struct, IPayload<T>
    {
        var runs = contenders.ToDictionary(contender => contender.Name, _ => new List<LongHistogram>());
        for (int repetition = 0; repetition <= options.Repetitions; repetition++)
        {
            foreach (Contender contender in contenders)
            {
                LongHistogram latencies = One<T>(contender, options);
                if (repetition > 0) runs[contender.Name].Add(latencies);
            }
        }

        Print<T>(runs, options);
    }

    private static LongHistogram One<T>(Contender contender, RingOptions options)
        where T : struct, IPayload<T>
    {
        var sink = new Clock<T>();
        var source = new Metronome<T>((double)Stopwatch.Frequency / options.Rate);
        contender.Run<T, Metronome<T>, Clock<T>>(Shape.OneToOne, (long)options.Rate * options.Seconds, source, [sink]);
        return sink.Latencies;
    }

    private static void Print<T>(Dictionary<string, List<LongHistogram>> runs, RingOptions options)
        where T : struct, IPayload<T>
    {
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"latency 1 to 1, {T.Name}, {options.Rate:N0} events/s offered for {options.Seconds} s, from due to taken, µs"));
        Console.WriteLine($"  {"",-24}{"p50",10}{"p90",10}{"p99",10}{"p99.9",10}{"max",12}");
        foreach ((string name, List<LongHistogram> all) in runs)
        {
            string row = string.Concat(Percentiles.Select(p => $"{Microseconds(all, run => run.GetValueAtPercentile(p)),10}"));
            Console.WriteLine($"  {name,-24}{row}{Microseconds(all, run => run.GetMaxValue()),12}");
        }
    }

    private static string Microseconds(List<LongHistogram> runs, Func<LongHistogram, long> value) =>
        (Throughput.Median(runs.Select(run => (double)value(run))) / 1000).ToString("0.00", CultureInfo.InvariantCulture);
}
