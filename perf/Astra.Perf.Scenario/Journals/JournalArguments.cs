using System.Globalization;
using Astra.Host;

namespace Astra.Perf.Scenario.Journals;

/// <summary>What the <c>journal</c> verb was asked to measure.</summary>
internal sealed record JournalArguments
{
    public const string Help = """
        journal [mirrored] [server]                    without a name: both
          mirrored: an embedded log that gates, alone and with a mirror behind it, by turns at a held rate
          server:   frames appended to a server and read back, the official Node client with the same frames, and a whole session in mode eventstoredb
          --server STRING       esdb://… or esdb+discover://…            (a stand-in, as a process of its own)
          --stand-in "ARGS"     arguments for the stand-in               (none; e.g. "--commit-delay 2ms")
          --folder DIR          where embedded journals are written      (a new folder under the system's temporary one)
          --rate N              ticks per second offered                 (250000)
          --seconds S           measured in each round, after 1 s        (5)
          --rounds N            rounds of each, by turns                 (6)
          --instruments N       instruments, each with a strategy on     (12)
          --profile P           shared, core-alone or dedicated          (shared)
          --frames N            frames of 64 KiB in each append run      (4000)
          --repeats N           append and read runs of each kind        (3)
          --in-flight A,B,...   frames unacknowledged                    (1,4,8)
          --no-peer             without the official client (it needs node and npm)
          --no-sync             the embedded log's commits do not wait for the disk
        """;

    public HashSet<string> Parts { get; } = [];
    public string? Server { get; private set; }
    public string[] StandIn { get; private set; } = [];
    public string? Folder { get; private set; }
    public int Rate { get; private set; } = 250_000;
    public int Seconds { get; private set; } = 5;
    public int Rounds { get; private set; } = 6;
    public int Instruments { get; private set; } = 12;
    public LatencyProfile Profile { get; private set; } = LatencyProfile.Shared;
    public int Frames { get; private set; } = 4_000;
    public int Repeats { get; private set; } = 3;
    public int[] InFlight { get; private set; } = [1, 4, 8];
    public bool Peer { get; private set; } = true;
    public bool Sync { get; private set; } = true;

    public bool Measures(string part) => Parts.Count == 0 || Parts.Contains(part);

    /// <exception cref="ArgumentException">An argument is unknown or makes no sense.</exception>
    public static JournalArguments Parse(string[] args)
    {
        JournalArguments parsed = new();
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "mirrored" or "server": parsed.Parts.Add(args[i]); break;
                case "--server": parsed.Server = Value(args, ref i); break;
                case "--stand-in": parsed.StandIn = Value(args, ref i).Split(' ', StringSplitOptions.RemoveEmptyEntries); break;
                case "--folder": parsed.Folder = Value(args, ref i); break;
                case "--rate": parsed.Rate = Number(args, ref i, 1, 10_000_000); break;
                case "--seconds": parsed.Seconds = Number(args, ref i, 1, 3_600); break;
                case "--rounds": parsed.Rounds = Number(args, ref i, 1, 1_000); break;
                case "--instruments": parsed.Instruments = Number(args, ref i, 1, 10_000); break;
                case "--profile": parsed.Profile = ProfileOf(Value(args, ref i)); break;
                case "--frames": parsed.Frames = Number(args, ref i, 10, 10_000_000); break;
                case "--repeats": parsed.Repeats = Number(args, ref i, 1, 1_000); break;
                case "--in-flight": parsed.InFlight = [.. Value(args, ref i).Split(',').Select(text => ToNumber("--in-flight", text, 1, 64))]; break;
                case "--no-peer": parsed.Peer = false; break;
                case "--no-sync": parsed.Sync = false; break;
                default: throw new ArgumentException($"unknown argument {args[i]}; journal --help lists them");
            }
        }
        return parsed;
    }

    private static LatencyProfile ProfileOf(string text) => text switch
    {
        "shared" => LatencyProfile.Shared,
        "core-alone" => LatencyProfile.CoreAlone,
        "dedicated" => LatencyProfile.Dedicated,
        _ => throw new ArgumentException($"--profile {text}: shared, core-alone or dedicated"),
    };

    private static int Number(string[] args, ref int i, int least, int most) => ToNumber(args[i], Value(args, ref i), least, most);

    private static int ToNumber(string option, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"{option} {text}: a whole number from {least} to {most} is expected");

    private static string Value(string[] args, ref int i) =>
        ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value");
}
