using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>
/// A generated day through a throwaway engine with the plans of the coming session, so that everything on the hot path is compiled before the first live tick:
/// the compiler works while it runs, and the first seconds of a live session would wait for it. What it trades is thrown away.
/// </summary>
public static class Rehearsal
{
    private const int Instruments = 16;
    private const long Ticks = 60_000;

    /// <param name="store">Of an empty folder that nobody needs afterwards.</param>
    /// <param name="calendar">Must know the generated day; the shipped one does.</param>
    /// <returns>Ticks played.</returns>
    /// <exception cref="EngineStoppedException">The folder cannot be written to, or a strategy fails.</exception>
    public static long Run(EngineSettings settings, IReadOnlyList<Plan> plans, EngineOptions options, SessionStore store, SessionCalendar calendar, CancellationToken stop)
    {
        MarketDayOptions day = new() { Instruments = Instruments, Ticks = Ticks };
        using RecordedFeed feed = new(new MarketDayGenerator(day, calendar), calendar);
        SessionReport report = ShadowSession.Run(
            new SessionRequest
            {
                Feed = feed,
                Settings = settings,
                Plans = For(plans, feed.Instruments),
                Store = store,
                Options = options with { SnapshotEvery = 0 },
                StartTime = Ist.At(day.Date, TimeOnly.MinValue),
            },
            stop);
        return report.TicksNow;
    }

    /// <summary>Each way to trade once, on the instruments that there are. One that suits none of them is refused, as it would be in a session.</summary>
    private static Plan[] For(IReadOnlyList<Plan> plans, IReadOnlyList<Instrument> instruments)
    {
        int[] tradable = [.. instruments.Where(i => i.Tradable).Select(i => i.Id)];
        return
        [
            .. plans.DistinctBy(p => (p.Algorithm, p.IntervalMinutes, p.Style, p.Sizing)).Take(tradable.Length).Select((plan, n) => plan with
            {
                Id = n + 1,
                Instrument = tradable[n],
                Peers = [.. plan.Peers.Select((_, peer) => tradable[(n + 1 + peer) % tradable.Length])],
                StartSecond = 0,
                SquareOffSecond = 0,
            }),
        ];
    }
}
