using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;

namespace Astra.Recordings.Tests;

/// <summary>A calendar that is amended after the day has begun, through the whole core.</summary>
public class AmendedCoreTests
{
    private const string Amendments =
        "date,segments,status,pre_open,open,close,announced_at,name,source\n"
        + "2026-11-18,NseDerivatives,Special,09:00,09:15,13:00,2026-11-18T12:30,cut short,test\n"
        + "2026-11-18,NseEquity,Closed,,,,2026-11-18T11:00,halted,test\n";

    private static readonly MarketDayOptions Day = new() { Seed = 42, Instruments = 12, Ticks = 60_000 };

    [Fact]
    public void It_gives_the_same_state_on_every_replay_and_from_a_snapshot()
    {
        (List<InboundEvent> events, ulong state, ulong said) = Play(TestCalendar.Instance.With(Amendments));
        Assert.Equal(2, events.Count(e => e.Record.Header.Kind is InboundKind.Session or InboundKind.AuctionSession && e.Record.Session.Phase == SessionPhase.Amended));
        Assert.Equal((state, said), Replay(events));
        Assert.Equal((state, said), Replay(events));
        Assert.NotEqual(state, Play(TestCalendar.Instance).State);

        int amended = events.FindIndex(e => e.Record.Session.Phase == SessionPhase.Amended && e.Record.Header.Kind is InboundKind.Session or InboundKind.AuctionSession);
        TradingCore first = new(new Silence());
        for (int i = 0; i <= amended; i++) Apply(first, events[i], i);
        StateWriter snapshot = new();
        first.Save(snapshot);
        TradingCore second = new(new Silence());
        second.Load(new StateReader(snapshot.Written.ToArray()));
        for (int i = amended + 1; i < events.Count; i++) Apply(second, events[i], i);
        Assert.Equal((state, said), (second.StateHash(), second.OutboundHash));
    }

    [Fact]
    public void Nothing_is_traded_after_the_amended_close()
    {
        List<OutboundEvent> said = [];
        (List<InboundEvent> events, _, _) = Play(TestCalendar.Instance.With(Amendments));
        TradingCore core = new(new Listener(said));
        for (int i = 0; i < events.Count; i++) Apply(core, events[i], i);
        Segment[] segments = [.. core.Instruments.Select(i => i.Segment)];
        OutboundEvent[] fills = [.. said.Where(e => e.Header.Kind == OutboundKind.Fill)];
        Assert.NotEmpty(fills);
        Assert.All(fills, f => Assert.True(f.Header.Time <= segments[f.Header.Instrument] switch
        {
            Segment.NseEquity => TestCalendar.At(11, 0),
            Segment.NseDerivatives => TestCalendar.At(13, 0),
            _ => TestCalendar.At(23, 59),
        }));
        Assert.Contains(said, e => e.Header is { Kind: OutboundKind.DayClosed } && e.Day.Segment == Segment.NseDerivatives && e.Header.Time == TestCalendar.At(13, 0));
    }

    private static (List<InboundEvent> Events, ulong State, ulong Said) Play(SessionCalendar calendar)
    {
        using MarketDayGenerator day = new(Day, TestCalendar.Instance);
        List<InboundEvent> events = [Put(InboundKind.Configure, new EngineSettings
        {
            Capital = Money.FromRupees(20_000_000m), ChargesSchedule = Data("charges-schedule.csv"), BrokeragePlans = Data("brokerage-plans.csv"),
        })];
        events.AddRange(day.Instruments.Select(i => Put(InboundKind.Instrument, i)));
        events.AddRange(day.Instruments.Select(i => Put(InboundKind.Plan, new Plan { Id = i.Id + 1, Instrument = i.Id, Algorithm = "macd-rsi", IntervalMinutes = 1, Source = "test", Reason = "amended day" })));
        ClockedSource source = new(day, calendar);
        InboundEvent next = default;
        while (source.TryNext(ref next.Record)) events.Add(next);
        (ulong state, ulong said) = Replay(events);
        return (events, state, said);
    }

    private static (ulong State, ulong Said) Replay(List<InboundEvent> events)
    {
        TradingCore core = new(new Silence());
        for (int i = 0; i < events.Count; i++) Apply(core, events[i], i);
        return (core.StateHash(), core.OutboundHash);
    }

    private static void Apply(TradingCore core, InboundEvent e, int sequence) => core.Apply(ref e, sequence);

    private static InboundEvent Put(InboundKind kind, object payload)
    {
        InboundEvent e = new() { Payload = payload };
        e.Record.Header = new InboundHeader { Kind = kind, Source = InboundSource.Host, Instrument = -1, ExchangeTime = TestCalendar.At(8, 0) };
        return e;
    }

    private static string Data(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));

    private sealed class Silence : IOutboundSink
    {
        public void Publish(in OutboundEvent e)
        {
        }
    }

    private sealed class Listener(List<OutboundEvent> said) : IOutboundSink
    {
        public void Publish(in OutboundEvent e) => said.Add(e);
    }
}
