using System.Text.Json;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research.Tuning;

/// <summary>
/// Trials that are backtests. One run over all bars per trial; its equity is cut at the folds, so a position that is held across a cut belongs to
/// both sides. An outcome holds the objectives (means over the folds' tuned ranges), then for each fold and objective its value tuned on, then
/// likewise its value looked at; NaN for what a pruned trial did not reach. Folds whose tuned ranges end one after the other are steps, 1 for the
/// first: there the mean so far of the first objective is reported, and a trial that is pruned runs no further bar.
/// </summary>
public sealed class BacktestWork : ITrialWork
{
    /// <summary>Why a trial failed whose values never traded in what they were tuned on.</summary>
    public const string NoTrade = "no trade";

    private readonly StrategyDescriptor _strategy;
    private readonly string[] _names;
    private readonly bool _maximise;
    private readonly IReadOnlyList<Fold> _folds;
    private readonly Func<NextOpenRunner> _makeRunner;
    private readonly IPruner? _pruner;
    private readonly int[] _ends;

    /// <param name="data">In words: what else must be the same for results to be comparable.</param>
    /// <param name="makeRunner">A runner for each worker.</param>
    /// <exception cref="ArgumentException">A pruner is given, and there are no steps at which it could judge.</exception>
    public BacktestWork(StrategyDescriptor strategy, IReadOnlyList<StudyObjective> objectives, IReadOnlyList<Fold> folds, string data, Func<NextOpenRunner> makeRunner, IPruner? pruner = null)
    {
        (_strategy, _folds, _makeRunner, _pruner, _maximise) = (strategy, folds, makeRunner, pruner, objectives[0].Maximise);
        _names = [.. objectives.Select(o => o.Name)];
        int whole = folds.Max(fold => fold.Whole.End);
        int[] ends = [.. folds.Select(fold => fold.Train[^1].End)];
        bool inOrder = ends.Zip(ends.Skip(1)).All(pair => pair.First < pair.Second) && ends[^1] < whole;
        if (pruner is not null && (!inOrder || folds.Count < 2 || objectives.Count > 1))
            throw new ArgumentException("pruning judges one objective fold by fold in the order of time; give one objective and two or more walk-forward or anchored folds", nameof(pruner));
        _ends = inOrder ? [.. ends, whole] : [whole];
        Spec = JsonSerializer.Serialize(new
        {
            strategy = strategy.Name, data, objectives = _names, prune = pruner?.GetType().Name,
            folds = folds.Select(f => new { train = f.Train.Select(r => new[] { r.Begin, r.End }), test = new[] { f.Test.Begin, f.Test.End } }),
        });
    }

    public string Spec { get; }

    public ITrialEvaluator CreateEvaluator() => new Evaluator(this, _makeRunner());

    private sealed class Evaluator : ITrialEvaluator
    {
        private readonly BacktestWork _work;
        private readonly NextOpenRunner _runner;
        private readonly double[] _equity;
        private readonly Timestamp[] _times;

        public Evaluator(BacktestWork work, NextOpenRunner runner)
        {
            (_work, _runner, _equity, _times) = (work, runner, new double[runner.Series.Count], new Timestamp[runner.Series.Count]);
            for (int i = 0; i < _times.Length; i++) _times[i] = runner.Series[i].End;
        }

        public TrialOutcome Evaluate(Trial trial)
        {
            int bad = _work._strategy.FirstInvalid(trial.Values);
            if (bad >= 0) return new TrialOutcome(trial, [], $"{_work._strategy.Parameters[bad].Name} is outside of its range, or does not go with the other values");
            FoldValues values = new(_work._names, _work._folds);
            bool pruned = false;
            _runner.RunInParts(new BacktestSpec(_work._strategy, trial.Values), _equity, _work._ends, fold =>
            {
                values.Tuned(fold, _times, _equity);
                pruned = _work._pruner is not null && fold + 1 < _work._folds.Count && values.Fault is null && _work._pruner.ShouldPrune(trial.Board, Lower(values.Steps));
                return !pruned && values.Fault is null;
            });
            if (pruned) values.RequireTrade();
            else if (values.Fault is null) values.Finish(_times, _equity);
            return values.Fault is { } fault ? new TrialOutcome(trial, [], fault) : new TrialOutcome(trial, values.Outcome(), null, pruned) { Steps = values.Steps };
        }

        private StepValue[] Lower(IReadOnlyList<StepValue> steps) => [.. steps.Select(step => _work._maximise ? step with { Value = -step.Value } : step)];
    }
}
