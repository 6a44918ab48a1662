namespace Astra.Research.Tuning;

/// <summary>
/// The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio, Kégl: "Algorithms for hyper-parameter optimization", 2011) over the joint
/// space: a density of good points and one of the others, and of some draws of the good one the point at which their ratio is highest. Branches of
/// conditional parameters are chosen first and each has its own two densities. Trials that are still running count as points to keep away from.
/// Not for objectives of many thousands of trials: a suggestion costs time in proportion to what has been seen.
/// </summary>
public sealed class TpeSampler(ulong seed, TpeSettings? settings = null) : ISampler
{
    private readonly TpeSettings _settings = settings ?? new();
    private StartDesign? _start;

    public double[] Suggest(History history, long number)
    {
        SearchSpace space = history.Space;
        _start ??= new StartDesign(seed, space.Count, _settings.StartTrials);
        if (number < _start.Count) return space.FromUnit(_start[number]);
        Philox random = new(seed, (ulong)number, 3);
        double[] point = new double[space.Count];
        Array.Fill(point, double.NaN);
        List<Observation> seen = [.. history.Ranked];
        for (int i = 0; i < space.Count; i++)
        {
            if (!space.IsParent(i) || !space.Applies(point, i)) continue;
            int chosen = BranchChooser.Choose(seen, i, space[i].Choices.Count, _settings, ref random);
            point[i] = chosen;
            seen.RemoveAll(each => each.Point[i] != chosen);
        }
        ParzenAxis[] axes = [.. Enumerable.Range(0, space.Count).Where(i => !space.IsParent(i) && space.Applies(point, i))
            .Select(i => new ParzenAxis(i, space[i].Kind == ParameterKind.Choice ? space[i].Choices.Count : 0))];
        int usable = seen.FindLastIndex(each => !double.IsInfinity(each.Score)) + 1;
        if (usable < 2)
        {
            foreach (ParzenAxis axis in axes) point[axis.Index] = space[axis.Index].FromUnit(random.NextUnit());
            return point;
        }
        List<double[]> pending = [.. history.Pending.Where(unit => axes.All(axis => !double.IsNaN(unit[axis.Index])))];
        foreach (ParzenAxis[] group in _settings.Univariate ? axes.Select(axis => new[] { axis }) : [axes])
            Fill(space, point, group, seen, usable, pending, ref random);
        return point;
    }

    private void Fill(SearchSpace space, double[] point, ParzenAxis[] axes, List<Observation> seen, int usable, List<double[]> pending, ref Philox random)
    {
        if (axes.Length == 0) return;
        (ParzenMixture good, ParzenMixture rest) = ParzenPair.Of(space, axes, seen, usable, pending, _settings);
        double[] unit = new double[axes.Length];
        double[][] drawn = new double[_settings.Candidates][];
        double[] merit = new double[drawn.Length];
        (int held, double choice) = Explored(axes, ref random);
        for (int i = 0; i < drawn.Length; i++)
        {
            good.Draw(unit, ref random);
            if (held >= 0) unit[held] = choice;
            drawn[i] = new double[axes.Length];
            for (int a = 0; a < axes.Length; a++)
            {
                SearchParameter parameter = space[axes[a].Index];
                drawn[i][a] = parameter.FromUnit(unit[a]);
                if (parameter.Count > 0) unit[a] = parameter.ToUnit(drawn[i][a]);
            }
            merit[i] = rest.LogDensity(unit) - good.LogDensity(unit);
        }
        Array.Sort(merit, drawn);
        // Objectives are taken to be functions of the point: to try one again teaches nothing.
        double[] best = (_settings.Univariate ? null : Array.Find(drawn, each => !seen.Exists(old => IsAt(old.Point, axes, each)) && space.Keeps(With(point, axes, each)))) ?? drawn[0];
        for (int a = 0; a < axes.Length; a++) point[axes[a].Index] = best[a];
    }

    private static double[] With(double[] point, ParzenAxis[] axes, double[] values)
    {
        double[] made = [.. point];
        for (int a = 0; a < axes.Length; a++) made[axes[a].Index] = values[a];
        return made;
    }

    /// <summary>
    /// Now and then one choice is made at random and the rest fitted to it: the best ratio alone never leaves the choice that was best while the
    /// numbers were still poor. -1 when not this time.
    /// </summary>
    private (int Axis, double Unit) Explored(ParzenAxis[] axes, ref Philox random)
    {
        int choices = axes.Count(axis => axis.Choices > 1);
        if (choices == 0 || random.NextUnit() >= _settings.ChoiceExploration) return (-1, 0);
        int which = random.NextIndex(choices), at = 0;
        while (axes[at].Choices <= 1 || which-- > 0) at++;
        return (at, axes[at].Middle(random.NextIndex(axes[at].Choices)));
    }

    private static bool IsAt(double[] point, ParzenAxis[] axes, double[] values)
    {
        for (int a = 0; a < axes.Length; a++)
            if (point[axes[a].Index] != values[a]) return false;
        return true;
    }
}
