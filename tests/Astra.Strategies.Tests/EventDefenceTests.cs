using Astra.Markets;

namespace Astra.Strategies.Tests;

public class EventDefenceTests
{
    // A policy day that the list knows, told at 10:00.
    private static readonly DateOnly Policy = new(2026, 6, 5);

    private static List<(TimeOnly Time, StrategyDecision Decision)> Run(DateOnly day, Func<int, double> close, Instrument? instrument = null)
    {
        IStrategy strategy = Series.Create<IStrategy>("event-defence", new StrategyMarket(instrument ?? StrategyMarket.Any.Instrument, [], 5), ("fast", 2), ("slow", 5), ("before", 15), ("after", 30));
        List<(TimeOnly, StrategyDecision)> said = [];
        for (int i = 0; i < 75; i++)
        {
            Timestamp start = Ist.At(day, new TimeOnly(9, 15)) + 5 * i * Timestamp.NanosPerMinute;
            Bar bar = Series.Minute(0, close(i), i == 0) with { Start = start, End = start + 5 * Timestamp.NanosPerMinute, IntervalMinutes = 5 };
            said.Add((Ist.TimeOf(bar.End), strategy.OnBar(in bar)));
        }
        return said;
    }

    private static (TimeOnly, StrategyAction)[] Signals(List<(TimeOnly Time, StrategyDecision Decision)> said) =>
        [.. said.Where(s => s.Decision.Action != StrategyAction.None).Select(s => (s.Time, s.Decision.Action))];

    /// <summary>Down for five bars, then up for the rest: one crossing, about bar 6.</summary>
    private static double Turn(int i) => i < 5 ? 100 - i : 96 + 2 * (i - 5);

    [Fact]
    public void It_leaves_before_the_window_opens_and_resumes_behind_it()
    {
        (TimeOnly Time, StrategyAction Action)[] signals = Signals(Run(Policy, Turn));
        // Bars of 09:15 to 09:40 fall; the crossing is at 09:45, when the window from 09:45 is open: nothing is entered until 10:30.
        Assert.Equal([(new TimeOnly(10, 30), StrategyAction.EnterLong)], signals);
        (TimeOnly Time, StrategyAction Action)[] plain = Signals(Run(Policy.AddDays(1), Turn));
        Assert.Equal(StrategyAction.EnterLong, Assert.Single(plain).Action);
        Assert.True(plain[0].Time < new TimeOnly(10, 0));
    }

    [Fact]
    public void What_is_held_is_left_on_the_last_bar_before_an_expiry_afternoon_and_stays_left()
    {
        Instrument future = StrategyMarket.Any.Instrument with { Kind = InstrumentKind.Future, Expiry = new DateOnly(2026, 11, 24) };
        (TimeOnly Time, StrategyAction Action)[] signals = Signals(Run(new DateOnly(2026, 11, 24), Turn, future));
        Assert.Equal(StrategyAction.EnterLong, signals[0].Action);
        // The bar that ends at 13:00 is the last whose successor ends inside the window.
        Assert.Equal([(new TimeOnly(13, 0), StrategyAction.Exit)], signals[1..]);
        Assert.Single(Signals(Run(new DateOnly(2026, 11, 23), Turn, future)));
        Assert.Empty(Signals(Run(new DateOnly(2026, 11, 25), Turn, future)));
    }

    [Fact]
    public void A_guard_holds_from_the_bar_whose_successor_ends_inside_the_window()
    {
        EventGuard guard = new(EventCalendar.Parse("date,time,event,known_from,source\n2026-06-05,10:00,x,2026-06-01,s\n"), 15, 30, null, 0);
        static Timestamp At(int hour, int minute) => Ist.At(Policy, new TimeOnly(hour, minute));
        Assert.False(guard.Holds(At(9, 35), At(9, 40)));
        Assert.False(guard.Holds(At(9, 40), At(9, 45)));
        Assert.True(guard.Holds(At(9, 41), At(9, 46)));
        Assert.True(guard.Holds(At(10, 29), At(10, 34)));
        Assert.False(guard.Holds(At(10, 30), At(10, 35)));
    }

    [Fact]
    public void An_event_counts_from_the_day_it_was_known_and_its_whole_day_without_a_time()
    {
        EventGuard guard = new(EventCalendar.Parse("date,time,event,known_from,source\n2024-06-04,,result,2024-06-04,s\n"), 0, 0, null, 0);
        Timestamp midnight = Ist.At(new DateOnly(2024, 6, 4), TimeOnly.MinValue);
        Assert.False(guard.Holds(midnight - Timestamp.NanosPerMinute, midnight + Timestamp.NanosPerMinute));
        Assert.True(guard.Holds(midnight, midnight + Timestamp.NanosPerMinute));
        Assert.True(guard.Holds(midnight + Timestamp.NanosPerDay - 1, midnight + Timestamp.NanosPerDay));
        Assert.False(guard.Holds(midnight + Timestamp.NanosPerDay, midnight + 2 * Timestamp.NanosPerDay));
    }

    [Fact]
    public void The_list_that_ships_holds_what_everybody_remembers()
    {
        IReadOnlyList<ScheduledEvent> events = EventCalendar.Shipped.Events;
        Assert.Contains(events, e => e.Day == new DateOnly(2024, 6, 4) && e.Name == "General election result" && e.Time is null);
        Assert.Contains(events, e => e.Day == new DateOnly(2024, 7, 23) && e.Name == "Union Budget" && e.Time == new TimeOnly(11, 0));
        Assert.Contains(events, e => e.Day == Policy && e.Name == "RBI policy");
        // Called at short notice: nobody could have known.
        Assert.DoesNotContain(events, e => e.Day == new DateOnly(2022, 5, 4));
        Assert.All(Enumerable.Range(2017, 9), year => Assert.InRange(events.Count(e => e.Day.Year == year && e.Name == "RBI policy"), 4, 6));
    }

    [Theory]
    [InlineData("day,time\n", 1, "the header")]
    [InlineData("# a\ndate,time,event,known_from,source\n2026-13-01,,x,2026-01-01,s\n", 3, "is not like 2026-02-01")]
    [InlineData("date,time,event,known_from,source\n2026-02-01,25:00,x,2026-01-01,s\n", 2, "is not like 10:00")]
    [InlineData("date,time,event,known_from,source\n2026-02-01,,x,2026-02-02,s\n", 2, "known_from")]
    [InlineData("date,time,event,known_from,source\n2026-02-01,,x,2026-02-01\n", 2, "five columns")]
    [InlineData("date,time,event,known_from,source\n2026-02-01,,x,2026-02-01,s\n2026-01-01,,x,2026-01-01,s\n", 3, "rise by date")]
    public void A_bad_list_is_told_with_its_line(string csv, int line, string what)
    {
        FormatException error = Assert.Throws<FormatException>(() => EventCalendar.Parse(csv));
        Assert.StartsWith($"events.csv line {line}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }
}
