using System.Diagnostics;
using Astra.Core;
using Astra.Host;
using Astra.Markets;
using Astra.Perf.Scenario.Ring;

namespace Astra.Perf.Scenario.Engines;

/// <summary>The core on one thread, fed from memory: no ring, no journal. A new core each round; the first rounds are the compiler's.</summary>
internal static class CoreAlone
{
    private const int EventsInMemory = 1_000_000;
    private const int WarmUpRounds = 3;

    public static void Measure(EngineArguments arguments)
    {
        InboundEvent[] events = MakeEvents(arguments.Instruments);
        int rounds = (int)Math.Max(3, arguments.Events / EventsInMemory);
        List<double> rates = [];
        CoreTotals totals = default;
        long allocated = 0;
        for (int round = 0; round < WarmUpRounds + rounds; round++)
        {
            TradingCore core = StartedCore(arguments.Instruments, out long next);
            long bytesBefore = GC.GetAllocatedBytesForCurrentThread();
            long began = Stopwatch.GetTimestamp();
            for (int i = 0; i < events.Length; i++) core.Apply(ref events[i], next++);
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            allocated = GC.GetAllocatedBytesForCurrentThread() - bytesBefore;
            totals = core.Totals;
            if (round >= WarmUpRounds) rates.Add(events.Length / seconds);
        }
        rates.Sort();
        Console.WriteLine();
        EngineScenario.Line($"core alone, one thread, {EventsInMemory} events in memory, {rounds} rounds after {WarmUpRounds} not counted");
        EngineScenario.Line($"  {Conditions.Millions(rates[rates.Count / 2])} M events/s median, {Conditions.Millions(rates[0])} worst, {Conditions.Millions(rates[^1])} best");
        EngineScenario.Line($"  each round: {totals.Bars} bars, {totals.Signals} signals, {totals.Orders} orders, {totals.Fills} fills, {totals.Trades} trades, {totals.Quarantined} refused; {allocated} bytes allocated");
    }

    private static InboundEvent[] MakeEvents(int instruments)
    {
        MarketLoad load = new(instruments, EventsInMemory);
        InboundEvent[] events = new InboundEvent[EventsInMemory];
        foreach (ref InboundEvent e in events.AsSpan()) load.Fill(ref e.Record);
        return events;
    }

    private static TradingCore StartedCore(int instruments, out long next)
    {
        MarketLoad load = new(instruments, EventsInMemory);
        TradingCore core = new HostedCore().Core;
        long sequence = 0;
        Apply(InboundKind.Configure, MarketLoad.Settings);
        foreach (Instrument instrument in load.Instruments) Apply(InboundKind.Instrument, instrument);
        foreach (Plan plan in load.Plans) Apply(InboundKind.Plan, plan);
        InboundEvent open = default;
        MarketLoad.FillOpen(ref open.Record);
        core.Apply(ref open, sequence++);
        next = sequence;
        return core;

        void Apply(InboundKind kind, object payload)
        {
            InboundEvent e = new() { Payload = payload };
            e.Record.Header = new InboundHeader { Kind = kind, Source = InboundSource.Host, Instrument = -1, ExchangeTime = MarketLoad.Start };
            core.Apply(ref e, sequence++);
        }
    }
}
