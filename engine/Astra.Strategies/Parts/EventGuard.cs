using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Says when to hold nothing: around scheduled events, and on the afternoon of the instrument's own expiry. Built once, it keeps no state, so
/// any strategy can ask it.
/// </summary>
internal sealed class EventGuard
{
    private readonly long[] _from, _to, _known;

    /// <summary>What a strategy that asks it lets a plan or a tuner choose; <see cref="Of"/> takes their values.</summary>
    public static IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("before", 60, 0, 600, true, "minutes before an event from which nothing is held"),
        new("after", 120, 0, 600, true, "minutes after an event until which nothing is held"),
        new("expiry-from", 780, 0, 1_439, true, "minute of the expiry day, IST, from which nothing is held; 780 is 13:00"),
    ];

    /// <summary>Over the events that ship and the instrument's own expiry.</summary>
    /// <param name="values">One for each of <see cref="Parameters"/>.</param>
    public static EventGuard Of(ReadOnlySpan<double> values, StrategyMarket market) =>
        new(EventCalendar.Shipped, (int)values[0], (int)values[1], market.Instrument.Expiry, (int)values[2]);

    /// <param name="beforeMinutes">Ahead of an event's time.</param>
    /// <param name="afterMinutes">Behind it; an event without a time takes its whole day.</param>
    /// <param name="expiry">The instrument's last trading day; null for none.</param>
    /// <param name="expiryMinute">Minute of that day, IST, from which nothing is held.</param>
    public EventGuard(EventCalendar calendar, int beforeMinutes, int afterMinutes, DateOnly? expiry, int expiryMinute)
    {
        int count = calendar.Events.Count + (expiry is null ? 0 : 1);
        (_from, _to, _known) = (new long[count], new long[count], new long[count]);
        for (int i = 0; i < calendar.Events.Count; i++)
        {
            ScheduledEvent e = calendar.Events[i];
            Timestamp day = Ist.At(e.Day, TimeOnly.MinValue);
            (Timestamp from, Timestamp to) = e.Time is { } time
                ? (Ist.At(e.Day, time) - beforeMinutes * Timestamp.NanosPerMinute, Ist.At(e.Day, time) + afterMinutes * Timestamp.NanosPerMinute)
                : (day, day + Timestamp.NanosPerDay);
            (_from[i], _to[i], _known[i]) = (from.UnixNanos, to.UnixNanos, Ist.At(e.KnownFrom, TimeOnly.MinValue).UnixNanos);
        }
        if (expiry is not { } last) return;
        Timestamp start = Ist.At(last, TimeOnly.MinValue);
        (_from[^1], _to[^1]) = ((start + expiryMinute * Timestamp.NanosPerMinute).UnixNanos, long.MaxValue);
        _known[^1] = long.MinValue;
    }

    /// <summary>True when an event known by now is on at some time from now until the next decision.</summary>
    public bool Holds(Timestamp now, Timestamp next)
    {
        for (int i = 0; i < _from.Length; i++)
            if (now.UnixNanos < _to[i] && next.UnixNanos > _from[i] && now.UnixNanos >= _known[i]) return true;
        return false;
    }
}
