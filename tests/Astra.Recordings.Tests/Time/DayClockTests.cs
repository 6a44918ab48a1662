using Astra.Core;
using Astra.Host;
using Astra.Markets;
using static Astra.Recordings.Tests.TestCalendar;

namespace Astra.Recordings.Tests;

public class DayClockTests
{
    [Fact]
    public void A_day_opens_squares_off_and_closes_each_segment_in_order_of_time()
    {
        List<InboundRecord> events = Drain([Segment.Commodity, Segment.NseEquity, Segment.NseDerivatives], At(0, 0), At(23, 59));
        string[] phases = [.. events.Where(IsSession)
            .Select(e => $"{Ist.TimeOf(e.Header.ExchangeTime):HH:mm} {e.Session.Segment} {e.Session.Phase}")];
        Assert.Equal(
        [
            "09:00 NseEquity PreOpen", "09:00 NseDerivatives PreOpen", "09:00 Commodity Open",
            "09:15 NseEquity Open", "09:15 NseDerivatives Open",
            "15:12 NseEquity SquareOff", "15:22 NseDerivatives SquareOff",
            "15:30 NseEquity Closed", "15:40 NseDerivatives Closed",
            "23:32 Commodity SquareOff", "23:55 Commodity Closed",
        ], phases);
    }

    [Fact]
    public void Session_changes_carry_the_times_of_their_session()
    {
        InboundRecord open = Drain([Segment.NseEquity], At(0, 0), At(23, 59)).First(e => e.Session.Phase == SessionPhase.Open);
        Assert.Equal((At(9, 15), At(15, 30), At(15, 12)), (open.Session.Open, open.Session.Close, open.Session.SquareOff));
        Assert.Equal((InboundKind.AuctionSession, At(15, 15), At(15, 7)), (open.Header.Kind, open.Session.AuctionClose, open.Session.AuctionSquareOff));
        Assert.Equal(Ist.DayOf(At(12, 0)), open.Session.Day);
        Assert.Equal((InboundSource.Feed, -1, open.Header.ExchangeTime), (open.Header.Source, open.Header.Instrument, open.Header.ArrivalTime));
    }

    [Fact]
    public void The_clock_ticks_every_second_from_open_to_close_and_every_minute_around_it()
    {
        Timestamp[] ticks = Ticks(Drain([Segment.NseEquity], At(0, 0), At(23, 59)));
        Assert.Equal(At(9, 0), ticks[0]);
        Assert.Equal(At(15, 30), ticks[^1]);
        Assert.Equal(15, ticks.Count(t => t < At(9, 15)));
        Assert.Equal(375 * 60 + 1, ticks.Count(t => t >= At(9, 15)));
        Assert.All(ticks.Zip(ticks.Skip(1)), pair => Assert.True(pair.First < pair.Second));
    }

    [Fact]
    public void The_pause_between_two_sessions_of_a_day_goes_by_minutes()
    {
        var drill = new DateOnly(2024, 3, 2);
        Timestamp[] ticks = Ticks(Drain([Segment.NseEquity], At(drill, 0, 0), At(drill, 23, 59)));
        Assert.Equal(89, ticks.Count(t => t > At(drill, 10, 0) && t < At(drill, 11, 30)));
        Assert.Equal(45 * 60 + 1, ticks.Count(t => t >= At(drill, 9, 15) && t <= At(drill, 10, 0)));
    }

    [Fact]
    public void A_minute_cadence_ticks_on_the_minute()
    {
        Timestamp[] ticks = Ticks(Drain([Segment.NseEquity], At(0, 0), At(23, 59), ClockCadence.Minute));
        Assert.Equal(15 + 376, ticks.Length);
        Assert.All(ticks, t => Assert.Equal(t, t.FloorTo(Timestamp.NanosPerMinute)));
    }

    [Fact]
    public void At_one_instant_what_ends_goes_before_what_begins_and_both_before_the_clock()
    {
        // A holiday's evening: currency shuts at 17:00 and commodity opens.
        SessionCalendar calendar = SessionCalendar.Parse(
            "segments,effective_from,pre_open,open,close,close_us_winter,source\n"
            + "Currency+Commodity,2020-01-01,,09:00,17:00,,x\n",
            "date,segments,status,pre_open,open,close,name,source\n2026-11-18,Commodity,Special,,17:00,23:00,x,y\n");
        var clock = new DayClock(calendar, [Segment.Currency, Segment.Commodity], At(0, 0));
        var events = new List<InboundRecord>();
        while (clock.TryNext(At(17, 0), out InboundRecord e)) events.Add(e);
        Assert.Equal([InboundKind.Session, InboundKind.Session, InboundKind.Clock], events[^3..].Select(e => e.Header.Kind));
        Assert.Equal([SessionPhase.Closed, SessionPhase.Open], events[^3..^1].Select(e => e.Session.Phase));
    }

    [Fact]
    public void Nights_and_weekends_are_stepped_over()
    {
        var friday = new DateOnly(2026, 11, 20);
        List<InboundRecord> events = Drain([Segment.Currency], At(friday, 17, 1), At(friday.AddDays(3), 9, 0));
        Assert.Equal([InboundKind.Session, InboundKind.Clock], events.Select(e => e.Header.Kind));
        Assert.All(events, e => Assert.Equal(At(friday.AddDays(3), 9, 0), e.Header.ExchangeTime));
    }

    [Fact]
    public void A_start_in_mid_session_leaves_out_what_lies_before_it()
    {
        List<InboundRecord> events = Drain([Segment.NseEquity], At(12, 0) + 1, At(12, 0, 2));
        Assert.Equal([At(12, 0, 1), At(12, 0, 2)], events.Select(e => e.Header.ExchangeTime));
    }

    [Fact]
    public void Asking_often_or_once_gives_the_same_events()
    {
        Segment[] segments = [Segment.NseEquity, Segment.Currency];
        List<InboundRecord> once = Drain(segments, At(0, 0), At(23, 59));
        var clock = new DayClock(Instance, segments, At(0, 0));
        var often = new List<InboundRecord>();
        for (Timestamp at = At(0, 0); at <= At(23, 59); at += 333 * Timestamp.NanosPerMillisecond)
            while (clock.TryNext(at, out InboundRecord e)) often.Add(e);
        Assert.Equal(once.Select(e => e.Canonical.ToArray()), often.Select(e => e.Canonical.ToArray()));
    }

    private static bool IsSession(InboundRecord e) => e.Header.Kind is InboundKind.Session or InboundKind.AuctionSession;

    [Fact]
    public void A_time_that_is_over_goes_by_minutes_and_misses_no_session_change()
    {
        Timestamp now = At(11, 0) + 20 * Timestamp.NanosPerSecond;
        var clock = new DayClock(Instance, [Segment.NseEquity, Segment.Commodity], At(0, 0));
        clock.HurryTo(now);
        var events = new List<InboundRecord>();
        while (clock.TryNext(now + 10 * Timestamp.NanosPerSecond, out InboundRecord e)) events.Add(e);

        Timestamp[] ticks = Ticks(events);
        Assert.Equal(121, ticks.Count(t => t <= At(11, 0)));
        Assert.Equal(30, ticks.Count(t => t > At(11, 0)));
        Assert.Equal(ticks.Distinct().Order(), ticks);
        List<InboundRecord> slow = Drain([Segment.NseEquity, Segment.Commodity], At(0, 0), At(11, 0));
        Assert.Equal(slow.Where(IsSession).Select(e => (e.Header.ExchangeTime, e.Session.Phase)), events.Where(IsSession).Select(e => (e.Header.ExchangeTime, e.Session.Phase)));
    }

    private static Timestamp[] Ticks(IEnumerable<InboundRecord> events) =>
        [.. events.Where(e => e.Header.Kind == InboundKind.Clock).Select(e => e.Header.ExchangeTime)];

    private static List<InboundRecord> Drain(Segment[] segments, Timestamp start, Timestamp until, ClockCadence cadence = ClockCadence.Second)
    {
        var clock = new DayClock(Instance, segments, start, cadence);
        var events = new List<InboundRecord>();
        while (clock.TryNext(until, out InboundRecord e)) events.Add(e);
        return events;
    }
}
