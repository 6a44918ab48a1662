using Astra.Core;
using Astra.Markets;

namespace Astra.Live.Tests.Feeds;

public class LiveClockTests
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Way = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData(0, 9, 14, 50)]
    [InlineData(5, 9, 14, 50)]
    [InlineData(-5, 9, 14, 50)]
    [InlineData(5, 11, 0, 50)]
    [InlineData(-5, 11, 0, 50)]
    [InlineData(5, 11, 0, 56)]
    [InlineData(-5, 15, 28, 50)]
    [InlineData(5, 15, 28, 50)]
    public void No_tick_is_lost_when_this_machines_clock_is_off(int skew, int hour, int minute, int second)
    {
        Timestamp start = Market.At(hour, minute, second);
        ClockBench bench = new(start, skew);
        if (hour == 9) bench.Step(TimeSpan.FromSeconds(10.15));
        bench.Run(start + 3 * Timestamp.NanosPerMinute, Often, Way);

        CoreBehind core = bench.Core();
        bool closes = hour == 15;
        long expected = closes ? bench.Port.Of(InboundKind.Touchline).Count(r => r.Header.ExchangeTime < Market.At(15, 30)) : bench.Sent;
        Assert.True(expected > 1_000, $"{expected} ticks prove nothing");
        Assert.Equal(0, core.Core.Quarantined(Reason.LateTick));
        Assert.Equal(expected, core.Core.Totals.Ticks);
        Assert.InRange(core.Minutes.Count, 3, 12);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public void A_clock_that_is_off_is_told_once(int skew)
    {
        ClockBench bench = new(Market.At(11, 0), skew);
        bench.Run(Market.At(11, 8), Often, Way);
        long ahead = Assert.Single(bench.Skews);
        Assert.InRange(ahead / 1e9, skew - 0.5, skew + 1.5);
    }

    [Fact]
    public void A_clock_that_is_right_is_not_told()
    {
        ClockBench bench = new(Market.At(11, 0), 0.3);
        bench.Run(Market.At(11, 3), TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(700));
        Assert.Empty(bench.Skews);
    }

    [Fact]
    public void The_first_tick_of_the_day_pulls_the_opening_ahead_of_itself()
    {
        ClockBench bench = new(Market.At(9, 14, 58));
        bench.Step(TimeSpan.FromSeconds(1.9));
        Assert.Empty(bench.Stamps(SessionPhase.Open));

        bench.Send(0, Market.At(9, 15));
        IReadOnlyList<InboundRecord> records = bench.Port.Records;
        Assert.Equal(InboundKind.Touchline, records[^1].Header.Kind);
        Assert.Equal(SessionPhase.Open, records[^2].Session.Phase);
        // The clock's own tick at the opening keeps its grace: other segments' ticks of the last second are under way.
        Assert.DoesNotContain(bench.Port.Of(InboundKind.Clock), r => r.Header.ExchangeTime >= Market.At(9, 15));
        Assert.Equal(0, bench.Core().Lost);

        bench.Step(TimeSpan.FromSeconds(5));
        Assert.Single(bench.Stamps(SessionPhase.Open));
        Assert.Single(bench.Port.Of(InboundKind.Clock), r => r.Header.ExchangeTime == Market.At(9, 15));
    }

    [Fact]
    public void A_stamp_far_ahead_opens_nothing()
    {
        ClockBench bench = new(Market.At(9, 14, 0));
        bench.Step(TimeSpan.FromSeconds(1));
        bench.Send(0, Market.At(9, 15, 0));
        bench.Send(1, Market.At(9, 15, 1));
        Assert.Empty(bench.Stamps(SessionPhase.Open));
    }

    [Fact]
    public void Openings_come_on_time_and_everything_else_after_its_grace()
    {
        ClockBench bench = new(Market.At(9, 14, 58));
        bench.Step(TimeSpan.FromSeconds(2));
        Assert.Equal(Market.At(9, 15), Assert.Single(bench.Stamps(SessionPhase.Open)));
        Assert.Equal(Market.At(9, 14), bench.Port.Of(InboundKind.Clock)[^1].Header.ExchangeTime);
        bench.Step(TimeSpan.FromSeconds(1));
        Assert.Equal(Market.At(9, 15), bench.Port.Of(InboundKind.Clock)[^1].Header.ExchangeTime);

        ClockBench close = new(Market.At(15, 29, 58), resumedAt: Market.At(15, 29, 50));
        close.Step(TimeSpan.FromSeconds(2.9));
        Assert.Empty(close.Stamps(SessionPhase.Closed));
        close.Step(TimeSpan.FromSeconds(0.1));
        Assert.Equal(Market.At(15, 30), Assert.Single(close.Stamps(SessionPhase.Closed)));
    }

    [Fact]
    public void One_wrong_stamp_does_not_move_the_clock()
    {
        ClockBench bench = new(Market.At(11, 0));
        bench.Run(Market.At(11, 0, 20), Often, Way);
        bench.Send(0, Market.At(11, 1, 15));
        bench.Run(Market.At(11, 2), Often, Way);
        CoreBehind core = bench.Core();
        Assert.Equal(1, core.Core.Quarantined(Reason.FutureTick));
        Assert.Equal(0, core.Core.Quarantined(Reason.LateTick));
        Assert.True(bench.Clock.Published <= bench.Exchange, "the clock ran ahead of the exchange");
        Assert.Empty(bench.Skews);
    }

    [Theory]
    [InlineData(21, 30)]
    [InlineData(3, 0)]
    public void A_simulated_day_is_traded_whatever_the_hour(int hour, int minute)
    {
        DateOnly day = Market.Day;
        ClockBench bench = new(Market.At(hour, minute));
        bench.Step(TimeSpan.FromSeconds(5));
        Assert.Empty(bench.Stamps(SessionPhase.Open));

        Timestamp simulated = Market.At(day, 9, 15);
        int sent = 0;
        // A day in a hurry: half a minute of it in each second, but in the first minutes second by second.
        while (simulated < Market.At(day, 15, 30))
        {
            for (int i = 0; i < 3; i++, sent++) bench.Send(i, simulated);
            simulated += simulated < Market.At(day, 9, 20) ? Timestamp.NanosPerSecond : 30 * Timestamp.NanosPerSecond;
            bench.Step(TimeSpan.FromMilliseconds(100));
        }
        // In the morning a few ticks have to agree before another hour is believed.
        int doubted = hour < 9 ? 2 : 0;
        Assert.Equal(sent - doubted, bench.Core().Core.Totals.Ticks);
        Assert.Single(bench.Stamps(SessionPhase.Open));
        Assert.Empty(bench.Stamps(SessionPhase.Closed));

        bench.Step(TimeSpan.FromSeconds(61));
        Assert.Equal(hour < 9 ? 0 : 1, bench.Stamps(SessionPhase.Closed).Length);
    }

    [Fact]
    public void At_night_without_ticks_the_clock_goes_by_the_wall_after_a_minute()
    {
        ClockBench bench = new(Market.At(20, 0));
        bench.Step(TimeSpan.FromSeconds(59));
        Assert.Empty(bench.Port.Records);
        bench.Step(TimeSpan.FromSeconds(2));
        Assert.Single(bench.Stamps(SessionPhase.Closed));
    }

    [Fact]
    public void After_the_real_close_late_stamps_do_not_bring_the_day_back()
    {
        ClockBench bench = new(Market.At(15, 28, 50));
        bench.Run(Market.At(15, 30, 5), Often, Way);
        int before = bench.Port.Of(InboundKind.Session).Count + bench.Port.Of(InboundKind.AuctionSession).Count;
        for (int i = 0; i < 50; i++) bench.Send(0, Market.At(15, 29, 59));
        bench.Step(TimeSpan.FromSeconds(5));
        Assert.Equal(before, bench.Port.Of(InboundKind.Session).Count + bench.Port.Of(InboundKind.AuctionSession).Count);
        Assert.Equal(ClockPace.Wall, bench.Clock.Pace);
    }

    [Theory]
    [InlineData(2026, 10, 30, 23, 30)]
    [InlineData(2026, 11, 18, 23, 55)]
    public void Commodities_close_by_New_York_and_midnight_begins_the_next_day(int year, int month, int date, int hour, int minute)
    {
        var day = new DateOnly(year, month, date);
        ClockBench bench = new(Market.At(day, 23, 0), instruments: [Market.Share(0, Segment.Commodity)]);
        for (int i = 0; i < 24 * 60; i++) bench.Step(TimeSpan.FromMinutes(1));

        Timestamp[] closes = bench.Stamps(SessionPhase.Closed);
        Assert.Equal(Market.At(day, hour, minute), closes[0]);
        Timestamp[] opens = bench.Stamps(SessionPhase.Open);
        // The day after 30 October is a Saturday; nothing opens there.
        DateOnly next = day.AddDays(1);
        bool trades = Market.Calendar.SessionsOn(Segment.Commodity, next).Count > 0;
        Assert.Equal(trades ? 2 : 1, opens.Length);
        Assert.True(!trades || opens[1] == Market.Calendar.SessionsOn(Segment.Commodity, next)[0].Open);
        Timestamp[] all = [.. bench.Port.Records.Select(r => r.Header.ExchangeTime)];
        Assert.Equal(all.Order(), all);
    }

    [Fact]
    public void A_day_that_the_calendar_does_not_know_ends_the_session_at_its_start() =>
        Assert.Throws<CalendarCoverageException>(() => new ClockBench(Market.At(new DateOnly(2035, 6, 1), 11, 0)));

    [Fact]
    public void A_resumed_day_repeats_nothing()
    {
        ClockBench bench = new(Market.At(11, 0), resumedAt: Market.At(10, 59, 30));
        bench.Step(TimeSpan.FromSeconds(1));
        Assert.Empty(bench.Stamps(SessionPhase.Open));
        Assert.Equal(Market.At(10, 59, 31), bench.Port.Records[0].Header.ExchangeTime);
    }

    [Fact]
    public void A_servers_word_counts_until_ticks_tell_better()
    {
        ClockBench bench = new(Market.At(11, 0));
        Timestamp local = Market.Wall(bench.Time);
        bench.Clock.Guess(TimeSpan.FromSeconds(-3.5));
        bench.Step(TimeSpan.FromSeconds(1));
        Assert.Equal(-3.5, bench.Clock.Offset / 1e9, 3);
        bench.Run(Market.At(11, 0, 30), Often, Way);
        Assert.InRange(bench.Clock.Offset / 1e9, -1.2, 0);
    }

    [Fact]
    public async Task Ticks_that_a_full_ring_has_held_up_are_not_late()
    {
        ClockBench bench = new(Market.At(11, 0, 40));
        bench.Run(Market.At(11, 0, 50), Often, Way);
        bench.Port.Full = true;
        Timestamp backlog = Market.At(11, 0, 50);
        Task held = Task.Run(() => bench.Send(0, backlog), TestContext.Current.CancellationToken);
        await Eventually.True(() => bench.Door.RingWaits == 1);
        // Twenty seconds in which the consumer stands still; the clock's thread meets the same full ring, so it is not pulsed.
        bench.Time.Advance(TimeSpan.FromSeconds(20));
        bench.Port.Full = false;
        await held;
        for (int i = 0; i < 20; i++)
        {
            bench.Clock.Pulse();
            for (int k = 0; k < 3; k++) bench.Send(k, backlog + i * Timestamp.NanosPerSecond);
        }
        bench.Clock.Pulse();
        CoreBehind core = bench.Core();
        Assert.Equal(0, core.Lost);
        Assert.Equal(bench.Sent, core.Core.Totals.Ticks);
        Assert.True(bench.Door.RingWaitNanos >= 20 * Timestamp.NanosPerSecond);
    }

    [Fact]
    public void A_session_begun_at_noon_plays_the_morning_by_minutes_and_what_follows_by_seconds()
    {
        ClockBench bench = new(Market.At(11, 2, 40));
        bench.Step(TimeSpan.FromMilliseconds(100));
        Timestamp[] Ticks() => [.. bench.Port.Of(InboundKind.Clock).Select(r => r.Header.ExchangeTime)];
        Assert.InRange(Ticks().Length, 100, 250);
        Assert.Equal(Market.At(11, 2, 39), Ticks()[^1]);
        Assert.Single(bench.Stamps(SessionPhase.Open));
        int before = Ticks().Length;
        for (int i = 0; i < 30; i++) bench.Step(TimeSpan.FromSeconds(1));
        Assert.Equal(before + 30, Ticks().Length);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public void A_feed_without_times_of_its_own_is_stamped_by_what_the_other_tells_and_never_by_itself(int skew)
    {
        Timestamp exchange = Market.At(11, 0);
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time = Market.Clock(exchange + skew * Timestamp.NanosPerSecond);
        FeedInstrument[] instruments = Market.Shares(1);
        TestPort port = new(400_000);
        LiveClock clock = new(Market.Calendar, [Segment.NseEquity], time, 2, TimeSpan.FromSeconds(1));
        FeedDoor stamped = new(port, 0, instruments, new FeedDoorParts { Time = time, Clock = clock });
        FeedDoor plain = new(port, 1, instruments, new FeedDoorParts { Time = time, Clock = clock });
        clock.Begin(port, null);
        for (int i = 0; i < 300; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            exchange += 200 * Timestamp.NanosPerMillisecond;
            clock.Pulse();
            Market.Tick(stamped, time, 0, exchange - 100 * Timestamp.NanosPerMillisecond);
            Market.Tick(plain, time, 0, plain.ExchangeTimeOf(Market.Wall(time)));
        }
        Assert.InRange((plain.ExchangeTimeOf(Market.Wall(time)) - exchange) / 1e9, -0.3, 0);

        // Alone it confirms nothing: when the other's words are old, this machine's clock counts again.
        for (int i = 0; i < 3_600; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            clock.Pulse();
            Market.Tick(plain, time, 0, plain.ExchangeTimeOf(Market.Wall(time)));
        }
        Assert.Equal(Market.Wall(time), plain.ExchangeTimeOf(Market.Wall(time)));
    }
}
