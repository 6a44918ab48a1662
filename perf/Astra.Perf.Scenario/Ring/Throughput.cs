using System.Globalization;

namespace Astra.Perf.Scenario.Ring;

/// <summary>Events per second when the source never pauses.</summary>
internal static class Throughput
{
    public static void Measure<T>(Contender[] contenders, Shape shape, long events, int repetitions, JavaPeer? java)
        where T : struct, IPayload<T>
    {
        long perProducer = events / shape.Producers();
        var rates = contenders.ToDictionary(contender => contender.Name, _ => new List<double>());
        if (java is not null) rates[JavaPeer.Name] = [];
        for (int repetition = 0; repetition <= repetitions; repetition++)
        {
            foreach (Contender contender in contenders)
            {
                double rate = One<T>(contender, shape, perProducer);
                if (repetition > 0) rates[contender.Name].Add(rate);
            }

            if (repetition > 0 && java is not null) rates[JavaPeer.Name].Add(java.Measure(T.Name));
        }

        Print<T>(shape, perProducer * shape.Producers(), rates);
    }

    private static double One<T>(Contender contender, Shape shape, long perProducer)
        where T : struct, IPayload<T>
    {
        Adder<T>[] sinks = [.. Enumerable.Range(0, shape.Consumers()).Select(_ => new Adder<T>())];
        TimeSpan elapsed = contender.Run<T, Flood<T>, Adder<T>>(shape, perProducer, default, sinks);
        long expected = shape.Producers() * (perProducer * (perProducer - 1) / 2);
        if (sinks.Any(sink => sink.Sum != expected)) throw new InvalidOperationException($"{contender.Name} lost or doubled events; its rate means nothing");
        return perProducer * shape.Producers() / elapsed.TotalSeconds;
    }

    private static void Print<T>(Shape shape, long events, Dictionary<string, List<double>> rates)
        where T : struct, IPayload<T>
    {
        double ours = Median(rates.First().Value);
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"throughput {shape.Text()}, {T.Name}, {events:N0} events"));
        Console.WriteLine($"  {"",-24}{"M events/s",12}{"lowest",10}{"highest",10}{"ring is",12}");
        foreach ((string name, List<double> all) in rates)
        {
            string ratio = (ours / Median(all)).ToString("0.00", CultureInfo.InvariantCulture) + "x";
            Console.WriteLine($"  {name,-24}{Conditions.Millions(Median(all)),12}{Conditions.Millions(all.Min()),10}{Conditions.Millions(all.Max()),10}{ratio,12}");
        }
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
