using System.Diagnostics;
using Astra.Adapters.AngelOne;
using Astra.Live;
using Astra.Markets;

namespace Astra.Perf.Scenario.Feeds;

/// <summary>
/// SnapQuote packets from memory through everything that the live path does with one (checks, look-up, sequence, volume, prices, depth, clock, claim, publish), on one
/// thread; each gives a touchline and a depth event.
/// </summary>
internal static class DecodeRate
{
    public static int Measure(FeedOptions options)
    {
        Timestamp at = new(1_790_653_500 * Timestamp.NanosPerSecond);
        SnapPackets packets = new(options.Tokens, at);
        FeedDoor door = new(new OpenRing(), 0, packets.Instruments, new FeedDoorParts
        {
            Clock = new LiveClock(LiveDay.ShippedCalendar(), [Segment.NseEquity], TimeProvider.System, feeds: 1, TimeSpan.FromSeconds(1)),
        });
        var targets = new AngelTarget[options.Tokens];
        AngelConnectionState state = new(expectedKeys: options.Tokens);
        foreach (FeedInstrument instrument in packets.Instruments) targets[state.Register(instrument.Token, 1, index: false)] = AngelTarget.Of(instrument);
        AngelTicks ticks = new(door, state, targets);

        Run(ticks, packets, at, Math.Min(options.Packets, 2_000_000));
        var rates = new double[options.Rounds];
        long bytes = 0;
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        for (int round = 0; round < options.Rounds; round++)
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            long began = Stopwatch.GetTimestamp();
            Run(ticks, packets, at, options.Packets);
            rates[round] = options.Packets / Stopwatch.GetElapsedTime(began).TotalSeconds;
            bytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
        }
        double nanosOfCpu = (Environment.CpuUsage.TotalTime - cpu).TotalNanoseconds / ((double)options.Packets * options.Rounds);
        Array.Sort(rates);
        double median = rates[rates.Length / 2];
        long wanted = (long)options.Packets * options.Rounds + Math.Min(options.Packets, 2_000_000);
        FeedScenario.Line($"decode     {median / 1e6:0.00} M SnapQuote packets/s to the ring ({rates[0] / 1e6:0.00} to {rates[^1] / 1e6:0.00} in {rates.Length} rounds of {options.Packets:N0}), {1e9 / median:0} ns each, {nanosOfCpu:0} of processor time");
        FeedScenario.Line($"           {bytes / (double)((long)options.Packets * options.Rounds):0.####} bytes a packet; {door.Accepted:N0} of {wanted:N0} accepted, {options.Tokens:N0} tokens");
        if (options.Peer && JavaScriptPeer.Decode(Math.Min(options.Packets, 40_000), options.Tokens) is { } peer)
            FeedScenario.Line($"beside it  {peer:N0} packets/s, the vendor's JavaScript client to its callback ({median / peer:0}x)");
        return door.Accepted == wanted ? 0 : 1;
    }

    private static void Run(AngelTicks ticks, SnapPackets packets, Timestamp at, int count)
    {
        for (int i = 0; i < count; i++) ticks.Take(packets.Next(), at, Stopwatch.GetTimestamp());
    }
}
