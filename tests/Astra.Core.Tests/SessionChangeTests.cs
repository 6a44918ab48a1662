using Astra.Markets;

namespace Astra.Core.Tests;

public class SessionChangeTests
{
    [Fact]
    public void What_stands_behind_a_short_session_event_means_nothing()
    {
        InboundRecord record = Record(InboundKind.Session);
        SessionChange change = SessionChange.Of(in record);
        Assert.Equal((default, default), (change.AuctionClose, change.AuctionSquareOff));
        Assert.Equal(new Timestamp(3), change.SquareOff);
        Assert.Equal(24 + 32, record.Canonical.Length);
    }

    [Fact]
    public void A_long_session_event_carries_the_auction()
    {
        InboundRecord record = Record(InboundKind.AuctionSession);
        SessionChange change = SessionChange.Of(in record);
        Assert.Equal((new Timestamp(4), new Timestamp(5)), (change.AuctionClose, change.AuctionSquareOff));
        Assert.Equal(24 + 48, record.Canonical.Length);
    }

    [Fact]
    public void Two_short_events_that_differ_behind_their_end_leave_the_same_core()
    {
        Assert.Equal(Hash(Record(InboundKind.Session)), Hash(Record(InboundKind.Session) with { Session = Clean() }));

        static SessionChange Clean()
        {
            InboundRecord record = Record(InboundKind.Session);
            return SessionChange.Of(in record);
        }
    }

    private static ulong Hash(InboundRecord record)
    {
        var harness = new CoreHarness();
        harness.Apply(new InboundEvent { Record = record });
        return harness.Core.StateHash();
    }

    private static InboundRecord Record(InboundKind kind) => new()
    {
        Header = new InboundHeader { Kind = kind, Source = InboundSource.Feed, Instrument = -1, ExchangeTime = new Timestamp(1) },
        Session = new SessionChange
        {
            Segment = Segment.NseEquity,
            Phase = SessionPhase.Open,
            Open = new Timestamp(1),
            Close = new Timestamp(2),
            SquareOff = new Timestamp(3),
            AuctionClose = new Timestamp(4),
            AuctionSquareOff = new Timestamp(5),
        },
    };
}
