namespace Astra.Markets.Tests;

public class CoverageTests
{
    [Theory]
    [InlineData("2015-12-31", false)]
    [InlineData("2016-01-01", true)]
    [InlineData("2026-12-31", true)]
    [InlineData("2027-01-01", false)]
    public void The_calendar_knows_which_years_it_knows(string day, bool covered)
    {
        DateOnly date = DateOnly.ParseExact(day, "yyyy-MM-dd");
        foreach (Segment segment in Enum.GetValues<Segment>().Where(s => s != Segment.None))
        {
            Assert.Equal(covered, ProjectCalendar.Instance.Covers(segment, date));
            if (covered) ProjectCalendar.Instance.Require([segment], date);
            else Assert.Throws<CalendarCoverageException>(() => ProjectCalendar.Instance.Require([segment], date));
        }
    }

    [Fact]
    public void The_refusal_names_segment_day_span_and_remedy()
    {
        var error = Assert.Throws<CalendarCoverageException>(() => ProjectCalendar.Instance.Require([Segment.Currency], new DateOnly(2028, 3, 1)));
        foreach (string part in (string[])["Currency", "2028-03-01", "2016-01-01 to 2026-12-31", "session-exceptions.csv", "session-coverage.csv"])
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_year_that_is_covered_has_the_holidays_that_never_move()
    {
        for (int year = 2016; year <= 2026; year++)
        {
            foreach (DateOnly day in (DateOnly[])[new(year, 1, 26), new(year, 8, 15), new(year, 10, 2)])
                Assert.Empty(ProjectCalendar.Instance.SessionsOn(Segment.NseEquity, day));
        }
    }

    [Theory]
    [InlineData("Currency,2020-01-01,2019-12-31,x\n", 2)]
    [InlineData("Currency,2020-01-01,2020-12-31,x\nCurrency,2021-01-01,2021-12-31,x\n", 3)]
    public void A_wrong_row_is_refused(string rows, int line)
    {
        var error = Assert.Throws<CalendarFormatException>(() => SessionCalendar.Parse(new CalendarTexts
        {
            Sessions = ProjectCalendar.Read("sessions.csv"),
            Exceptions = ProjectCalendar.Read("session-exceptions.csv"),
            Coverage = "segments,from,to,source\n" + rows,
        }));
        Assert.Equal(("session-coverage.csv", line), (error.File, error.Line));
    }
}
