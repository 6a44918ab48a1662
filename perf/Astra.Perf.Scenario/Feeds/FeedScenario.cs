using System.Globalization;
using Astra.Perf.Scenario.Ring;

namespace Astra.Perf.Scenario.Feeds;

/// <summary>
/// Live feeds: packets from memory to the ring beside the vendor's own client, a socket's ticks to the core's decision, and a long run at a held rate
/// whose count and memory must hold.
/// </summary>
internal static class FeedScenario
{
    private const string Usage = """
        usage: Astra.Perf.Scenario feed decode|latency|soak [options]
          decode    SnapQuote packets from memory to the ring, one thread   [--packets N] [--tokens N] [--rounds N] [--peer]
          latency   a stand-in's socket to the core's decision              [--rate N] [--seconds S] [--instruments N] [--profile shared|core-alone|dedicated]
          soak      a stand-in's count against ours, memory sampled         [--rate N] [--minutes M] [--instruments N]
        --peer also runs the vendor's JavaScript client (needs node and npm).
        --settle N: seconds at the start that latency does not measure (25); --cold: without the rehearsal that a session begins with.
        """;

    public static int Run(string[] args)
    {
        if (args is not [("decode" or "latency" or "soak") and var verb, .. var rest] || FeedOptions.Parse(rest) is not { } options)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }
        Conditions.Print();
        Conditions.PrintLoad("before");
        int code = verb switch
        {
            "decode" => DecodeRate.Measure(options),
            "latency" => SocketLatency.Measure(options),
            _ => Soak.Measure(options),
        };
        Conditions.PrintLoad("after");
        return code;
    }

    public static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
