namespace Astra.Markets.Tests;

public class CommodityCloseTests
{
    [Fact]
    public void The_evening_close_follows_New_York_on_every_day_from_2020_to_2030()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById("America/New_York", out TimeZoneInfo? newYork))
            Assert.Skip("this machine has no zone database, so there is nothing to compare the close with");
        int compared = 0;
        for (var day = new DateOnly(2020, 1, 1); day.Year <= 2030; day = day.AddDays(1))
        {
            foreach (TradingSession session in ProjectCalendar.Instance.SessionsOn(Segment.Commodity, day))
            {
                if (session.Kind is not (SessionKind.Regular or SessionKind.Evening)) continue;
                bool summer = newYork.IsDaylightSavingTime(new DateTime(day, new TimeOnly(17, 0), DateTimeKind.Utc));
                Assert.Equal(Ist.At(day, summer ? new TimeOnly(23, 30) : new TimeOnly(23, 55)), session.Close);
                compared++;
            }
        }
        Assert.InRange(compared, 2_750, 2_870);
    }
}
