using System.Diagnostics;
using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Perf.Scenario.Engines;

/// <summary>
/// Puts a load on the ring, as fast as it goes or at a steady rate. At a rate each tick has the time at which it was due, and latency
/// counts from then: when the ring holds the feed up, the ticks that had to wait say so (no coordinated omission).
/// </summary>
/// <param name="ticksPerSecond">0 = as fast as it goes.</param>
/// <param name="warmUpTicks">First ticks that are fed but not measured.</param>
internal sealed class LoadFeed(MarketLoad load, double ticksPerSecond, long warmUpTicks) : IFeed
{
    private const int Batch = 64;

    public string Description => "synthetic load";

    public IReadOnlyList<Instrument> Instruments => load.Instruments;

    public long? ExpectedTicks => load.Ticks;

    /// <summary>Ticks per second that really went in.</summary>
    public double AchievedRate { get; private set; }

    public void Run(IInboundPort port, JournaledFeed held, CancellationToken stop)
    {
        long open = port.Claim(1);
        MarketLoad.FillOpen(ref port[open].Record);
        port.Publish(open, open);
        long began = Stopwatch.GetTimestamp();
        if (ticksPerSecond > 0) RunPaced(port, began, stop);
        else RunFlatOut(port, stop);
        AchievedRate = load.Ticks / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    public void Dispose()
    {
    }

    private void RunPaced(IInboundPort port, long began, CancellationToken stop)
    {
        double interval = Stopwatch.Frequency / ticksPerSecond;
        for (long tick = 0; tick < load.Ticks && !stop.IsCancellationRequested; tick++)
        {
            long due = began + (long)(tick * interval);
            while (Stopwatch.GetTimestamp() < due) Thread.SpinWait(1);
            long sequence = port.Claim(1);
            load.Fill(ref port[sequence].Record);
            port.Publish(sequence, sequence, tick < warmUpTicks ? 0 : due);
        }
    }

    private void RunFlatOut(IInboundPort port, CancellationToken stop)
    {
        for (long tick = 0; tick < load.Ticks && !stop.IsCancellationRequested; tick += Batch)
        {
            int count = (int)Math.Min(Batch, load.Ticks - tick);
            long highest = port.Claim(count), lowest = highest - count + 1;
            for (long sequence = lowest; sequence <= highest; sequence++) load.Fill(ref port[sequence].Record);
            port.Publish(lowest, highest);
        }
    }
}
