using Astra.Core;
using Astra.Host;
using Astra.Markets;
using static Astra.Recordings.Tests.TestCalendar;

namespace Astra.Recordings.Tests;

/// <summary>Days whose times change while they run.</summary>
public class AmendedDayTests
{
    private const string Header = "date,segments,status,pre_open,open,close,announced_at,name,source\n";

    [Fact]
    public void An_extension_moves_square_off_and_close_from_its_announcement_on() => Assert.Equal(
        ["09:00 PreOpen 15:22-15:40", "09:15 Open 15:22-15:40", "14:40 Amended 16:42-17:00", "16:42 SquareOff 16:42-17:00", "17:00 Closed 16:42-17:00"],
        Story("2026-11-18,NseDerivatives,Special,09:00,09:15,17:00,2026-11-18T14:40,extended,x\n"));

    [Fact]
    public void An_extension_after_square_off_lets_positions_stay_until_the_new_one() => Assert.Equal(
        ["09:00 PreOpen 15:22-15:40", "09:15 Open 15:22-15:40", "15:22 SquareOff 15:22-15:40", "15:30 Amended 16:42-17:00", "16:42 SquareOff 16:42-17:00", "17:00 Closed 16:42-17:00"],
        Story("2026-11-18,NseDerivatives,Special,09:00,09:15,17:00,2026-11-18T15:30,extended,x\n"));

    [Fact]
    public void A_day_cut_short_squares_off_at_once_where_its_time_has_passed() => Assert.Equal(
        ["09:00 PreOpen 15:22-15:40", "09:15 Open 15:22-15:40", "11:50 Amended 11:50-12:00", "11:50 SquareOff 11:50-12:00", "12:00 Closed 11:50-12:00"],
        Story("2026-11-18,NseDerivatives,Special,09:00,09:15,12:00,2026-11-18T11:50,cut,x\n"));

    [Fact]
    public void A_day_that_is_stopped_ends_at_the_announcement_never_before_it()
    {
        string[] expected = ["09:00 PreOpen 15:22-15:40", "09:15 Open 15:22-15:40", "11:50 Amended 11:50-11:50", "11:50 Closed 11:50-11:50"];
        Assert.Equal(expected, Story("2026-11-18,NseDerivatives,Closed,,,,2026-11-18T11:50,halted,x\n"));
        Assert.Equal(expected, Story("2026-11-18,NseDerivatives,Special,,09:15,11:00,2026-11-18T11:50,halted,x\n"));
    }

    [Fact]
    public void An_outage_and_a_resumption_are_two_sessions() => Assert.Equal(
        [
            "09:00 PreOpen 15:22-15:40", "09:15 Open 15:22-15:40", "11:40 Amended 11:40-11:40", "11:40 Closed 11:40-11:40",
            "15:45 Open 16:42-17:00", "16:42 SquareOff 16:42-17:00", "17:00 Closed 16:42-17:00",
        ],
        Story("2026-11-18,NseDerivatives,Special,09:00,09:15,11:40,2026-11-18T11:40,outage,x\n"
            + "2026-11-18,NseDerivatives,Special,09:00,09:15,11:40,2026-11-18T15:20,outage,x\n"
            + "2026-11-18,NseDerivatives,Special,,15:45,17:00,2026-11-18T15:20,resumed,x\n"));

    [Fact]
    public void A_shut_market_that_is_extended_opens_again_from_the_announcement() => Assert.Equal(
        [
            "09:00 PreOpen 15:22-15:40", "09:15 Open 15:22-15:40", "15:22 SquareOff 15:22-15:40", "15:40 Closed 15:22-15:40",
            "15:50 Open 16:42-17:00", "16:42 SquareOff 16:42-17:00", "17:00 Closed 16:42-17:00",
        ],
        Story("2026-11-18,NseDerivatives,Special,09:00,09:15,17:00,2026-11-18T15:50,extended late,x\n"));

    [Fact]
    public void What_is_announced_before_the_day_begins_is_the_plan()
    {
        Assert.Empty(Story("2026-11-18,NseDerivatives,Closed,,,,2026-11-17T20:00,declared at night,x\n"));
        Assert.Empty(Story("2026-11-18,NseDerivatives,Closed,,,,2026-11-18T08:00,declared in the morning,x\n"));
        Assert.Equal(["09:00 PreOpen 15:22-15:40", "09:10 Closed 09:10-09:10"], Story("2026-11-18,NseDerivatives,Closed,,,,2026-11-18T09:10,declared in the pre-open,x\n"));
        Assert.Equal(
            ["09:00 PreOpen 15:22-15:40", "09:10 Amended 15:22-15:40", "10:00 Open 15:22-15:40", "15:22 SquareOff 15:22-15:40", "15:40 Closed 15:22-15:40"],
            Story("2026-11-18,NseDerivatives,Special,09:00,10:00,15:40,2026-11-18T09:10,late open,x\n"));
    }

    [Fact]
    public void A_holiday_that_is_called_off_opens()
    {
        var holiday = new DateOnly(2026, 11, 24);
        SessionCalendar calendar = Instance.With(Header + "2026-11-24,Currency,Regular,,,,2026-11-24T08:30:15,called off,x\n");
        List<InboundRecord> events = Drain(calendar, Segment.Currency, At(holiday, 0, 0), At(holiday, 23, 0));
        Assert.Equal(["09:00 Open 16:42-17:00", "16:42 SquareOff 16:42-17:00", "17:00 Closed 16:42-17:00"], Words(events));
        Assert.Equal(8 * 3600 + 1, events.Count(e => e.Header.Kind == InboundKind.Clock));
    }

    [Fact]
    public void An_amendment_that_changes_nothing_says_nothing_and_other_segments_go_on()
    {
        Assert.Equal(Story(""), Story("2026-11-18,NseDerivatives,Special,09:00,09:15,15:40,2026-11-18T12:00,as it was,x\n"));
        Assert.Equal(Story(""), Story("2026-11-18,Currency,Closed,,,,2026-11-18T12:00,currency only,x\n"));
    }

    [Theory]
    [InlineData(9, 5)]
    [InlineData(12, 0)]
    [InlineData(14, 40)]
    [InlineData(16, 50)]
    [InlineData(17, 0)]
    public void A_clock_that_starts_in_mid_day_goes_on_as_one_that_ran_from_midnight(int hour, int minute)
    {
        SessionCalendar calendar = Instance.With(Header + "2026-11-18,NseEquity+NseDerivatives,Special,09:00,09:15,17:00,2026-11-18T14:40,extended,x\n");
        List<InboundRecord> all = Drain(calendar, Segment.NseDerivatives, At(0, 0), At(23, 0));
        List<InboundRecord> rest = Drain(calendar, Segment.NseDerivatives, At(hour, minute), At(23, 0));
        Assert.Equal(all.Where(e => e.Header.ExchangeTime >= At(hour, minute)).Select(e => e.Canonical.ToArray()), rest.Select(e => e.Canonical.ToArray()));
    }

    [Fact]
    public void Time_never_goes_back_and_each_second_of_the_session_ticks_once()
    {
        SessionCalendar calendar = Instance.With(Header + "2026-11-18,NseDerivatives,Special,09:00,09:15,17:00,2026-11-18T15:50:20,extended late,x\n");
        List<InboundRecord> events = Drain(calendar, Segment.NseDerivatives, At(0, 0), At(23, 0));
        Assert.All(events.Zip(events.Skip(1)), p => Assert.True(p.First.Header.ExchangeTime <= p.Second.Header.ExchangeTime));
        Timestamp[] ticks = [.. events.Where(e => e.Header.Kind == InboundKind.Clock).Select(e => e.Header.ExchangeTime)];
        Assert.Equal(ticks.Length, ticks.Distinct().Count());
        Assert.Equal(69 * 60 + 40 + 1, ticks.Count(t => t >= At(15, 50, 20)));
    }

    [Fact]
    public void The_auction_moves_with_the_day()
    {
        SessionCalendar calendar = Instance.With("date,segments,status,pre_open,open,close,auction_close,announced_at,name,source\n"
            + "2026-11-18,NseEquity,Special,09:00,09:15,16:30,16:15,2026-11-18T14:40,extended,x\n");
        InboundRecord amended = Drain(calendar, Segment.NseEquity, At(0, 0), At(23, 0)).Single(e => e.Session.Phase == SessionPhase.Amended && e.Header.Kind == InboundKind.AuctionSession);
        Assert.Equal((At(16, 30), At(16, 12), At(16, 15), At(16, 7)), (amended.Session.Close, amended.Session.SquareOff, amended.Session.AuctionClose, amended.Session.AuctionSquareOff));
    }

    [Fact]
    public void A_day_that_the_calendar_does_not_cover_is_refused_at_its_start_and_when_it_is_reached()
    {
        var newYear = new DateOnly(2027, 1, 1);
        Assert.Throws<CalendarCoverageException>(() => new DayClock(Instance, [Segment.NseEquity], At(newYear, 0, 0)));
        var clock = new DayClock(Instance, [Segment.NseEquity], At(newYear.AddDays(-1), 16, 30));
        Assert.False(clock.TryNext(At(newYear.AddDays(-1), 23, 59), out _));
        Assert.Contains("2027-01-01", Assert.Throws<CalendarCoverageException>(() => clock.TryNext(At(newYear, 9, 0), out _)).Message, StringComparison.Ordinal);
    }

    private static string[] Story(string rows) => [.. Words(Drain(Instance.With(Header + rows), Segment.NseDerivatives, At(0, 0), At(23, 59)))];

    private static IEnumerable<string> Words(IEnumerable<InboundRecord> events) => events
        .Where(e => e.Header.Kind is InboundKind.Session or InboundKind.AuctionSession)
        .Select(e => $"{Ist.TimeOf(e.Header.ExchangeTime):HH:mm} {e.Session.Phase} {Ist.TimeOf(e.Session.SquareOff):HH:mm}-{Ist.TimeOf(e.Session.Close):HH:mm}");

    private static List<InboundRecord> Drain(SessionCalendar calendar, Segment segment, Timestamp start, Timestamp until)
    {
        var clock = new DayClock(calendar, [segment], start);
        var events = new List<InboundRecord>();
        while (clock.TryNext(until, out InboundRecord e)) events.Add(e);
        return events;
    }
}
