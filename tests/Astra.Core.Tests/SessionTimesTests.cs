using Astra.Markets;
using static Astra.Core.Tests.CoreHarness;

namespace Astra.Core.Tests;

/// <summary>Closing auctions, times amended while a session runs, and who leaves at square-off.</summary>
public class SessionTimesTests
{
    [Fact]
    public void A_share_with_a_closing_auction_ends_before_its_segment()
    {
        var h = new CoreHarness();
        h.Define(Stock() with { ClosingAuction = true });
        h.Define(Stock(1, "OTHER"));
        h.Apply(Change(SessionPhase.Open, At(9, 15)));
        for (int i = 0; i < 2; i++) h.Quote(At(15, 14, 59), 100m, instrument: i);
        for (int i = 0; i < 2; i++) h.Quote(At(15, 15), 101m, instrument: i);
        h.Clock(At(15, 15, 1));

        Assert.Equal((1L, 0L, 3L), (h.Core.Quarantined(Reason.ClosingAuction), h.Core.Quarantined(Reason.OutsideSession), h.Core.Totals.Ticks));
        OutboundEvent hour = Assert.Single(h.Of(OutboundKind.BarClosed), e => e.Header.Instrument == 0 && e.Bar is { IntervalMinutes: 60, Style: ChartStyle.Candle });
        Assert.Equal(At(15, 15), hour.Bar.End);
        h.Quote(At(15, 30), 101m);
        Assert.Equal(1, h.Core.Quarantined(Reason.OutsideSession));
    }

    [Fact]
    public void Without_auction_times_all_close_together()
    {
        var h = new CoreHarness();
        h.Define(Stock() with { ClosingAuction = true });
        h.Open();
        h.Quote(At(15, 29), 100m);
        Assert.Equal(1, h.Core.Totals.Ticks);
    }

    [Fact]
    public void Positions_in_an_auction_share_leave_at_its_own_time()
    {
        CoreHarness h = Run(Edit(RandomDay.Events(4), auctions: true));
        int[] early = [.. h.Of(OutboundKind.SquareOff).Where(e => e.Header.Time >= At(15, 12) && e.Header.Time < At(15, 15)).Select(e => e.Header.Instrument)];
        Assert.NotEmpty(early);
        Assert.All(early, instrument => Assert.True(instrument % 2 == 1));
        Assert.DoesNotContain(h.Orders(Reason.Placed), e => e.Header.Instrument % 2 == 1 && e.Header.Time >= At(15, 12) && e.Order.Intent == Reason.StrategyEntry);
        Assert.Contains(h.Orders(Reason.Placed), e => e.Header.Instrument % 2 == 0 && e.Header.Time >= At(15, 12));
    }

    [Fact]
    public void An_amendment_that_arrives_after_the_day_has_begun_replays_to_the_same_state()
    {
        InboundEvent[] events = Edit(RandomDay.Events(11, perMinute: 4), auctions: true, amended: true);
        CoreHarness whole = Run(events);
        CoreHarness again = Run(events);
        Assert.Equal(1, whole.Core.Quarantined(Reason.SessionAmended));
        Assert.Equal((whole.Core.OutboundHash, whole.Core.StateHash()), (again.Core.OutboundHash, again.Core.StateHash()));
        Assert.NotEqual(whole.Core.OutboundHash, Run(Edit(RandomDay.Events(11, perMinute: 4), auctions: true)).Core.OutboundHash);

        int at = Array.FindIndex(events, e => e.Record.Session.Phase == SessionPhase.Amended && e.Record.Header.Kind == InboundKind.AuctionSession);
        for (int cut = at - 20; cut < events.Length; cut += 1 + (cut - at + 20) / 10)
        {
            var h = new CoreHarness(configure: false);
            for (int i = 0; i < events.Length; i++)
            {
                h.Apply(events[i]);
                if (i == cut) h.Restart();
            }
            Assert.True((whole.Core.OutboundHash, whole.Core.StateHash()) == (h.Core.OutboundHash, h.Core.StateHash()), $"differs after a restart at event {cut}");
        }
    }

    [Fact]
    public void An_earlier_close_cuts_the_open_bars_and_squares_off_at_once_when_that_is_past()
    {
        InboundEvent[] day = RandomDay.Events(4);
        var h = new CoreHarness(configure: false);
        foreach (InboundEvent e in day.TakeWhile(e => e.Record.Header.ExchangeTime < At(14, 0) || e.HasPayload)) h.Apply(e);
        Assert.NotEqual(0, Held(h));
        h.Apply(Change(SessionPhase.Amended, At(14, 0), close: (14, 30), squareOff: (13, 50)));
        Assert.Contains(h.Of(OutboundKind.SquareOff), e => e.Header.Time >= At(14, 0));
        for (int i = 0; i < 4; i++) h.Quote(At(14, 20), 200m, i);
        Assert.Equal(0, Held(h));
        long outside = h.Core.Quarantined(Reason.OutsideSession);
        h.Quote(At(14, 30), 200m);
        Assert.Equal(outside + 1, h.Core.Quarantined(Reason.OutsideSession));

        h.Apply(Change(SessionPhase.Closed, At(14, 30), close: (14, 30), squareOff: (13, 50)));
        Bar hour = h.Candles(60).Last();
        Assert.Equal((At(14, 15), At(14, 30), BarFlags.Partial), (hour.Start, hour.End, hour.Flags & BarFlags.Partial));
    }

    [Fact]
    public void A_later_close_gives_back_what_was_cut_off_and_undoes_a_square_off_that_lies_ahead()
    {
        var h = new CoreHarness();
        h.Define(Stock());
        h.Open();
        h.Quote(At(15, 16), 100m);
        h.Session(SessionPhase.SquareOff, At(15, 20));
        h.Apply(Change(SessionPhase.Amended, At(15, 21), close: (16, 30), squareOff: (16, 20), auctions: false));
        h.Quote(At(15, 45), 101m);
        h.Quote(At(16, 15), 102m);
        Bar hour = h.Candles(60).First();
        Assert.Equal((At(15, 15), At(16, 15), BarFlags.None), (hour.Start, hour.End, hour.Flags & BarFlags.Partial));
        Assert.Equal(3, h.Core.Totals.Ticks);

        var session = new SegmentSession(Segment.NseEquity);
        InboundRecord record = Change(SessionPhase.SquareOff, At(15, 20)).Record;
        session.Enter(SessionChange.Of(in record));
        record = Change(SessionPhase.Amended, At(15, 21), close: (16, 30), squareOff: (16, 20)).Record;
        Assert.True(session.TryAmend(SessionChange.Of(in record), At(15, 21)));
        Assert.Equal(SessionPhase.Open, session.Phase);
    }

    [Fact]
    public void Times_for_another_day_or_for_no_session_are_refused()
    {
        var h = new CoreHarness();
        h.Define(Stock());
        h.Apply(Change(SessionPhase.Amended, At(9, 0)));
        h.Open();
        InboundEvent other = Change(SessionPhase.Amended, At(10, 0));
        other.Record.Session.Day++;
        h.Apply(other);
        h.Apply(Change(SessionPhase.Amended, At(10, 0), close: (9, 0)));
        h.Apply(Change(SessionPhase.Amended, At(10, 0), squareOff: (16, 0)));
        Assert.Equal((4L, 0L), (h.Core.Quarantined(Reason.BadAmendment), h.Core.Quarantined(Reason.SessionAmended)));
        h.Quote(At(15, 29), 100m);
        Assert.Equal(1, h.Core.Totals.Ticks);
    }

    [Fact]
    public void Only_intraday_positions_leave_at_square_off()
    {
        CoreHarness h = Run([.. RandomDay.Events(4).Select(e =>
            e.Payload is Plan plan && plan.Instrument == 3 ? Payload(InboundKind.Plan, plan with { Product = Product.Delivery }, e.Record.Header.ExchangeTime) : e)]);
        Assert.DoesNotContain(h.Of(OutboundKind.SquareOff), e => e.Header.Instrument == 3);
        Assert.DoesNotContain(h.Orders(Reason.Placed), e => e.Header.Instrument == 3 && e.Order is { Intent: Reason.StrategyEntry, Side: Side.Sell });
        Assert.Contains(h.Orders(Reason.Placed), e => e.Header.Instrument == 3 && e.Order.Intent == Reason.StrategyEntry);
    }

    private static int Held(CoreHarness h) =>
        h.Of(OutboundKind.Position).GroupBy(e => e.Header.Instrument).Sum(g => Math.Abs(g.Last().Position.Quantity));

    private static CoreHarness Run(InboundEvent[] events)
    {
        var h = new CoreHarness(configure: false);
        foreach (InboundEvent e in events) h.Apply(e);
        return h;
    }

    /// <summary>The day with closing auctions for the odd instruments, and with an hour taken off at noon.</summary>
    private static InboundEvent[] Edit(InboundEvent[] events, bool auctions, bool amended = false)
    {
        List<InboundEvent> edited = [];
        bool told = !amended;
        foreach (InboundEvent e in events)
        {
            if (!told && e.Record.Header.ExchangeTime >= At(12, 0))
            {
                edited.Add(Change(SessionPhase.Amended, At(12, 0), close: (14, 30), squareOff: (14, 20)));
                told = true;
            }
            if (e.Record.Header.Kind == InboundKind.Session && auctions)
                edited.Add(Change(e.Record.Session.Phase, e.Record.Header.ExchangeTime));
            else if (e.Payload is Instrument instrument && instrument.Id % 2 == 1)
                edited.Add(Payload(InboundKind.Instrument, instrument with { ClosingAuction = true }, e.Record.Header.ExchangeTime));
            else
                edited.Add(e);
        }
        return [.. edited];
    }

    private static InboundEvent Change(
        SessionPhase phase, Timestamp at, (int Hour, int Minute)? close = null, (int Hour, int Minute)? squareOff = null, bool auctions = true)
    {
        (int Hour, int Minute) end = close ?? (15, 30), leave = squareOff ?? (15, 20);
        InboundEvent e = default;
        e.Record.Header = Header(auctions ? InboundKind.AuctionSession : InboundKind.Session, -1, at);
        e.Record.Session = new SessionChange
        {
            Segment = Segment.NseEquity,
            Phase = phase,
            Day = Ist.DayOf(At(12, 0)),
            Open = At(9, 15),
            Close = At(end.Hour, end.Minute),
            SquareOff = At(leave.Hour, leave.Minute),
            AuctionClose = close is null ? At(15, 15) : At(end.Hour, end.Minute),
            AuctionSquareOff = squareOff is null ? At(15, 12) : At(leave.Hour, leave.Minute),
        };
        return e;
    }
}
