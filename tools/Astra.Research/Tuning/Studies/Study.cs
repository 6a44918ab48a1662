namespace Astra.Research.Tuning;

/// <summary>
/// Ask and tell: <see cref="Ask"/> gives a point to try, <see cref="Tell"/> takes what it came to, in any order. One thread at a time. What is
/// asked depends on the seed and on what was told before, not on when or by whom.
/// </summary>
public sealed class Study
{
    private readonly ISampler _sampler;
    private readonly IPruner? _pruner;
    private readonly StudyStore? _store;
    private readonly History _history;
    private readonly SortedDictionary<long, StudyTrial> _trials = [];
    private readonly List<StepValue[]> _board = [];
    private long _next;

    /// <param name="store">Keeps every told trial; what it holds already is gone on from. Opened with the same space and objectives.</param>
    public Study(SearchSpace space, ISampler sampler, IReadOnlyList<StudyObjective> objectives, IPruner? pruner = null, StudyStore? store = null)
    {
        if (objectives.Count == 0) throw new ArgumentException("a study needs an objective", nameof(objectives));
        (Space, _sampler, Objectives, _pruner, _store, _history) = (space, sampler, objectives, pruner, store, new History(space));
        foreach (StudyTrial trial in store?.Load(space) ?? [])
        {
            _trials.Add(trial.Number, trial);
            _next = Math.Max(_next, trial.Number + 1);
            File(trial);
        }
        Rescore();
    }

    public SearchSpace Space { get; }

    public IReadOnlyList<StudyObjective> Objectives { get; }

    /// <summary>By number, those that are running included.</summary>
    public IEnumerable<StudyTrial> Trials => _trials.Values;

    public IEnumerable<StudyTrial> Finished => _trials.Values.Where(trial => trial.State == TrialState.Finished);

    /// <summary>Numbers given so far, those of an earlier run included.</summary>
    public long Asked => _next;

    /// <summary>The finished trial that is best by the first objective, the earliest of equals; null when there is none.</summary>
    public StudyTrial? Best => Finished.Where(trial => !double.IsNaN(trial.Values[0])).MinBy(trial => Loss(trial.Values)[0]);

    /// <summary>The finished trials that no other beats in every objective.</summary>
    public IReadOnlyList<StudyTrial> Front
    {
        get
        {
            StudyTrial[] finished = [.. Finished.Where(trial => !trial.Values.Any(double.IsNaN))];
            int[] fronts = Pareto.Fronts([.. finished.Select(trial => Loss(trial.Values))]);
            return [.. finished.Where((_, i) => fronts[i] == 0)];
        }
    }

    /// <exception cref="StudyException">No point of the space keeps what must hold between its parameters.</exception>
    public StudyTrial Ask()
    {
        long number = _next;
        double[] point = Space.Repaired(_sampler.Suggest(_history, number), number);
        _next++;
        _history.Begin(number, point);
        // The board is that of the asking, so that trials side by side do not see each other half done.
        StepValue[][] board = _pruner is null ? [] : [.. _board];
        StudyTrial trial = new(Space, number, point, _pruner is null ? null : asked => _pruner.ShouldPrune(board, Lower(asked.Steps))) { Board = board };
        _trials.Add(number, trial);
        return trial;
    }

    /// <summary>What a trial came to, one value for each objective; NaN counts as the worst.</summary>
    /// <param name="figures">Kept beside it.</param>
    public void Tell(StudyTrial trial, double[] values, double[]? figures = null)
    {
        if (values.Length != Objectives.Count) throw new ArgumentException($"the study has {Objectives.Count} objectives, {values.Length} values were told", nameof(values));
        TellAll([(trial, new TrialOutcome(new Trial(trial.Number, trial.Point), values), figures ?? [])]);
    }

    public void TellFailed(StudyTrial trial, string why) => TellAll([(trial, new TrialOutcome(new Trial(trial.Number, trial.Point), [], why), [])]);

    public void TellPruned(StudyTrial trial, double[] values) => TellAll([(trial, new TrialOutcome(new Trial(trial.Number, trial.Point), values, null, true), [])]);

    /// <summary>Several at once, kept all or none: a study that is killed never holds a part of them.</summary>
    public void TellAll(IReadOnlyList<(StudyTrial Trial, TrialOutcome Outcome, double[] Figures)> told)
    {
        foreach ((StudyTrial trial, _, _) in told)
            if (trial.State != TrialState.Running || !_trials.TryGetValue(trial.Number, out StudyTrial? asked) || asked != trial)
                throw new StudyException($"trial {trial.Number} was told before, or is another study's; tell each trial that was asked once");
        foreach ((StudyTrial trial, TrialOutcome outcome, double[] figures) in told)
        {
            trial.State = outcome.Failure is not null ? TrialState.Failed : outcome.Pruned ? TrialState.Pruned : TrialState.Finished;
            (trial.Values, trial.Figures, trial.Note) = (outcome.Objectives, figures, outcome.Failure ?? "");
        }
        _store?.Save([.. told.Select(each => each.Trial)]);
        foreach ((StudyTrial trial, _, _) in told) File(trial);
        Rescore();
    }

    /// <summary>Lower is better.</summary>
    internal double[] Loss(double[] values) => [.. values.Select((value, i) => Objectives[i].Maximise ? -value : value)];

    private StepValue[] Lower(IReadOnlyList<StepValue> steps) => [.. steps.Select(step => Objectives[0].Maximise ? step with { Value = -step.Value } : step)];

    private void File(StudyTrial trial)
    {
        double score = trial.State == TrialState.Failed || trial.Values.Length == 0 ? double.PositiveInfinity : Loss(trial.Values)[0];
        long tier = trial.State == TrialState.Pruned ? int.MaxValue - (trial.Steps.Count > 0 ? trial.Steps[^1].Step : 0) : 0;
        _history.Add(trial.Number, trial.Point, score, tier);
        if (_pruner is not null && trial.State != TrialState.Failed && trial.Steps.Count > 0) _board.Add(Lower(trial.Steps));
    }

    /// <summary>With several objectives a trial's merit is its front, and within it how lonely it is: the sampler is led to all of the front.</summary>
    private void Rescore()
    {
        if (Objectives.Count == 1) return;
        StudyTrial[] finished = [.. Finished.Where(trial => !trial.Values.Any(double.IsNaN))];
        double[] merit = Pareto.Merit([.. finished.Select(trial => Loss(trial.Values))]);
        SortedDictionary<long, double> byNumber = [];
        for (int i = 0; i < finished.Length; i++) byNumber[finished[i].Number] = merit[i];
        _history.Rescore(seen => byNumber.TryGetValue(seen.Number, out double found) ? found : double.PositiveInfinity);
    }
}
