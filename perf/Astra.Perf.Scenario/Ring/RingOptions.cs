using System.Globalization;

namespace Astra.Perf.Scenario.Ring;

/// <summary>What is measured; every value is printed with the results.</summary>
internal sealed record RingOptions
{
    public const string Help =
        """
        ring: throughput and one-way latency of Astra.Ring beside its alternatives, in one run, repetitions interleaved
          --events N        events per one-to-one throughput run      (10000000)
          --repetitions N   after one that is not counted             (5)
          --capacity N      slots, a power of two                     (4096)
          --rate N          events per second offered in latency runs (200000)
          --seconds N       length of a latency run                   (1)
          --wait NAME       busy, yield or park                       (yield)
          --only PART       throughput, topologies or latency         (all)
          --java-peer       also run LMAX's Disruptor on Java (perf/peers/disruptor-java)
        Built with -p:Peers=true it also measures the Disruptor package for .NET.
        """;

    public long Events { get; init; } = 10_000_000;

    public int Repetitions { get; init; } = 5;

    public int Capacity { get; init; } = 4096;

    public int Rate { get; init; } = 200_000;

    public int Seconds { get; init; } = 1;

    public string Wait { get; init; } = "yield";

    public string? Only { get; init; }

    public bool JavaPeer { get; init; }

    public bool Measures(string part) => Only is null || Only == part;

    /// <exception cref="ArgumentException">An option that is not known or has no valid value; the message says which.</exception>
    public static RingOptions Parse(string[] args)
    {
        var options = new RingOptions();
        for (int i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--events" => options with { Events = Number(args, ref i) },
                "--repetitions" => options with { Repetitions = Number(args, ref i) },
                "--capacity" => options with { Capacity = Number(args, ref i) },
                "--rate" => options with { Rate = Number(args, ref i) },
                "--seconds" => options with { Seconds = Number(args, ref i) },
                "--wait" => options with { Wait = OneOf(args, ref i, "busy", "yield", "park") },
                "--only" => options with { Only = OneOf(args, ref i, "throughput", "topologies", "latency") },
                "--java-peer" => options with { JavaPeer = true },
                _ => throw new ArgumentException($"unknown option {args[i]}; ring --help lists them"),
            };
        }

        return options;
    }

    private static int Number(string[] args, ref int i)
    {
        string name = args[i];
        if (++i < args.Length && int.TryParse(args[i], NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0) return value;
        throw new ArgumentException($"{name} needs a whole number above 0");
    }

    private static string OneOf(string[] args, ref int i, params string[] choices)
    {
        string name = args[i];
        if (++i < args.Length && choices.Contains(args[i])) return args[i];
        throw new ArgumentException($"{name} needs one of {string.Join(", ", choices)}");
    }
}
