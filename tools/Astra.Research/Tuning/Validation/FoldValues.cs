using Astra.Markets;

namespace Astra.Research.Tuning;

/// <summary>What one trial is worth fold by fold: in the ranges it is tuned on, and in those that are only looked at.</summary>
internal sealed class FoldValues
{
    private readonly string[] _names;
    private readonly IReadOnlyList<Fold> _folds;
    private readonly List<double[]> _tuned = [];
    private readonly double[][] _tested;
    private readonly List<StepValue> _steps = [];
    private bool _moved;

    public FoldValues(string[] names, IReadOnlyList<Fold> folds)
    {
        (_names, _folds) = (names, folds);
        _tested = [.. folds.Select(_ => Unknown())];
    }

    /// <summary>Why the trial has no value; null while it has one.</summary>
    public string? Fault { get; private set; }

    /// <summary>After each tuned fold the first objective's mean so far.</summary>
    public IReadOnlyList<StepValue> Steps => _steps;

    /// <summary>Takes the next fold's tuned ranges: their values weighted by their bars.</summary>
    public void Tuned(int fold, Timestamp[] times, double[] equity)
    {
        double[] values = new double[_names.Length];
        int bars = _folds[fold].Train.Sum(range => range.Count);
        foreach (BarRange range in _folds[fold].Train)
        {
            _moved |= EquityScore.Moved(equity, range);
            double[] part = EquityScore.Of(_names, times, equity, range);
            for (int o = 0; o < values.Length; o++) values[o] += part[o] * range.Count / bars;
        }
        int lacks = Array.FindIndex(values, double.IsNaN);
        if (lacks >= 0) Fault ??= $"fold {fold + 1} has no {_names[lacks]}: too few days, nothing to divide by, or no equity left; give longer folds, or another objective";
        _tuned.Add(values);
        _steps.Add(new StepValue(fold + 1, Mean(0)));
    }

    /// <summary>
    /// To be asked when no further fold is tuned on: a set that never traded there has no value, or its 0 would win over all that trade and lose.
    /// </summary>
    public void RequireTrade()
    {
        if (!_moved) Fault ??= BacktestWork.NoTrade;
    }

    /// <summary>After a run over all bars: the folds not yet taken, and the ranges that are looked at.</summary>
    public void Finish(Timestamp[] times, double[] equity)
    {
        while (_tuned.Count < _folds.Count) Tuned(_tuned.Count, times, equity);
        RequireTrade();
        for (int f = 0; f < _folds.Count; f++) _tested[f] = EquityScore.Of(_names, times, equity, _folds[f].Test);
    }

    /// <summary>Means over the folds, then each fold's tuned values, then each fold's others.</summary>
    public double[] Outcome() =>
    [
        .. _names.Select((_, o) => Mean(o)),
        .. _tuned.Concat(Enumerable.Range(_tuned.Count, _folds.Count - _tuned.Count).Select(_ => Unknown())).SelectMany(values => values),
        .. _tested.SelectMany(values => values),
    ];

    private double Mean(int objective) => _tuned.Average(values => values[objective]);

    private double[] Unknown() => [.. _names.Select(_ => double.NaN)];
}
