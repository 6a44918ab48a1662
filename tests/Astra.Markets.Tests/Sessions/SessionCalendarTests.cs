namespace Astra.Markets.Tests;

public class SessionCalendarTests
{
    [Theory]
    [InlineData(2024, 3, 8, "17:00-23:55")] // a holiday's evening, still on winter time
    [InlineData(2024, 3, 11, "09:00-23:30")]
    [InlineData(2024, 11, 1, "18:00-19:00")]
    [InlineData(2024, 11, 4, "09:00-23:55")]
    [InlineData(2025, 3, 7, "09:00-23:55")]
    [InlineData(2025, 3, 10, "09:00-23:30")]
    [InlineData(2025, 10, 31, "09:00-23:30")]
    [InlineData(2025, 11, 3, "09:00-23:55")]
    [InlineData(2026, 10, 30, "09:00-23:30")]
    [InlineData(2026, 11, 18, "09:00-23:55")]
    [InlineData(2026, 1, 1, "09:00-17:00")]
    [InlineData(2026, 3, 3, "17:00-23:55")]
    [InlineData(2026, 1, 26, "")]
    public void Commodity_closes_by_the_clocks_of_New_York(int year, int month, int day, string hours) =>
        Assert.Equal(hours, ProjectCalendar.Hours(Segment.Commodity, year, month, day));

    [Theory]
    [InlineData(Segment.NseEquity, 2025, 2, 1, "09:15-15:30")]
    [InlineData(Segment.NseEquity, 2025, 2, 2, "")]
    [InlineData(Segment.NseEquity, 2024, 3, 2, "09:15-10:00 11:30-12:30")]
    [InlineData(Segment.NseEquity, 2021, 2, 24, "09:15-11:40 15:45-17:00")]
    [InlineData(Segment.NseDerivatives, 2025, 10, 21, "13:45-14:45")]
    [InlineData(Segment.NseDerivatives, 2026, 7, 31, "09:15-15:30")]
    [InlineData(Segment.NseDerivatives, 2026, 8, 3, "09:15-15:40")]
    [InlineData(Segment.BseDerivatives, 2026, 8, 3, "09:15-15:40")]
    [InlineData(Segment.Currency, 2026, 8, 26, "")]
    [InlineData(Segment.NseEquity, 2026, 8, 26, "09:15-15:30")]
    [InlineData(Segment.Currency, 2026, 11, 18, "09:00-17:00")]
    [InlineData(Segment.NseEquity, 2026, 11, 8, "")] // hours of that Muhurat evening are not known, so nothing trades
    [InlineData(Segment.NseEquity, 2024, 2, 3, "")] // an exchange's mock session is not a trading day
    public void Days_that_break_naive_calendars_are_right(Segment segment, int year, int month, int day, string hours) =>
        Assert.Equal(hours, ProjectCalendar.Hours(segment, year, month, day));

    [Fact]
    public void Square_off_is_an_offset_from_the_days_own_close()
    {
        // Three minutes ahead of the earliest broker then in use.
        Assert.Equal("15:22", SquareOff(Segment.NseDerivatives, 2026, 11, 18));
        Assert.Equal("15:22", SquareOff(Segment.NseDerivatives, 2026, 7, 31));
        Assert.Equal("15:12", SquareOff(Segment.NseEquity, 2026, 11, 18));
        Assert.Equal("15:07", SquareOff(Segment.NseEquity, 2026, 11, 18, closingAuction: true));
        Assert.Equal("15:12", SquareOff(Segment.NseEquity, 2026, 7, 31, closingAuction: true));
        Assert.Equal("16:42", SquareOff(Segment.Currency, 2026, 11, 18));
        Assert.Equal("23:32", SquareOff(Segment.Commodity, 2026, 11, 18));
        Assert.Equal("23:07", SquareOff(Segment.Commodity, 2026, 10, 30));
        Assert.Equal("16:32", SquareOff(Segment.Commodity, 2026, 1, 1));
    }

    [Fact]
    public void Square_off_never_lies_before_the_open()
    {
        SessionCalendar calendar = SessionCalendar.Parse(
            SessionsHeader + "Currency,2020-01-01,,09:00,17:00,,test\n", ExceptionsHeader + "2024-05-04,Currency,Special,,10:00,11:00,short,test\n").For(null, 90);
        TradingSession session = Assert.Single(calendar.SessionsOn(Segment.Currency, new DateOnly(2024, 5, 4)));
        Assert.Equal(session.Open, session.SquareOff);
    }

    [Fact]
    public void Pre_open_belongs_to_derivatives_only_since_it_exists_there()
    {
        Assert.Null(ProjectCalendar.Instance.SessionsOn(Segment.NseDerivatives, new DateOnly(2025, 12, 5))[0].PreOpen);
        Assert.Equal(Ist.At(new DateOnly(2025, 12, 8), new TimeOnly(9, 0)),
            ProjectCalendar.Instance.SessionsOn(Segment.NseDerivatives, new DateOnly(2025, 12, 8))[0].PreOpen);
    }

    [Fact]
    public void The_last_close_is_the_latest_among_the_segments_in_use()
    {
        var day = new DateOnly(2026, 11, 18);
        Assert.Equal(Ist.At(day, new TimeOnly(15, 40)), ProjectCalendar.Instance.LastClose([Segment.NseEquity, Segment.NseDerivatives], day));
        Assert.Null(ProjectCalendar.Instance.LastClose([Segment.NseEquity], new DateOnly(2026, 11, 21)));
    }

    [Theory]
    [InlineData("NseEquity,2020-01-01,,09:15,15:30,,x\n", "", "sessions.csv", 0)]
    [InlineData("NseEquity,2020-13-01,,09:15,15:30,,x\n", "", "sessions.csv", 2)]
    [InlineData("NseEquity,2020-01-01,,9.15,15:30,,x\n", "", "sessions.csv", 2)]
    [InlineData("NseEquity,2020-01-01,,15:30,09:15,,x\n", "", "sessions.csv", 2)]
    [InlineData("NseEquity,2020-01-01,09:20,09:15,15:30,,x\n", "", "sessions.csv", 2)]
    [InlineData("NseEquities,2020-01-01,,09:15,15:30,,x\n", "", "sessions.csv", 2)]
    [InlineData("1,2020-01-01,,09:15,15:30,,x\n", "", "sessions.csv", 2)]
    [InlineData("NseEquity,2020-01-01,,09:15,15:30,x\n", "", "sessions.csv", 2)]
    [InlineData("NseEquity,2020-01-01,,09:15,15:30,,x\n\nNseEquity,2019-01-01,,09:15,15:30,,x\n", "", "sessions.csv", 4)]
    [InlineData("", "2024-01-26,NseEquity,Shut,,,,x,y\n", "session-exceptions.csv", 2)]
    [InlineData("", "2024-01-26,NseEquity,Closed,,09:15,15:30,x,y\n", "session-exceptions.csv", 2)]
    [InlineData("", "2024-01-26,NseEquity,Special,,,,x,y\n", "session-exceptions.csv", 2)]
    [InlineData("", "2024-01-26,NseEquity,Closed,,,,x,y\n2024-01-26,NseEquity,Closed,,,,x,y\n", "session-exceptions.csv", 3)]
    [InlineData("", "2024-01-26,NseEquity,Special,,10:00,12:00,x,y\n2024-01-26,NseEquity,Special,,11:00,13:00,x,y\n", "session-exceptions.csv", 3)]
    public void A_wrong_row_is_refused_with_file_and_line(string sessions, string exceptions, string file, int line)
    {
        if (line == 0)
        {
            Assert.NotNull(SessionCalendar.Parse(SessionsHeader + sessions, ExceptionsHeader + exceptions));
            return;
        }
        var error = Assert.Throws<CalendarFormatException>(() => SessionCalendar.Parse(SessionsHeader + sessions, ExceptionsHeader + exceptions));
        Assert.Equal((file, line), (error.File, error.Line));
    }

    [Fact]
    public void A_missing_column_is_named()
    {
        var error = Assert.Throws<CalendarFormatException>(() => SessionCalendar.Parse("segments,open\n", ExceptionsHeader));
        Assert.Contains("'effective_from'", error.Message, StringComparison.Ordinal);
    }

    private const string SessionsHeader = "segments,effective_from,pre_open,open,close,close_us_winter,source\n";
    private const string ExceptionsHeader = "date,segments,status,pre_open,open,close,name,source\n";

    private static string SquareOff(Segment segment, int year, int month, int day, bool closingAuction = false) =>
        Ist.TimeOf(ProjectCalendar.Instance.SessionsOn(segment, new DateOnly(year, month, day))[0].SquareOffOf(closingAuction))
            .ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
