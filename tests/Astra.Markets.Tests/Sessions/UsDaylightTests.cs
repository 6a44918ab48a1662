namespace Astra.Markets.Tests;

public class UsDaylightTests
{
    [Fact]
    public void The_rule_equals_the_zone_database_at_17_UTC_of_every_day_for_fifty_years()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById("America/New_York", out TimeZoneInfo? newYork))
            Assert.Skip("this machine has no zone database, so there is nothing to compare the rule with");
        for (DateTime at = new(2007, 1, 1, 17, 0, 0, DateTimeKind.Utc); at.Year < 2057; at = at.AddDays(1))
            Assert.Equal(newYork.IsDaylightSavingTime(at), UsDaylight.IsOn(DateOnly.FromDateTime(at)));
    }

    [Fact]
    public void The_Sunday_of_the_change_has_the_new_time()
    {
        Assert.True(UsDaylight.IsOn(new DateOnly(2026, 3, 8)));
        Assert.False(UsDaylight.IsOn(new DateOnly(2026, 3, 7)));
        Assert.True(UsDaylight.IsOn(new DateOnly(2026, 10, 31)));
        Assert.False(UsDaylight.IsOn(new DateOnly(2026, 11, 1)));
    }
}
