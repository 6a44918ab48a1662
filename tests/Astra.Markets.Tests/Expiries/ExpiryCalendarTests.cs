namespace Astra.Markets.Tests;

public class ExpiryCalendarTests
{
    private static readonly ExpiryCalendar Expiries = ExpiryCalendar.Parse(ProjectCalendar.Read("expiries.csv"), ProjectCalendar.Instance);

    [Theory]
    [InlineData("NIFTY", "2025-10-20", "2025-10-21")]
    [InlineData("NIFTY", "2026-03-02", "2026-03-03")]
    [InlineData("NIFTY", "2026-03-30", "2026-03-31")]
    [InlineData("NIFTY", "2026-04-13", "2026-04-14")]
    [InlineData("NIFTY", "2026-10-19", "2026-10-20")]
    [InlineData("NIFTY", "2026-11-09", "2026-11-10")]
    [InlineData("NIFTY", "2026-11-23", "2026-11-24")]
    [InlineData("SENSEX", "2025-10-01", "2025-10-02")]
    [InlineData("SENSEX", "2025-12-24", "2025-12-25")]
    [InlineData("SENSEX", "2026-01-14", "2026-01-15")]
    [InlineData("SENSEX", "2026-03-25", "2026-03-26")]
    [InlineData("SENSEX", "2026-05-27", "2026-05-28")]
    [InlineData("MIDCPNIFTY", "2024-01-20", "2024-01-22")] // to the Saturday that replaced that Monday
    [InlineData("MIDCPNIFTY", "2024-05-17", "2024-05-20")] // past the drill Saturday: nothing expires in a drill
    [InlineData("USDINR", "2026-03-25", "2026-03-25")]
    public void A_holiday_pulls_an_expiry_to_the_trading_day_before(string underlying, string day, string due)
    {
        Expiry expiry = Assert.Single(Expiries.ExpiriesBetween(underlying, Date(day), Date(day)));
        Assert.Equal(Date(due), expiry.Due);
        Assert.True(Expiries.IsExpiry(underlying, Date(day)));
        if (day != due) Assert.False(Expiries.IsExpiry(underlying, Date(due)));
    }

    [Fact]
    public void Since_September_2025_only_the_listed_holidays_pull_the_weeklies()
    {
        string[] nifty = ["2025-10-20", "2026-03-02", "2026-03-30", "2026-04-13", "2026-10-19", "2026-11-09", "2026-11-23"];
        string[] sensex = ["2025-10-01", "2025-12-24", "2026-01-14", "2026-03-25", "2026-05-27"];
        Assert.Equal(nifty, Pulled("NIFTY"));
        Assert.Equal(sensex, Pulled("SENSEX"));

        string[] Pulled(string underlying) =>
            [.. Expiries.ExpiriesBetween(underlying, Date("2025-09-01"), Date("2026-12-31")).Where(e => e.Day != e.Due).Select(e => Text(e.Day))];
    }

    [Theory]
    [InlineData("NIFTY", "2025-08-18", "2025-09-16", "2025-08-21w 2025-08-28m 2025-09-02w 2025-09-09w 2025-09-16w")]
    [InlineData("SENSEX", "2025-08-18", "2025-09-16", "2025-08-19w 2025-08-26m 2025-09-04w 2025-09-11w")]
    [InlineData("SENSEX", "2024-12-13", "2025-01-31", "2024-12-13w 2024-12-20w 2024-12-27m 2025-01-07w 2025-01-14w 2025-01-21w 2025-01-28m")]
    [InlineData("BANKNIFTY", "2024-10-21", "2024-12-31", "2024-10-23w 2024-10-30m 2024-11-06w 2024-11-13w 2024-11-27m 2024-12-24m")]
    [InlineData("BANKNIFTY", "2025-08-01", "2025-10-31", "2025-08-28m 2025-09-30m 2025-10-28m")]
    [InlineData("RELIANCE", "2025-07-01", "2025-10-31", "2025-07-31m 2025-08-28m 2025-09-30m 2025-10-28m")]
    [InlineData("SENSEX50", "2025-08-01", "2025-10-31", "2025-08-26m 2025-09-25m 2025-10-30m")]
    [InlineData("BANKEX", "2025-08-01", "2025-10-31", "2025-08-26m 2025-09-25m 2025-10-30m")]
    [InlineData("FINNIFTY", "2024-11-01", "2024-12-31", "2024-11-05w 2024-11-12w 2024-11-19w 2024-11-26m 2024-12-31m")]
    public void Rules_change_with_their_dates(string underlying, string from, string to, string expected) =>
        Assert.Equal(expected, string.Join(' ', Expiries.ExpiriesBetween(underlying, Date(from), Date(to)).Select(e => Text(e.Day) + (e.Cycle == ExpiryCycle.Weekly ? "w" : "m"))));

    [Fact]
    public void Names_with_rows_of_their_own_are_told_from_the_others()
    {
        foreach (string name in (string[])["NIFTY", "SENSEX50", "JPYINR"]) Assert.True(Expiries.Names(name));
        foreach (string name in (string[])["RELIANCE", "CRUDEOIL", "FOO", "", "*"]) Assert.False(Expiries.Names(name));
        Assert.Equal(Segment.BseDerivatives, Expiries.SegmentOf("SENSEX50"));
    }

    [Fact]
    public void One_weekly_per_exchange_since_November_2024()
    {
        foreach (string name in (string[])["BANKNIFTY", "FINNIFTY", "MIDCPNIFTY", "BANKEX"])
        {
            Assert.Null(Expiries.Next(name, ExpiryCycle.Weekly, Date("2025-03-03")));
            Assert.NotNull(Expiries.Next(name, ExpiryCycle.Monthly, Date("2025-03-03")));
        }
        Assert.Equal(Date("2024-11-13"), Expiries.ExpiriesBetween("BANKNIFTY", Date("2024-01-01"), Date("2026-12-31")).Last(e => e.Cycle == ExpiryCycle.Weekly).Day);
        Assert.NotNull(Expiries.Next("NIFTY", ExpiryCycle.Weekly, Date("2025-03-03")));
        Assert.NotNull(Expiries.Next("SENSEX", ExpiryCycle.Weekly, Date("2025-03-03")));
    }

    [Fact]
    public void The_next_weekly_of_a_months_last_week_is_the_monthly()
    {
        Assert.Equal(Date("2026-11-23"), Expiries.Next("NIFTY", ExpiryCycle.Weekly, Date("2026-11-18"))!.Value.Day);
        Assert.Equal(Date("2026-11-23"), Expiries.Next("NIFTY", ExpiryCycle.Weekly, Date("2026-11-23"))!.Value.Day);
        Assert.Equal(Date("2026-12-01"), Expiries.Next("NIFTY", ExpiryCycle.Weekly, Date("2026-11-24"))!.Value.Day);
        Assert.Equal(Date("2026-12-29"), Expiries.Next("NIFTY", ExpiryCycle.Monthly, Date("2026-11-24"))!.Value.Day);
    }

    [Fact]
    public void Currency_ends_two_working_days_before_the_months_last_at_half_past_twelve()
    {
        IReadOnlyList<Expiry> year = Expiries.ExpiriesBetween("USDINR", Date("2026-01-01"), Date("2026-12-31"));
        Assert.Equal(12, year.Count);
        Assert.All(year, e => Assert.Equal(new TimeOnly(12, 30), e.LastTime));
        Assert.Equal("2026-11-26", Text(year[10].Day)); // the 30th is the last, the 27th the one before
        Assert.Equal("2024-01-29", Text(Expiries.Next("USDINR", ExpiryCycle.Monthly, Date("2024-01-04"))!.Value.Day));
    }

    [Fact]
    public void Every_expiry_is_a_trading_day_and_what_lies_outside_the_calendar_says_so()
    {
        foreach (string name in (string[])[.. Expiries.Underlyings, "RELIANCE"])
        {
            foreach (Expiry e in Expiries.ExpiriesBetween(name, Date("2024-01-01"), Date("2027-06-30")))
            {
                Assert.True(ProjectCalendar.Instance.IsTradingDay(e.Segment, e.Day));
                Assert.Equal(e.Due.Year > 2026, e.Provisional);
            }
        }
    }

    [Fact]
    public void A_holiday_declared_late_moves_the_expiry()
    {
        SessionCalendar amended = ProjectCalendar.Instance.With("date,segments,status,pre_open,open,close,name,source\n2026-12-01,NseDerivatives,Closed,,,,election,test\n");
        Assert.Equal(Date("2026-11-30"), ExpiryCalendar.Parse(ProjectCalendar.Read("expiries.csv"), amended).Next("NIFTY", ExpiryCycle.Weekly, Date("2026-11-24"))!.Value.Day);
    }

    [Theory]
    [InlineData("NseDerivatives,NIFTY,Weekly,last Tuesday,,2025-01-01,x\n", 2)]
    [InlineData("NseDerivatives,NIFTY,Monthly,Tuesday,,2025-01-01,x\n", 2)]
    [InlineData("NseDerivatives,NIFTY,Weekly,Saturday,,2025-01-01,x\n", 2)]
    [InlineData("NseDerivatives,NIFTY,Daily,Tuesday,,2025-01-01,x\n", 2)]
    [InlineData("NseDerivatives,,Weekly,Tuesday,,2025-01-01,x\n", 2)]
    [InlineData("NseDerivatives,NIFTY,Weekly,Tuesday,,2025-01-01,x\nNseDerivatives,NIFTY,Weekly,Monday,,2025-01-01,x\n", 3)]
    public void A_wrong_row_is_refused_with_its_line(string rows, int line)
    {
        var error = Assert.Throws<CalendarFormatException>(() => ExpiryCalendar.Parse("segment,underlyings,cycle,rule,last_time,effective_from,source\n" + rows, ProjectCalendar.Instance));
        Assert.Equal(("expiries.csv", line), (error.File, error.Line));
    }

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    private static string Text(DateOnly day) => $"{day:yyyy-MM-dd}";
}
