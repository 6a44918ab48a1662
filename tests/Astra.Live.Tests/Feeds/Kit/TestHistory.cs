using System.Collections.Concurrent;
using Astra.Core;
using Astra.Markets;

namespace Astra.Live.Tests.Feeds;

/// <summary>Bars for every minute of every session, or what the test says instead.</summary>
internal sealed class TestHistory : IMarketHistory
{
    public ConcurrentQueue<(int Instrument, int Minutes, Timestamp From, Timestamp To)> Asked { get; } = new();

    /// <summary>Runs before an answer; may throw or wait.</summary>
    public Func<int, CancellationToken, Task>? Before { get; set; }

    /// <summary>Minutes at the end of what is asked that are not ready yet.</summary>
    public int Unready { get; set; }

    public async Task<IReadOnlyList<HistoryBar>> BarsAsync(FeedInstrument instrument, int minutes, Timestamp from, Timestamp to, CancellationToken stop)
    {
        Asked.Enqueue((instrument.Instrument.Id, minutes, from, to));
        if (Before is { } before) await before(instrument.Instrument.Id, stop);
        List<HistoryBar> bars = [];
        for (DateOnly day = Ist.DateOf(from); day <= Ist.DateOf(to); day = day.AddDays(1))
            foreach (TradingSession session in Market.Calendar.SessionsOn(instrument.Instrument.Segment, day))
                for (Timestamp start = session.Open; start < session.Close; start += minutes * Timestamp.NanosPerMinute)
                    if (start >= from && start < to - Unready * Timestamp.NanosPerMinute) bars.Add(Bar(start, minutes));
        return bars;
    }

    private static HistoryBar Bar(Timestamp start, int minutes) => new()
    {
        Start = start,
        Open = Price.FromRupees(100),
        High = Price.FromRupees(101),
        Low = Price.FromRupees(99),
        Close = Price.FromRupees(100),
        Volume = 1_000,
        IntervalMinutes = minutes,
    };
}
