namespace Astra.Markets.Tests;

public class SquareOffTests
{
    [Theory]
    [InlineData("ZERODHA", Segment.NseEquity, true, "2026-11-18", "15:12")]
    [InlineData("ZERODHA", Segment.NseEquity, false, "2026-11-18", "15:25")]
    [InlineData("ZERODHA", Segment.NseEquity, true, "2026-07-31", "15:20")]
    [InlineData("ZERODHA", Segment.NseEquity, false, "2026-07-31", "15:20")]
    [InlineData("ZERODHA", Segment.NseDerivatives, false, "2026-11-18", "15:26")]
    [InlineData("ZERODHA", Segment.BseDerivatives, false, "2026-07-31", "15:25")]
    [InlineData("ZERODHA", Segment.Currency, false, "2026-11-18", "16:45")]
    [InlineData("ZERODHA", Segment.Commodity, false, "2026-11-18", "23:45")]
    [InlineData("ZERODHA", Segment.Commodity, false, "2026-07-31", "23:05")]
    [InlineData("ZERODHA", Segment.Commodity, false, "2026-01-01", "16:35")]
    [InlineData("DHAN", Segment.NseEquity, true, "2026-11-18", "15:10")]
    [InlineData("dhan", Segment.NseDerivatives, false, "2026-11-18", "15:25")]
    [InlineData("ANGEL", Segment.Commodity, false, "2026-10-30", "23:15")]
    [InlineData("ANGEL", Segment.Commodity, false, "2026-11-18", "23:40")]
    [InlineData("GEOJIT", Segment.Commodity, false, "2026-11-18", "23:35")]
    [InlineData("RUPEEZY", Segment.NseEquity, false, "2026-11-18", "15:25")]
    [InlineData("SHOONYA", Segment.NseEquity, true, "2026-11-18", "15:10")] // nothing known: as early as the earliest
    [InlineData(null, Segment.NseEquity, false, "2026-11-18", "15:15")]
    public void A_brokers_time_is_an_offset_from_the_instruments_own_end(string? broker, Segment segment, bool auction, string day, string time)
    {
        DateOnly date = DateOnly.ParseExact(day, "yyyy-MM-dd");
        Assert.Equal(time, Leave(ProjectCalendar.Instance.For(broker, leadMinutes: 0)));
        TimeOnly ahead = TimeOnly.ParseExact(time, "HH:mm").AddMinutes(-SessionCalendar.DefaultSquareOffLead);
        Assert.Equal($"{ahead:HH:mm}", Leave(ProjectCalendar.Instance.For(broker)));

        string Leave(SessionCalendar calendar) => $"{Ist.TimeOf(calendar.SessionsOn(segment, date)[0].SquareOffOf(auction)):HH:mm}";
    }

    [Fact]
    public void Only_intraday_positions_leave()
    {
        TradingSession session = ProjectCalendar.Instance.SessionsOn(Segment.NseEquity, new DateOnly(2026, 11, 18))[0];
        Assert.Equal(session.AuctionSquareOff, session.SquareOffOf(Product.Intraday, closingAuction: true));
        Assert.Null(session.SquareOffOf(Product.Delivery, closingAuction: true));
        Assert.Null(session.SquareOffOf(Product.Carry, closingAuction: false));
    }

    [Fact]
    public void In_every_session_positions_leave_between_open_and_the_end_of_continuous_trading()
    {
        foreach (string? broker in (string?[])[null, .. ProjectCalendar.Instance.SquareOff.Brokers])
        {
            SessionCalendar calendar = ProjectCalendar.Instance.For(broker);
            for (var day = new DateOnly(2024, 1, 1); day.Year < 2027; day = day.AddDays(1))
                foreach (Segment segment in Enum.GetValues<Segment>())
                    foreach (TradingSession session in calendar.SessionsOn(segment, day))
                        foreach (bool auction in (bool[])[false, true])
                            Assert.InRange(session.SquareOffOf(auction).UnixNanos, session.Open.UnixNanos, session.ContinuousEnd(auction).UnixNanos - 1);
        }
    }

    [Theory]
    [InlineData("ZERODHA,NseEquity,noon,5,2026-01-01,x\n", 2)]
    [InlineData("ZERODHA,NseEquity,close,soon,2026-01-01,x\n", 2)]
    [InlineData(",NseEquity,close,5,2026-01-01,x\n", 2)]
    [InlineData("Z,NseEquity,close,5,2026-01-01,x\nz,NseEquity,close,6,2026-01-01,x\n", 3)]
    public void A_wrong_row_is_refused_with_its_line(string rows, int line)
    {
        var error = Assert.Throws<CalendarFormatException>(() => SquareOffRules.Parse("broker,segments,before,minutes,effective_from,source\n" + rows));
        Assert.Equal(("square-off.csv", line), (error.File, error.Line));
    }
}
