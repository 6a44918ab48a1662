using Astra.Strategies;

namespace Astra.Research;

/// <summary>From one first bar: after how many bars the decisions are those of a run that began at bar 0.</summary>
/// <param name="Start">First bar shown.</param>
/// <param name="Bars">Bars until the last decision that differs, 0 = none does.</param>
/// <param name="Differences">How many differ.</param>
/// <param name="Settled">False when the last quarter of what follows still differs.</param>
public sealed record WarmUpStart(int Start, int Bars, int Differences, bool Settled);

/// <summary>How much history a strategy needs: decisions of runs that begin later are compared with those of the whole.</summary>
public static class WarmUp
{
    /// <param name="decider">A new one, in its empty state.</param>
    /// <param name="starts">How many first bars to try, spread over the first half of the series.</param>
    /// <param name="progress">Is told the starts tried so far; what it throws ends the search.</param>
    public static IReadOnlyList<WarmUpStart> Check(BarSeries series, Func<ChartDecider> decider, int starts, Action<long>? progress = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(starts, 1);
        StrategyAction[] whole = Decisions(series, 0, decider());
        List<WarmUpStart> found = [];
        for (int i = 1; i <= starts; i++)
        {
            int start = (int)((long)series.Count * i / (2 * starts));
            if (start == 0) continue;
            StrategyAction[] later = Decisions(series, start, decider());
            int last = -1, differences = 0;
            for (int bar = start; bar < series.Count; bar++)
            {
                if (later[bar - start] == whole[bar]) continue;
                last = bar;
                differences++;
            }
            progress?.Invoke(i);
            found.Add(new WarmUpStart(start, last < 0 ? 0 : last - start + 1, differences, last < start + (series.Count - start) * 3L / 4));
        }
        return found;
    }

    private static StrategyAction[] Decisions(BarSeries series, int start, ChartDecider decider)
    {
        var actions = new StrategyAction[series.Count - start];
        for (int i = 0; i < actions.Length; i++) actions[i] = decider.Decide(in series[start + i]);
        return actions;
    }
}
