using Astra.Core;
using Astra.Markets;

namespace Astra.Host.Tests;

/// <summary>Shows a day as it happens: what went by while nobody listened is gone, except for minutes that it gets told afterwards.</summary>
internal sealed class LiveFeed(MarketDay day) : IFeed
{
    /// <summary>What it was handed.</summary>
    public JournaledFeed? Held { get; private set; }

    /// <summary>Records per claim.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>How long nobody listens after what is held.</summary>
    public long DeafNanos { get; init; } = 10 * Timestamp.NanosPerMinute;

    /// <summary>Whether each plan is warmed up before the day.</summary>
    public bool WarmsUp { get; init; } = true;

    /// <summary>Where it breaks, as an index of the day's records.</summary>
    public int BreaksAt { get; init; } = int.MaxValue;

    public string Description => "live";

    public IReadOnlyList<Instrument> Instruments => day.Instruments;

    public long? ExpectedTicks => null;

    public bool IsLive => true;

    public void Run(IInboundPort port, JournaledFeed held, CancellationToken stop)
    {
        Held = held;
        List<InboundRecord> records = [.. held.ResumedAt is { } at ? Resumed(at) : Fresh()];
        int end = Math.Min(records.Count, BreaksAt);
        for (int next = 0; next < end && !stop.IsCancellationRequested;)
        {
            int count = Math.Min(Batch, end - next);
            long highest = port.Claim(count);
            for (int i = 0; i < count; i++) port[highest - count + 1 + i].Record = records[next++];
            port.Publish(highest - count + 1, highest);
        }
        if (end < records.Count) throw new IOException("the line is dead");
    }

    public void Dispose()
    {
    }

    private IEnumerable<InboundRecord> Fresh()
    {
        yield return Change(FeedState.Subscribed, MarketDay.Start);
        for (int bar = 0; WarmsUp && bar < 30; bar++)
            foreach (Instrument instrument in Instruments)
                yield return Bar(InboundKind.WarmUp, instrument.Id, MarketDay.Start - Timestamp.NanosPerDay + bar * Timestamp.NanosPerMinute, MarketDay.Start);
        foreach (InboundRecord record in day.Records) yield return record;
    }

    private IEnumerable<InboundRecord> Resumed(Timestamp at)
    {
        Timestamp back = at + DeafNanos;
        yield return Change(FeedState.Gap, back);
        yield return Change(FeedState.Connected, back);
        for (Timestamp minute = (at + (Timestamp.NanosPerMinute - 1)).FloorTo(Timestamp.NanosPerMinute); minute + Timestamp.NanosPerMinute <= back; minute += Timestamp.NanosPerMinute)
            foreach (Instrument instrument in Instruments) yield return Bar(InboundKind.Backfill, instrument.Id, minute, back);
        yield return Change(FeedState.Recovered, back);
        foreach (InboundRecord record in day.Records)
            if (record.Header.ExchangeTime >= back) yield return record;
    }

    private static InboundRecord Change(FeedState state, Timestamp at)
    {
        InboundRecord record = Record(InboundKind.Feed, -1, at);
        record.Feed = new FeedChange { State = state };
        return record;
    }

    private static InboundRecord Bar(InboundKind kind, int instrument, Timestamp start, Timestamp at)
    {
        InboundRecord record = Record(kind, instrument, at);
        var price = new Price(10_000_000 + (start.UnixNanos / Timestamp.NanosPerMinute * 31 + instrument) % 40 * 500);
        record.Bar = new HistoryBar
        {
            Start = start, Open = price, High = price + new Price(1_000), Low = price - new Price(1_000), Close = price + new Price(500), Volume = 50, IntervalMinutes = 1,
        };
        return record;
    }

    private static InboundRecord Record(InboundKind kind, int instrument, Timestamp at) => new()
    {
        Header = new InboundHeader { Kind = kind, Source = InboundSource.Feed, Instrument = instrument, ExchangeTime = at, ArrivalTime = at },
    };
}
