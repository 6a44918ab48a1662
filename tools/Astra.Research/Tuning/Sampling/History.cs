namespace Astra.Research.Tuning;

/// <summary>What has been tried: kept in order of merit, so that a sampler sorts nothing; and what is being tried.</summary>
public sealed class History(SearchSpace space)
{
    private readonly List<Observation> _ranked = [];
    private readonly SortedDictionary<long, double[]> _pending = [];

    public SearchSpace Space => space;

    /// <summary>Best first.</summary>
    public IReadOnlyList<Observation> Ranked => _ranked;

    /// <summary>Unit coordinates of trials that were asked for and not told, by number.</summary>
    public IEnumerable<double[]> Pending => _pending.Values;

    public void Begin(long number, double[] point) => _pending[number] = Unit(point);

    /// <summary>Files an observation at its rank.</summary>
    public void Add(long number, double[] point, double score, long tier = 0)
    {
        _pending.Remove(number);
        Observation made = new(number, point, Unit(point), double.IsNaN(score) ? double.PositiveInfinity : score, tier);
        int at = _ranked.BinarySearch(made, Observation.ByMerit);
        _ranked.Insert(at < 0 ? ~at : at, made);
    }

    /// <summary>Gives everything a new score and files it anew, for objectives whose merit depends on the others.</summary>
    public void Rescore(Func<Observation, double> score)
    {
        for (int i = 0; i < _ranked.Count; i++) _ranked[i] = _ranked[i] with { Score = score(_ranked[i]) };
        _ranked.Sort(Observation.ByMerit);
    }

    private double[] Unit(double[] point)
    {
        double[] unit = new double[point.Length];
        for (int i = 0; i < unit.Length; i++) unit[i] = double.IsNaN(point[i]) ? double.NaN : space[i].ToUnit(point[i]);
        return unit;
    }
}
