using Astra.Core;
using Astra.Journal.EventStore;
using Astra.Perf.Scenario.Engines;
using Astra.Perf.Scenario.Ring;

namespace Astra.Perf.Scenario.Journals;

/// <summary>Frames to a server and back, ours and the official client's by turns on the same server, then the whole mode.</summary>
internal static class ServerRates
{
    private const int EventsInMemory = 262_144;

    public static void Measure(JournalArguments arguments, ServerUnderTest server)
    {
        InboundEvent[] events = MakeEvents(arguments.Instruments);
        EventStoreClient client = new(server.Settings);
        try
        {
            MeasureAsync(arguments, server, client, events).GetAwaiter().GetResult();
        }
        finally
        {
            client.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static async Task MeasureAsync(JournalArguments arguments, ServerUnderTest server, EventStoreClient client, InboundEvent[] events)
    {
        EventStorePeer? peer = arguments.Peer ? EventStorePeer.TryFind(server.Text) : null;
        // Compiles the paths of both once.
        await FrameAppends.RunAsync(client, events, 300, 4);

        Console.WriteLine();
        EngineScenario.Line($"frames of 64 KiB (about {EventStoreJournalOptions.LargestFrame / 80} ticks), {arguments.Frames} in each run, medians of {arguments.Repeats} runs by turns with the official Node client");
        EngineScenario.Line($"  {"append",-34} {"frames/s",9} {"MB/s",8} {"ticks/s",10} {"ack p50",8} {"p99 ms",8}   load");
        SessionName? stored = null;
        foreach (int inFlight in arguments.InFlight)
        {
            List<TransferRate> ours = [], theirs = [];
            for (int repeat = 0; repeat < arguments.Repeats; repeat++)
            {
                (TransferRate rate, stored) = await FrameAppends.RunAsync(client, events, arguments.Frames, inFlight);
                ours.Add(rate);
                if (peer?.Append(arguments.Frames, inFlight) is { } other) theirs.Add(other);
            }
            Print($"astra, {inFlight} in flight", ours);
            if (theirs.Count > 0) PrintBeside($"official Node client, {inFlight} in flight", theirs, ours);
        }
        await ReadAsync(arguments, client, peer, stored!);
        Whole(arguments, server, events);
        OfficialFigures.Print();
    }

    private static async Task ReadAsync(JournalArguments arguments, EventStoreClient client, EventStorePeer? peer, SessionName stored)
    {
        List<TransferRate> ours = [], theirs = [], decoded = [];
        for (int repeat = 0; repeat < arguments.Repeats; repeat++)
        {
            ours.Add(await ReadBack.StoredAsync(client, stored));
            if (peer?.Read(stored.Journal) is { } other) theirs.Add(other);
            double eventsPerFrame = EventStoreJournalOptions.LargestFrame / 80.0;
            decoded.Add(ReadBack.Decoded(client, stored, 1 / eventsPerFrame, EventStoreJournalOptions.LargestFrame / eventsPerFrame));
        }
        EngineScenario.Line($"  read back");
        Print("astra, stored events", ours);
        if (theirs.Count > 0) PrintBeside("official Node client", theirs, ours);
        Print("astra, proved and decoded", decoded);
    }

    private static void Whole(JournalArguments arguments, ServerUnderTest server, InboundEvent[] events)
    {
        long count = (long)arguments.Frames * EventStoreJournalOptions.LargestFrame / 80;
        WholeSession.Run(server.Settings, events, count / 10, 4);
        EngineScenario.Line($"  whole mode eventstoredb, ticks as fast as the session takes them (latency is then the wait in its buffer)");
        foreach (int inFlight in arguments.InFlight)
        {
            List<TransferRate> rates = [];
            long allocated = 0;
            for (int repeat = 0; repeat < arguments.Repeats; repeat++)
            {
                (TransferRate rate, long bytes) = WholeSession.Run(server.Settings, events, count, inFlight);
                rates.Add(rate);
                allocated = Math.Max(allocated, bytes);
            }
            Print($"session, {inFlight} in flight", rates);
            EngineScenario.Line($"  {"",-34} the appending thread allocated at most {allocated} bytes in {count * 9 / 10} events");
        }
    }

    private static void Print(string what, List<TransferRate> rates) => EngineScenario.Line(
        $"  {what,-34} {Median(rates, r => r.FramesPerSecond),9:0} {Median(rates, r => r.BytesPerSecond) / 1e6,8:0.0} {Median(rates, r => r.EventsPerSecond),10:0} {Median(rates, r => r.Acknowledged.P50) / 1e6,8:0.00} {Median(rates, r => r.Acknowledged.P99) / 1e6,8:0.00}   {Conditions.LoadNow()}");

    private static void PrintBeside(string what, List<TransferRate> theirs, List<TransferRate> ours)
    {
        Print(what, theirs);
        EngineScenario.Line($"  {"",-34} astra / official: {Median(ours, r => r.BytesPerSecond) / Median(theirs, r => r.BytesPerSecond):0.00}");
    }

    private static double Median(List<TransferRate> rates, Func<TransferRate, double> of) => Medians.Of(rates.Select(of));

    private static InboundEvent[] MakeEvents(int instruments)
    {
        MarketLoad load = new(instruments, EventsInMemory);
        InboundEvent[] events = new InboundEvent[EventsInMemory];
        foreach (ref InboundEvent e in events.AsSpan()) load.Fill(ref e.Record);
        return events;
    }
}
