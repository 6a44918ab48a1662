using Astra.Core;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Live;

/// <summary>What plans want to know of the past: which bars, and how many.</summary>
internal static class HistoryNeeds
{
    private const int LeastBars = 200;
    private const int MostBars = 2_000;
    private const int LeastSessions = 5;

    /// <summary>No calendar knows years in which nothing trades; this ends the search.</summary>
    private const int MostDays = 400;

    /// <summary>Exponential averages have forgotten where they began after some four of their lengths.</summary>
    private const int LengthsToSettle = 4;

    /// <summary>Instruments of the plans and their peers, each once, in order.</summary>
    public static IReadOnlyList<int> Instruments(IReadOnlyList<Plan> plans) =>
        [.. plans.SelectMany(plan => plan.Peers.Prepend(plan.Instrument)).Distinct().Order()];

    /// <summary>Instrument and interval with the number of bars, each pair once, in order.</summary>
    public static IReadOnlyList<(int Instrument, int Minutes, int Bars)> WarmUps(IReadOnlyList<Plan> plans) =>
    [
        .. plans.SelectMany(plan => plan.Peers.Prepend(plan.Instrument).Select(id => (Id: id, plan.IntervalMinutes, Bars: BarsOf(plan))))
            .GroupBy(need => (need.Id, need.IntervalMinutes))
            .Select(group => (group.Key.Id, group.Key.IntervalMinutes, group.Max(need => need.Bars)))
            .Order(),
    ];

    /// <summary>The instant from which so many bars lie before a day, by the segment's sessions; five sessions at least.</summary>
    public static Timestamp StartOf(SessionCalendar calendar, Segment segment, DateOnly before, int minutes, int bars)
    {
        DateOnly day = before;
        int sessions = 0;
        long found = 0;
        for (int i = 0; i < MostDays && (found < bars || sessions < LeastSessions); i++)
        {
            day = day.AddDays(-1);
            foreach (TradingSession session in calendar.SessionsOn(segment, day))
            {
                sessions++;
                found += (session.Close - session.Open) / (minutes * Timestamp.NanosPerMinute);
            }
        }
        return Ist.At(day, TimeOnly.MinValue);
    }

    /// <summary>By the longest length among the strategy's whole-number parameters, which are its lengths.</summary>
    private static int BarsOf(Plan plan)
    {
        int longest = plan.Stops.AtrLength;
        if (StrategyRegistry.TryGet(plan.Algorithm, out StrategyDescriptor? strategy))
        {
            double[] values = strategy.Defaults();
            foreach (PlanParameter parameter in plan.Parameters)
                if (strategy.IndexOf(parameter.Name) is >= 0 and int place) values[place] = parameter.Value;
            for (int i = 0; i < values.Length; i++)
                if (strategy.Parameters[i].Integer && values[i] <= MostBars) longest = Math.Max(longest, (int)values[i]);
        }
        return Math.Clamp(longest * LengthsToSettle, LeastBars, MostBars);
    }
}
