namespace Astra.Markets.Tests;

/// <summary>The rules against expiries that were really listed.</summary>
public class ListedExpiriesTests
{
    private static readonly ExpiryCalendar Expiries = ExpiryCalendar.Parse(ProjectCalendar.Read("expiries.csv"), ProjectCalendar.Instance);

    /// <summary>
    /// What exchanges had listed under a rule that was changed later: in January 2025 the long NIFTY contracts still stood on last Thursdays
    /// after August 2025, and BANKNIFTY's on last Wednesdays. The exchange moved them; the rules here speak of where they ended.
    /// </summary>
    [Fact]
    public void Every_listed_expiry_of_the_daily_files_is_the_rules_day_or_that_of_the_rule_before()
    {
        var listed = SharedData.Rows("options/index_fo_daily_2025-01-01_2026-02-16.csv.gz")
            .Select(r => (Underlying: r[1], Seen: r[0][..4], Day: DateOnly.ParseExact(r[4], "yyyy-MM-dd"))).Distinct().ToArray();
        Assert.True(listed.Length > 50, "the file holds fewer expiries than it used to");
        int byRule = 0;
        foreach ((string underlying, string seen, DateOnly day) in listed)
        {
            if (Expiries.IsExpiry(underlying, day))
            {
                byRule++;
                continue;
            }
            bool olderRule = seen == "2025"
                && ((underlying == "BANKNIFTY" && IsLast(day, DayOfWeek.Wednesday)) || (day >= new DateOnly(2025, 9, 1) && IsLast(day, DayOfWeek.Thursday)));
            // Christmas of 2029, which the calendar does not know, pulls that December's contract by a day.
            bool unknownHoliday = !ProjectCalendar.Instance.Covers(Segment.NseDerivatives, day) && Expiries.IsExpiry(underlying, day.AddDays(1));
            Assert.True(olderRule || unknownHoliday, $"{underlying} {day:yyyy-MM-dd}, listed in {seen}, is no expiry by the rules");
        }
        Assert.True(byRule >= 40, $"only {byRule} of {listed.Length} expiries are the rules' own");
    }

    [Fact]
    public void Every_derivative_listed_in_October_2025_ends_by_the_rules()
    {
        int seen = 0;
        foreach (string[] row in SharedData.PlainRows("masters/shoonya_NFO_symbols_2025-10.txt"))
        {
            Assert.True(Expiries.IsExpiry(row[3], Master(row[5])), $"{row[3]} {row[5]} is no expiry by the rules");
            seen++;
        }
        Assert.True(seen > 300);
    }

    /// <summary>The list was made before the holidays of 2024 were: Good Friday later moved March's contract from the 27th to the 26th.</summary>
    [Fact]
    public void The_currency_months_listed_at_the_end_of_2023_end_by_the_rule()
    {
        DateOnly[] listed = [.. SharedData.PlainRows("masters/shoonya_CDS_symbols_2024-01.txt").Where(r => r[5] == "USDINR" && r[8] == "FUTCUR").Select(r => Master(r[7]))];
        foreach (Expiry expiry in Expiries.ExpiriesBetween("USDINR", new DateOnly(2023, 11, 1), new DateOnly(2024, 9, 30)))
            Assert.Contains(expiry.Day == new DateOnly(2024, 3, 26) ? new DateOnly(2024, 3, 27) : expiry.Day, listed);
    }

    private static DateOnly Master(string text) => DateOnly.ParseExact(text, "dd-MMM-yyyy", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The last such weekday of its month, or the day before it where Christmas is that weekday.</summary>
    private static bool IsLast(DateOnly day, DayOfWeek weekday)
    {
        DateOnly due = day is { Month: 12, Day: 24 } && weekday == DayOfWeek.Thursday ? day.AddDays(1) : day;
        return due.DayOfWeek == weekday && due.AddDays(7).Month != due.Month;
    }
}
