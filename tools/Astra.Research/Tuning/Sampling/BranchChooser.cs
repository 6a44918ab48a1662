using Astra.Markets;

namespace Astra.Research.Tuning;

/// <summary>
/// Decides between the choices on which other parameters depend. Ranking all branches in one list starves the one whose first points were poor;
/// here each is judged by what it may still reach: its best score less a random multiple of the distance from its best to its good ones. A branch
/// that has settled promises nothing below its best; one still improving does.
/// </summary>
internal static class BranchChooser
{
    public static int Choose(List<Observation> seen, int parent, int choices, TpeSettings settings, ref Philox random)
    {
        int least = Math.Clamp(2 * settings.StartTrials / choices, 2, 5);
        Span<int> counts = stackalloc int[choices];
        foreach (Observation each in seen) counts[(int)each.Point[parent]]++;
        int fewest = 0;
        for (int i = 1; i < choices; i++)
            if (counts[i] < counts[fewest]) fewest = i;
        if (counts[fewest] < least) return fewest;
        if (random.NextUnit() < settings.BranchExploration) return random.NextIndex(choices);

        int chosen = 0;
        double promised = double.PositiveInfinity;
        for (int i = 0; i < choices; i++)
        {
            double promise = Promise(seen, parent, i, Math.Max(3, (int)Math.Ceiling(settings.GoodShare * counts[i])), -PinnedMath.Log(random.NextUnit()));
            if (promise < promised) (chosen, promised) = (i, promise);
        }
        return chosen;
    }

    private static double Promise(List<Observation> seen, int parent, int choice, int good, double luck)
    {
        double best = double.PositiveInfinity, last = double.PositiveInfinity;
        foreach (Observation each in seen)
        {
            if ((int)each.Point[parent] != choice || double.IsInfinity(each.Score)) continue;
            if (double.IsInfinity(best)) best = each.Score;
            last = each.Score;
            if (--good <= 0) break;
        }
        return double.IsInfinity(best) ? best : best - luck * (last - best);
    }
}
