using System.Globalization;

namespace Astra.Perf.Scenario.Ring;

/// <summary>The ring beside its alternatives. Repetitions are interleaved, so that a neighbour's load falls on all alike; medians are printed.</summary>
internal static class RingScenario
{
    public static int Run(string[] args)
    {
        if (args is ["--help"])
        {
            Console.WriteLine(RingOptions.Help);
            return 0;
        }

        try
        {
            Measure(RingOptions.Parse(args));
            return 0;
        }
        catch (ArgumentException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return 2;
        }
    }

    private static void Measure(RingOptions options)
    {
        Contender[] contenders =
        [
            new AstraRing(options.Capacity, options.Wait),
#if PEERS
            new DisruptorPackage(options.Capacity, options.Wait),
#endif
            new SpinningChannel(options.Capacity),
            new AwaitedChannel(options.Capacity),
            new Blocking(options.Capacity),
        ];

        Conditions.Print();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"run        capacity {options.Capacity}, ring waits by {options.Wait}, medians of {options.Repetitions} interleaved repetitions after one not counted"));
        Conditions.PrintLoad("before");
        if (options.Measures("throughput"))
        {
            JavaPeer? java = options.JavaPeer ? new JavaPeer(options) : null;
            Throughput.Measure<Narrow>(contenders, Shape.OneToOne, options.Events, options.Repetitions, java);
            Throughput.Measure<Wide>(contenders, Shape.OneToOne, options.Events, options.Repetitions, java);
        }

        if (options.Measures("topologies"))
        {
            foreach (Shape shape in (Shape[])[Shape.ThreeToOne, Shape.OneToThree, Shape.Chain])
            {
                Throughput.Measure<Wide>(contenders, shape, options.Events / 5, options.Repetitions, java: null);
            }
        }

        if (options.Measures("latency"))
        {
            Latency.Measure<Narrow>(contenders, options);
            Latency.Measure<Wide>(contenders, options);
        }

        Conditions.PrintLoad("after");
    }
}
