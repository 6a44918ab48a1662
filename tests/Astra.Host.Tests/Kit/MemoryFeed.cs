using Astra.Core;
using Astra.Markets;

namespace Astra.Host.Tests;

/// <summary>Publishes a day's records in batches; a hook may hold, break or count it.</summary>
internal sealed class MemoryFeed(MarketDay day, int batch = 16) : IFeed
{
    /// <summary>Runs before each batch with the index of its first record.</summary>
    public Action<long>? BeforeBatch { get; set; }

    public string Description => "hand-made day";

    public IReadOnlyList<Instrument> Instruments => day.Instruments;

    public long? ExpectedTicks => day.Records.Length;

    public void Run(IInboundPort port, long skip, CancellationToken stop)
    {
        for (long next = skip; next < day.Records.Length && !stop.IsCancellationRequested;)
        {
            BeforeBatch?.Invoke(next);
            int count = (int)Math.Min(batch, day.Records.Length - next);
            long highest = port.Claim(count);
            for (int i = 0; i < count; i++) port[highest - count + 1 + i].Record = day.Records[next++];
            port.Publish(highest - count + 1, highest);
        }
    }

    public void Dispose()
    {
    }
}
