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

    private static CoreHarness Ready()
    {
        var h = new CoreHarness();
        h.Define(Stock());
        return h;
    }
}
