using Astra.Core;
using Astra.Markets;

namespace Astra.Live.Tests.Feeds;

/// <summary>A real core that takes what a port was given.</summary>
internal sealed class CoreBehind : IOutboundSink
{
    private long _next;

    public CoreBehind(IReadOnlyList<FeedInstrument> instruments, Timestamp start, IReadOnlyList<Plan>? plans = null)
    {
        Core = new TradingCore(this);
        Tell(InboundKind.Configure, new EngineSettings { ChargesSchedule = Data("charges-schedule.csv"), BrokeragePlans = Data("brokerage-plans.csv") }, start);
        foreach (FeedInstrument listed in instruments) Tell(InboundKind.Instrument, listed.Instrument, start);
        foreach (Plan plan in plans ?? []) Tell(InboundKind.Plan, plan, start);
    }

    public TradingCore Core { get; }

    public List<Bar> Minutes { get; } = [];

    /// <summary>What would be a tick lost: too late, outside its session, or from the future.</summary>
    public long Lost => Core.Quarantined(Reason.LateTick) + Core.Quarantined(Reason.OutsideSession) + Core.Quarantined(Reason.FutureTick);

    public void Take(TestPort port)
    {
        foreach (InboundRecord record in port.Records)
        {
            InboundEvent e = default;
            e.Record = record;
            Core.Apply(ref e, _next++);
        }
    }

    public void Publish(in OutboundEvent e)
    {
        if (e.Header.Kind == OutboundKind.BarClosed && e.Bar is { IntervalMinutes: 1, Style: ChartStyle.Candle }) Minutes.Add(e.Bar);
    }

    private void Tell(InboundKind kind, object payload, Timestamp at)
    {
        InboundEvent e = default;
        e.Record.Header = new InboundHeader { Kind = kind, Source = InboundSource.Host, Instrument = -1, ExchangeTime = at, ArrivalTime = at };
        e.Payload = payload;
        Core.Apply(ref e, _next++);
    }

    private static string Data(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));
}
