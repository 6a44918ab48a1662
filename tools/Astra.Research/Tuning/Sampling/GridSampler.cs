namespace Astra.Research.Tuning;

/// <summary>
/// Every point of a grid once, in an order shuffled by the seed (so that a study cut short has seen all of the space), then again. Choices and
/// parameters with few steps take all their values, others <paramref name="perAxis"/> evenly spaced ones with both ends.
/// </summary>
public sealed class GridSampler(ulong seed, int perAxis = 5) : ISampler
{
    private List<double[]>? _points;

    /// <summary>How many points the grid has.</summary>
    /// <exception cref="StudyException">None, or more than a million.</exception>
    public int CountOf(SearchSpace space) => Points(space).Count;

    public double[] Suggest(History history, long number)
    {
        List<double[]> points = Points(history.Space);
        return [.. points[(int)(number % points.Count)]];
    }

    private List<double[]> Points(SearchSpace space)
    {
        if (_points is not null) return _points;
        List<double[]> points = [];
        Fill(space, new double[space.Count], 0, points);
        if (points.Count == 0) throw new StudyException("no point of the grid keeps what must hold between its parameters; give other ranges, or sample at random");
        Philox random = new(seed, 0, 1);
        for (int i = points.Count - 1; i > 0; i--)
        {
            int other = random.NextIndex(i + 1);
            (points[i], points[other]) = (points[other], points[i]);
        }
        return _points = points;
    }

    private void Fill(SearchSpace space, double[] point, int index, List<double[]> points)
    {
        if (points.Count >= 1_000_000) throw new StudyException("the grid has more than a million points; narrow the space, or sample it at random");
        if (index == space.Count)
        {
            if (space.Keeps(point)) points.Add([.. point]);
            return;
        }
        if (!space.Applies(point, index))
        {
            point[index] = double.NaN;
            Fill(space, point, index + 1, points);
            return;
        }
        SearchParameter axis = space[index];
        int count = axis.Kind == ParameterKind.Choice || (axis.Count > 0 && axis.Count <= perAxis) ? (int)axis.Count : perAxis;
        double last = double.NaN;
        for (int i = 0; i < count; i++)
        {
            double value = axis.Kind == ParameterKind.Choice ? i : axis.FromUnit(count == 1 ? 0.5 : i / (count - 1.0));
            if (value == last) continue;
            point[index] = last = value;
            Fill(space, point, index + 1, points);
        }
    }
}
