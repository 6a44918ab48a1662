using Astra.Core;
using Astra.Markets;
using Microsoft.Extensions.Time.Testing;

namespace Astra.Live.Tests.Feeds;

/// <summary>An exchange with its own time, a machine whose clock may be off, a live clock and a door between them.</summary>
internal sealed class ClockBench
{
    private readonly double _skew;

    /// <param name="skew">Seconds by which this machine is ahead of the exchange.</param>
    public ClockBench(Timestamp exchangeTime, double skew = 0, FeedInstrument[]? instruments = null, Timestamp? resumedAt = null)
    {
        (_skew, Exchange) = (skew, exchangeTime);
        Instruments = instruments ?? Market.Shares(3);
        Time = Market.Clock(exchangeTime + (long)(skew * Timestamp.NanosPerSecond));
        Clock = new LiveClock(Market.Calendar, Instruments.Select(i => i.Instrument.Segment), Time, 1, TimeSpan.FromSeconds(1));
        Door = new FeedDoor(Port, 0, Instruments, new FeedDoorParts { Time = Time, Clock = Clock, Name = "test" });
        Clock.Skewed = (_, ahead) => Skews.Add(ahead);
        Clock.Begin(Port, resumedAt);
    }

    public FeedInstrument[] Instruments { get; }
    public FakeTimeProvider Time { get; }
    public TestPort Port { get; } = new(400_000);
    public LiveClock Clock { get; }
    public FeedDoor Door { get; }
    public Timestamp Exchange { get; private set; }
    public List<long> Skews { get; } = [];
    public int Sent { get; private set; }

    public void Step(TimeSpan by)
    {
        Time.Advance(by);
        Exchange += LiveTime.Nanos(by);
        Clock.Pulse();
    }

    /// <summary>Lets the exchange run: each instrument ticks as often as said, stamped with whole seconds, a little while under way.</summary>
    public void Run(Timestamp until, TimeSpan tickEvery, TimeSpan underWay)
    {
        TimeSpan step = TimeSpan.FromMilliseconds(50);
        long every = LiveTime.Nanos(tickEvery), way = LiveTime.Nanos(underWay);
        while (Exchange < until)
        {
            Step(step);
            Timestamp made = Exchange - way;
            for (int i = 0; i < Instruments.Length; i++)
            {
                Timestamp own = made - i * Timestamp.NanosPerMillisecond * 50;
                if ((own - new Timestamp(0)) % every >= LiveTime.Nanos(step)) continue;
                Send(i, own.FloorTo(Timestamp.NanosPerSecond));
            }
        }
    }

    public void Send(int instrument, Timestamp stamp)
    {
        Sent++;
        Market.Tick(Door, Time, instrument, stamp);
    }

    public CoreBehind Core()
    {
        CoreBehind core = new(Instruments, Ist.At(Ist.DateOf(Exchange), TimeOnly.MinValue));
        core.Take(Port);
        return core;
    }

    /// <summary>When a phase was told, each time.</summary>
    public Timestamp[] Stamps(SessionPhase phase) =>
    [
        .. Port.Of(InboundKind.Session).Concat(Port.Of(InboundKind.AuctionSession))
            .Where(r => r.Session.Phase == phase).Select(r => r.Header.ExchangeTime),
    ];
}
