using Astra.Perf.Scenario.Engines;

namespace Astra.Perf.Scenario.Journals;

/// <summary>
/// What the official .NET client (23.3) reached with a real server (24.10, one node, disk flush on) on a shared machine of two cores at 55 to 95% other load: medians of nine runs. Measured
/// elsewhere and at another time: for orientation beside a real server, not comparable with a stand-in.
/// </summary>
internal static class OfficialFigures
{
    private static readonly (int InFlight, int Frames, int Megabytes, string Latency)[] Appends =
        [(1, 264, 17, "2.5 / 8.1 / 13"), (4, 457, 30, "7.0 / 16 / 28"), (8, 631, 41, "10 / 22 / 31")];

    private const string Read = "4,100 frames/s, 269 MB/s";

    public static void Print()
    {
        EngineScenario.Line($"  for orientation, MEASURED ELSEWHERE (official .NET client 23.3.8, real server 24.10.4, another machine of 2 cores under load, medians):");
        foreach ((int inFlight, int frames, int megabytes, string latency) in Appends)
            EngineScenario.Line($"    append 64 KiB, {inFlight} in flight: {frames} frames/s, {megabytes} MB/s, p50 / p90 / p99 {latency} ms");
        EngineScenario.Line($"    read back 64 KiB: {Read}");
    }
}
