namespace Astra.Research.Tuning;

/// <summary>
/// Which parameters decide how a trial ends: permutation importance over a forest (Breiman: "Random forests", 2001). Trees are grown on trials
/// drawn with replacement; on those that a tree has not seen, one parameter's values are shuffled, and the rise of the squared error, mean over the
/// trees, is its importance. Values are taken by rank, so one absurd trial does not decide, and a parameter that does not apply lies below its
/// range. Depends on the trials alone.
/// </summary>
/// <remarks>
/// Says what mattered where the study looked, which with TPE is mostly near the best; a parameter that is decided everywhere it looked may show none.
/// Not for a handful of trials: below <see cref="LeastTrials"/> there is no answer.
/// </remarks>
public static class Importance
{
    public const int LeastTrials = 20;

    private const int Trees = 64;
    /// <summary>Of the newest trials, so that a long study is answered in a second.</summary>
    private const int MostTrials = 2000;

    /// <summary>A share for each parameter in the space's order, together 1; empty when there are too few finished trials, or nothing mattered.</summary>
    public static double[] Of(SearchSpace space, IEnumerable<StudyTrial> trials, int objective = 0)
    {
        StudyTrial[] finished = [.. trials.Where(t => t.State == TrialState.Finished && double.IsFinite(t.Values[objective])).TakeLast(MostTrials)];
        if (finished.Length < LeastTrials) return [];
        double[][] rows = [.. finished.Select(t => space.Parameters.Select((p, i) => double.IsNaN(t.Point[i]) ? -1 : p.ToUnit(t.Point[i])).ToArray())];
        double[] values = Ranks([.. finished.Select(t => t.Values[objective])]), rise = new double[space.Count];
        for (int tree = 0; tree < Trees; tree++) AddRises(rows, values, new Philox(0, (ulong)tree, 5), rise);
        double sum = rise.Sum(each => Math.Max(0, each));
        return sum > 0 ? [.. rise.Select(each => Math.Max(0, each) / sum)] : [];
    }

    private static void AddRises(double[][] rows, double[] values, Philox random, double[] rise)
    {
        int[] drawn = new int[rows.Length];
        bool[] known = new bool[rows.Length];
        for (int i = 0; i < drawn.Length; i++) known[drawn[i] = random.NextIndex(rows.Length)] = true;
        int[] others = [.. Enumerable.Range(0, rows.Length).Where(i => !known[i])];
        if (others.Length < 2) return;
        RegressionTree grown = new(rows, values, drawn);
        double before = others.Sum(i => Square(grown.Predict(rows[i]) - values[i]));
        for (int axis = 0; axis < rise.Length; axis++)
        {
            int[] order = [.. others];
            for (int i = order.Length - 1; i > 0; i--)
            {
                int other = random.NextIndex(i + 1);
                (order[i], order[other]) = (order[other], order[i]);
            }
            double after = 0;
            for (int i = 0; i < others.Length; i++)
            {
                double[] row = [.. rows[others[i]]];
                row[axis] = rows[order[i]][axis];
                after += Square(grown.Predict(row) - values[others[i]]);
            }
            rise[axis] += (after - before) / others.Length;
        }
    }

    /// <summary>From 0 to 1; equal values share the mean of their places.</summary>
    private static double[] Ranks(double[] values)
    {
        double[] ranks = new double[values.Length];
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from; to < order.Length && values[order[to]] == values[order[from]];) to++;
            for (int i = from; i < to; i++) ranks[order[i]] = (from + to - 1) / 2.0 / (values.Length - 1);
        }
        return ranks;
    }

    private static double Square(double value) => value * value;
}
