using System.Diagnostics;
using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Perf.Scenario.Feeds;

/// <summary>A live feed whose first seconds are not measured: the day's clock catches up with the hour and every instrument begins there.</summary>
internal sealed class SettledFeed(IFeed feed, TimeSpan unmeasured) : IFeed
{
    public bool IsLive => feed.IsLive;
    public string Description => feed.Description;
    public IReadOnlyList<Instrument> Instruments => feed.Instruments;
    public long? ExpectedTicks => feed.ExpectedTicks;

    public void Run(IInboundPort port, JournaledFeed held, CancellationToken stop) =>
        feed.Run(new Port(port, Stopwatch.GetTimestamp() + (long)(unmeasured.TotalSeconds * Stopwatch.Frequency)), held, stop);

    public void Dispose() => feed.Dispose();

    private sealed class Port(IInboundPort port, long from) : IInboundPort
    {
        public ref InboundEvent this[long sequence] => ref port[sequence];

        public long Claim(int count) => port.Claim(count);

        public bool TryClaim(int count, out long highest) => port.TryClaim(count, out highest);

        // Clock events are not packets.
        public void Publish(long lowest, long highest) => port.Publish(lowest, highest, 0);

        public void Publish(long lowest, long highest, long intendedTimestamp) => port.Publish(lowest, highest, intendedTimestamp < from ? 0 : intendedTimestamp);
    }
}
