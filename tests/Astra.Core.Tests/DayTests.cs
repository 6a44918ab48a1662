using Astra.Markets;
using static Astra.Core.Tests.CoreHarness;

namespace Astra.Core.Tests;

public class DayTests
{
    [Fact]
    public void Ticks_outside_the_session_are_counted_and_not_used()
    {
        CoreHarness h = Ready();
        h.Quote(At(9, 10), 100m);
        h.Open();
        h.Quote(At(9, 14), 100m);
        h.Quote(At(15, 30), 100m);
        Assert.Equal(3, h.Core.Quarantined(Reason.OutsideSession));
        Assert.Equal(0, h.Core.Totals.Ticks);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(10_000_001)]
    public void Impossible_prices_are_quarantined(int last)
    {
        CoreHarness h = Ready();
        h.Open();
        h.Last(At(10, 0), last);
        Assert.Equal(1, h.Core.Quarantined(Reason.PriceOutOfRange));
    }

    [Fact]
    public void Alerts_come_at_the_first_second_fourth_and_eighth_time()
    {
        CoreHarness h = Ready();
        h.Open();
        for (int i = 0; i < 10; i++) h.Quote(At(10, i), 100m, halfSpread: -1m);
        Assert.Equal([1L, 2, 4, 8], h.Of(OutboundKind.Alert).Where(e => e.Header.Reason == Reason.CrossedQuote).Select(e => e.Alert.Count));
        Assert.Equal(10, h.Core.Totals.Quarantined);
    }

    [Fact]
    public void Positions_leave_at_the_segments_square_off()
    {
        var h = new CoreHarness(configure: false);
        foreach (InboundEvent e in RandomDay.Events(4)) h.Apply(e);
        Timestamp squareOff = At(15, 20);
        Assert.DoesNotContain(h.Of(OutboundKind.Order), e =>
            e.Header.Time >= squareOff && e.Header.Reason == Reason.Placed && e.Order.Intent == Reason.StrategyEntry);
        Assert.Equal(0, h.Of(OutboundKind.Position).GroupBy(e => e.Header.Instrument).Sum(g => Math.Abs(g.Last().Position.Quantity)));
    }

    [Fact]
    public void The_day_is_struck_when_the_segment_closes()
    {
        var h = new CoreHarness(configure: false);
        foreach (InboundEvent e in RandomDay.Events(4)) h.Apply(e);
        DayBody day = Assert.Single(h.Of(OutboundKind.DayClosed)).Day;
        CoreTotals totals = h.Core.Totals;
        Assert.Equal((totals.Trades, totals.Gross, totals.Charges, totals.Net, totals.Equity), (day.Trades, day.Gross, day.Charges, day.Net, day.Equity));
        Assert.Equal(totals.Ticks, day.Ticks);
    }

    [Fact]
    public void A_segment_without_a_charge_row_for_the_date_may_not_enter()
    {
        CoreHarness h = Ready();
        h.Session(SessionPhase.Open, Ist.At(new DateOnly(1999, 1, 4), new TimeOnly(9, 15)), day: new DateOnly(1999, 1, 4));
        Assert.Equal(1, h.Core.Quarantined(Reason.NoChargeRow));
    }

    [Fact]
    public void Unknown_commands_events_and_instruments_are_counted()
    {
        CoreHarness h = Ready();
        h.Open();
        h.Command((CommandKind)99, 0, At(10, 0));
        h.Command(CommandKind.SquareOff, 55, At(10, 0));
        h.Command(CommandKind.FeedGap, -1, At(10, 0), value: 5);
        InboundEvent e = default;
        e.Record.Header = Header((InboundKind)200, 0, At(10, 0));
        h.Apply(e);
        Assert.Equal(1, h.Core.Quarantined(Reason.UnknownCommand));
        Assert.Equal(1, h.Core.Quarantined(Reason.UnknownInstrumentTick));
        Assert.Equal(1, h.Core.Quarantined(Reason.FeedGap));
        Assert.Equal(1, h.Core.Quarantined(Reason.UnknownEvent));
    }

    [Fact]
    public void A_tick_from_the_future_is_refused_and_ends_nothing()
    {
        var h = new CoreHarness { FillsLeaps = false };
        h.Define(Stock());
        h.Open();
        h.Quote(At(9, 15, 1), 100m);
        h.Quote(At(15, 25), 100m);
        Assert.Equal(1, h.Core.Quarantined(Reason.FutureTick));
        Assert.Equal(At(9, 15, 1), h.Core.Now);
        h.Quote(At(9, 15, 2), 100m);
        Assert.Equal(2, h.Core.Totals.Ticks);
    }

    [Fact]
    public void A_session_whose_close_was_missed_is_closed_before_the_next_begins()
    {
        InboundEvent[] first = RandomDay.Events(6);
        var h = new CoreHarness(configure: false);
        int position = 0, seen = 0;
        foreach (InboundEvent e in first)
        {
            h.Apply(e);
            for (; seen < h.Said.Count; seen++)
                if (h.Said[seen] is { Header: { Kind: OutboundKind.Position, Instrument: 0 } } said) position = said.Position.Quantity;
            if (position != 0 && h.Core.Totals.Trades > 3) break;
        }
        Assert.NotEqual(0, position);
        h.Session(SessionPhase.Open, Ist.At(Day.AddDays(1), new TimeOnly(9, 15)), day: Day.AddDays(1));

        Assert.Equal(1, h.Core.Quarantined(Reason.SessionNotClosed));
        Assert.Equal(0, h.Of(OutboundKind.Position).Last(e => e.Header.Instrument == 0).Position.Quantity);
        Assert.Equal(Ist.DayOf(At(9, 15)), Assert.Single(h.Of(OutboundKind.DayClosed)).Day.Day);
        Assert.Equal(Money.Zero, h.Core.Totals.Unrealised);
    }

    [Fact]
    public void Depth_with_a_level_out_of_order_is_refused_whole()
    {
        CoreHarness h = Ready();
        h.Open();
        InboundEvent e = default;
        e.Record.Header = Header(InboundKind.Depth, 0, At(9, 15, 1));
        var depth = new DepthTick { Reference = Price.FromRupees(100m) };
        depth.Bids[0] = new DepthLevel { Offset = 0, Quantity = 10 };
        depth.Asks[0] = new DepthLevel { Offset = 500, Quantity = 10 };
        depth.Asks[1] = new DepthLevel { Offset = -990_000, Quantity = 500 };
        e.Record.Depth = depth;
        h.Apply(e);
        Assert.Equal(1, h.Core.Quarantined(Reason.BadDepth));
        Assert.Equal(0, h.Core.Totals.Ticks);
    }

    [Fact]
    public void Limits_hold_for_decisions_of_one_and_the_same_bar()
    {
        var h = new CoreHarness(Settings() with { Risk = new RiskLimits { MaxOpenPositions = 1 } });
        InboundEvent[] day = RandomDay.Events(8);
        HashSet<int> open = [];
        int seen = 0, most = 0;
        foreach (InboundEvent e in day.Skip(1))
        {
            h.Apply(e);
            for (; seen < h.Said.Count; seen++)
            {
                OutboundEvent said = h.Said[seen];
                if (said.Header.Kind != OutboundKind.Position) continue;
                if (said.Position.Quantity == 0) open.Remove(said.Header.Instrument);
                else open.Add(said.Header.Instrument);
                most = Math.Max(most, open.Count);
            }
        }
        Assert.Equal(1, most);
        Assert.Contains(h.Of(OutboundKind.Order), e => e.Header.Reason == Reason.OpenPositionsLimit);
    }

    private static CoreHarness Ready()
    {
        var h = new CoreHarness();
        h.Define(Stock());
        return h;
    }
}
