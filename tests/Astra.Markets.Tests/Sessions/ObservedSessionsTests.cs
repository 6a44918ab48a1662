namespace Astra.Markets.Tests;

public class ObservedSessionsTests
{
    [Fact]
    public void The_calendar_agrees_with_every_day_observed_in_2021_and_2022()
    {
        foreach (string[] row in SharedData.Rows("events/nse_sessions_observed_2021_2022.csv.gz"))
        {
            DateOnly day = DateOnly.ParseExact(row[0], "yyyy-MM-dd");
            IReadOnlyList<TradingSession> sessions = ProjectCalendar.Instance.SessionsOn(Segment.NseEquity, day);
            if (row[1] is "weekend" or "closed_weekday")
            {
                Assert.True(sessions.Count == 0, $"{row[0]} is {row[1]}, the calendar is open");
                continue;
            }
            Assert.True(sessions.Count > 0, $"{row[0]} is {row[1]}, the calendar is shut");
            Timestamp lastBar = Ist.At(day, TimeOnly.ParseExact(row[3], "HH:mm"));
            Assert.Equal(Ist.At(day, TimeOnly.ParseExact(row[2], "HH:mm")), sessions[0].Open);
            Assert.Equal(lastBar + Timestamp.NanosPerMinute, sessions[^1].Close);
        }
    }
}
