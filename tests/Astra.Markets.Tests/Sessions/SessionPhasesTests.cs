namespace Astra.Markets.Tests;

public class SessionPhasesTests
{
    [Theory]
    [InlineData(Segment.NseEquity, TradingClass.ClosingAuction, "2026-07-31T15:20", DayPhase.Continuous)]
    [InlineData(Segment.NseEquity, TradingClass.ClosingAuction, "2026-08-03T15:14", DayPhase.Continuous)]
    [InlineData(Segment.NseEquity, TradingClass.ClosingAuction, "2026-08-03T15:15", DayPhase.AuctionReference)]
    [InlineData(Segment.NseEquity, TradingClass.ClosingAuction, "2026-08-03T15:20", DayPhase.AuctionEntry)]
    [InlineData(Segment.BseEquity, TradingClass.ClosingAuction, "2026-08-03T15:25", DayPhase.AuctionLimitOnly)]
    [InlineData(Segment.BseEquity, TradingClass.ClosingAuction, "2026-08-03T15:34", DayPhase.AuctionMatch)]
    [InlineData(Segment.NseEquity, TradingClass.ClosingAuction, "2026-08-03T15:35", null)]
    [InlineData(Segment.NseEquity, TradingClass.Standard, "2026-08-03T15:20", DayPhase.Continuous)]
    [InlineData(Segment.NseEquity, TradingClass.Standard, "2026-08-03T15:30", null)]
    [InlineData(Segment.NseEquity, TradingClass.Standard, "2026-07-31T15:45", DayPhase.PostClose)]
    [InlineData(Segment.NseEquity, TradingClass.Standard, "2026-08-03T15:45", null)]
    [InlineData(Segment.NseEquity, TradingClass.Standard, "2026-08-03T15:50", DayPhase.PostClose)]
    [InlineData(Segment.NseEquity, TradingClass.Standard, "2026-09-04T09:07", DayPhase.PreOpenEntry)]
    [InlineData(Segment.NseEquity, TradingClass.Standard, "2026-09-07T09:07", DayPhase.PreOpenLimitOnly)]
    [InlineData(Segment.NseEquity, TradingClass.Standard, "2026-09-07T09:11", DayPhase.PreOpenMatch)]
    [InlineData(Segment.NseEquity, TradingClass.Standard, "2026-09-07T09:13", DayPhase.PreOpenBuffer)]
    [InlineData(Segment.NseEquity, TradingClass.Standard, "2026-09-07T08:50", DayPhase.BlockMorning)]
    [InlineData(Segment.NseEquity, TradingClass.Standard, "2026-09-07T14:10", DayPhase.Continuous)] // the block window runs beside it
    [InlineData(Segment.NseDerivatives, TradingClass.NearFuture, "2025-12-05T09:05", null)]
    [InlineData(Segment.NseDerivatives, TradingClass.NearFuture, "2025-12-08T09:05", DayPhase.PreOpen)]
    [InlineData(Segment.NseDerivatives, TradingClass.Standard, "2025-12-08T09:05", null)]
    [InlineData(Segment.NseDerivatives, TradingClass.Standard, "2026-07-31T15:35", null)]
    [InlineData(Segment.BseDerivatives, TradingClass.Standard, "2026-08-03T15:35", DayPhase.Continuous)]
    [InlineData(Segment.Currency, TradingClass.Expiring, "2026-11-26T12:29", DayPhase.Continuous)]
    [InlineData(Segment.Currency, TradingClass.Expiring, "2026-11-26T12:30", null)]
    [InlineData(Segment.Currency, TradingClass.Standard, "2026-11-26T12:30", DayPhase.Continuous)]
    [InlineData(Segment.Commodity, TradingClass.Cotton, "2026-11-18T20:59", DayPhase.Continuous)]
    [InlineData(Segment.Commodity, TradingClass.Cotton, "2026-11-18T21:00", null)]
    [InlineData(Segment.Commodity, TradingClass.OtherAgricultural, "2026-11-18T16:59", DayPhase.Continuous)]
    [InlineData(Segment.Commodity, TradingClass.OtherAgricultural, "2026-11-18T17:00", null)]
    [InlineData(Segment.Commodity, TradingClass.OtherAgricultural, "2026-11-10T18:00", null)] // a holiday's evening
    [InlineData(Segment.Commodity, TradingClass.Cotton, "2026-11-10T18:00", DayPhase.Continuous)]
    [InlineData(Segment.Commodity, TradingClass.OtherAgricultural, "2024-11-01T18:30", DayPhase.Continuous)] // Diwali's hour is everyone's
    [InlineData(Segment.NseEquity, TradingClass.ClosingAuction, "2025-10-21T13:40", DayPhase.PreOpen)]
    [InlineData(Segment.NseEquity, TradingClass.ClosingAuction, "2025-10-21T15:20", null)]
    public void The_phase_of_an_instant_is_that_of_its_date_and_class(Segment segment, TradingClass trading, string at, DayPhase? phase) =>
        Assert.Equal(phase, ProjectCalendar.Instance.PhaseAt(segment, trading, At(at)));

    [Fact]
    public void Continuous_phases_are_the_sessions()
    {
        for (var day = new DateOnly(2024, 1, 1); day.Year < 2027; day = day.AddDays(1))
        {
            foreach (Segment segment in Enum.GetValues<Segment>())
            {
                IEnumerable<(Timestamp, Timestamp)> sessions = ProjectCalendar.Instance.SessionsOn(segment, day).Select(s => (s.Open, s.Close));
                Assert.Equal(sessions, ProjectCalendar.Instance.PhasesOn(segment, TradingClass.Standard, day).Where(w => w.Phase == DayPhase.Continuous).Select(w => (w.Start, w.End)));
                foreach (TradingClass trading in TradingClasses.Of(segment).ToArray())
                    Assert.All(ProjectCalendar.Instance.PhasesOn(segment, trading, day), w => Assert.True(w.Start < w.End));
            }
        }
    }

    [Theory]
    [InlineData("NseEquity,Standard,Continuous,2020-01-01,,09:15,09:15,x\n", 2)]
    [InlineData("NseEquity,Standard,Continuous,2020-01-01,2019-01-01,09:15,15:30,x\n", 2)]
    [InlineData("NseEquity,Standard,Lunch,2020-01-01,,09:15,15:30,x\n", 2)]
    [InlineData("NseEquity,Standard+Rich,Continuous,2020-01-01,,09:15,15:30,x\n", 2)]
    [InlineData("NseEquity,Standard,Continuous,2020-01-01,,09:15,15:30,x\nNseEquity,Standard,Continuous,2021-01-01,,09:15,15:15,x\n", 3)]
    public void A_wrong_row_is_refused_with_file_and_line(string rows, int line)
    {
        var error = Assert.Throws<CalendarFormatException>(() => SessionCalendar.Parse(new CalendarTexts
        {
            Sessions = ProjectCalendar.Read("sessions.csv"),
            Exceptions = ProjectCalendar.Read("session-exceptions.csv"),
            Phases = "segments,classes,phase,effective_from,effective_to,start,end,source\n" + rows,
        }));
        Assert.Equal(("session-phases.csv", line), (error.File, error.Line));
    }

    private static Timestamp At(string text) => Ist.At(DateOnly.ParseExact(text[..10], "yyyy-MM-dd"), TimeOnly.ParseExact(text[11..], "HH:mm"));
}
