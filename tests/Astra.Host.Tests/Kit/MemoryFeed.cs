using Astra.Core;
using Astra.Markets;

namespace Astra.Host.Tests;

/// <summary>Publishes a day's records in batches; a hook may hold, break or count it.</summary>
internal sealed class MemoryFeed(MarketDay day, int batch = 16) : IFeed
{
    /// <summary>Runs before each batch with the index of its first record.</summary>
    public Action<long>? BeforeBatch { get; set; }

    /// <summary>Where it begins.</summary>
    public long First { get; init; }

    /// <summary>Records until its end; fewer than the day's for a recording cut short.</summary>
    public int Length { get; init; } = day.Records.Length;

    public string Description => "hand-made day";

    public IReadOnlyList<Instrument> Instruments => day.Instruments;

    public long? ExpectedTicks => Length;

    public void Run(IInboundPort port, JournaledFeed held, CancellationToken stop)
    {
        long next = First;
        for (; held.Left > 0 && next < Length; next++) held.Pass(ref day.Records[next]);
        while (next < Length && !stop.IsCancellationRequested)
        {
            BeforeBatch?.Invoke(next);
            int count = (int)Math.Min(batch, Length - next);
            long highest = port.Claim(count);
            for (int i = 0; i < count; i++) port[highest - count + 1 + i].Record = day.Records[next++];
            port.Publish(highest - count + 1, highest);
        }
    }

    public void Dispose()
    {
    }
}
