using System.Globalization;
using Astra.Host;

namespace Astra.Perf.Scenario.Engines;

/// <summary>What the <c>engine</c> verb was asked to measure.</summary>
internal sealed record EngineArguments
{
    public const string Help = """
        engine [core] [latency] [replay] [journal]     without a name: all four
          --folder DIR          where journals are written               (a new folder under the system's temporary one)
          --instruments N       instruments, each with a strategy on     (12)
          --rates A,B,...       offered ticks per second                 (100000,250000,500000,1000000)
          --seconds S           measured at each rate, after 1 s warm-up (5)
          --events N            events for core, replay and journal      (10000000)
          --profile P           shared, core-alone or dedicated          (core-alone)
          --feed-cpu N          processor of the feed; -1 = anywhere     (0)
          --core-cpu N --journal-cpu N --publisher-cpu N                 (as the profile suggests)
          --no-raise            leaves the journal thread's priority as it is
          --no-sync             commits do not wait for the disk
        """;

    public HashSet<string> Parts { get; } = [];
    public string? Folder { get; private set; }
    public int Instruments { get; private set; } = 12;
    public int[] Rates { get; private set; } = [100_000, 250_000, 500_000, 1_000_000];
    public double Seconds { get; private set; } = 5;
    public long Events { get; private set; } = 10_000_000;
    public LatencyProfile Profile { get; private set; } = LatencyProfile.CoreAlone;
    public int? FeedProcessor { get; private set; } = 0;
    public ThreadPlacement Threads { get; private set; } = new();
    public bool Sync { get; private set; } = true;

    public bool Measures(string part) => Parts.Count == 0 || Parts.Contains(part);

    public EngineOptions Options => new() { Profile = Profile, Threads = Threads, LatencySampleEvery = 4 };

    public static EngineArguments Parse(string[] args)
    {
        EngineArguments parsed = new();
        ThreadPlacement own = new();
        bool raise = true, placed = false;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "core" or "latency" or "replay" or "journal": parsed.Parts.Add(args[i]); break;
                case "--folder": parsed.Folder = Value(args, ref i); break;
                case "--instruments": parsed.Instruments = Number(args, ref i, 1, 10_000); break;
                case "--rates": parsed.Rates = [.. Value(args, ref i).Split(',').Select(rate => ToNumber("--rates", rate, 1, 100_000_000))]; break;
                case "--seconds": parsed.Seconds = Number(args, ref i, 1, 3_600); break;
                case "--events": parsed.Events = Number(args, ref i, 1_000, int.MaxValue); break;
                case "--profile": parsed.Profile = ProfileOf(Value(args, ref i)); break;
                case "--feed-cpu": parsed.FeedProcessor = Processor(args, ref i); break;
                case "--core-cpu": (own, placed) = (own with { Core = Processor(args, ref i) }, true); break;
                case "--journal-cpu": (own, placed) = (own with { Journal = Processor(args, ref i) }, true); break;
                case "--publisher-cpu": (own, placed) = (own with { Publisher = Processor(args, ref i) }, true); break;
                case "--no-raise": raise = false; break;
                case "--no-sync": parsed.Sync = false; break;
                default: throw new ArgumentException($"unknown argument {args[i]}; engine --help lists them");
            }
        }
        ThreadPlacement place = placed ? own : ThreadPlacement.For(parsed.Profile, Environment.ProcessorCount);
        parsed.Threads = place with { RaiseJournal = raise };
        return parsed;
    }

    private static LatencyProfile ProfileOf(string text) => text switch
    {
        "shared" => LatencyProfile.Shared,
        "core-alone" => LatencyProfile.CoreAlone,
        "dedicated" => LatencyProfile.Dedicated,
        _ => throw new ArgumentException($"--profile {text}: shared, core-alone or dedicated"),
    };

    private static int? Processor(string[] args, ref int i) => Number(args, ref i, -1, 1_023) is >= 0 and int processor ? processor : null;

    private static int Number(string[] args, ref int i, int least, int most) => ToNumber(args[i], Value(args, ref i), least, most);

    private static int ToNumber(string option, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"{option} {text}: a whole number from {least} to {most} is expected");

    private static string Value(string[] args, ref int i) =>
        ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value");
}
