using System.Globalization;
using Astra.Host;

namespace Astra.Perf.Scenario.Feeds;

internal sealed record FeedOptions
{
    public int Packets { get; private init; } = 20_000_000;
    public int Tokens { get; private init; } = 1_000;
    public int Rounds { get; private init; } = 5;
    public bool Peer { get; private init; }

    /// <summary>Latency: without the rehearsal that a session begins with.</summary>
    public bool Cold { get; private init; }

    /// <summary>Latency: seconds at the start that are not measured.</summary>
    public double Settle { get; private init; } = 25;

    public int Rate { get; private init; } = 20_000;
    public double Seconds { get; private init; } = 20;
    public double Minutes { get; private init; } = 10;
    public int? Instruments { get; private init; }
    public LatencyProfile Profile { get; private init; } = LatencyProfile.Shared;

    /// <summary>Null when an option is unknown or its value makes no sense.</summary>
    public static FeedOptions? Parse(string[] args)
    {
        FeedOptions options = new();
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--peer")
            {
                options = options with { Peer = true };
                continue;
            }
            if (args[i] == "--cold")
            {
                options = options with { Cold = true };
                continue;
            }
            if (i + 1 == args.Length) return null;
            string value = args[i + 1];
            if (args[i++] == "--profile")
            {
                if (!Enum.TryParse(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out LatencyProfile profile)) return null;
                options = options with { Profile = profile };
                continue;
            }
            if (!double.TryParse(value, CultureInfo.InvariantCulture, out double number) || number <= 0) return null;
            FeedOptions? next = args[i - 1] switch
            {
                "--packets" => options with { Packets = (int)number },
                "--tokens" => options with { Tokens = (int)number },
                "--rounds" => options with { Rounds = (int)number },
                "--rate" => options with { Rate = (int)number },
                "--seconds" => options with { Seconds = number },
                "--minutes" => options with { Minutes = number },
                "--settle" => options with { Settle = number },
                "--instruments" => options with { Instruments = (int)number },
                _ => null,
            };
            if (next is null) return null;
            options = next;
        }
        return options;
    }
}
