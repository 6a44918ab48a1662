using System.Text.Json;
using Astra.Strategies;

namespace Astra.Research.Tuning;

/// <summary>
/// Trials that are backtests. One run over all bars per trial; its equity is cut at the folds, so a position that is held across a cut belongs to
/// both sides. An outcome holds the objectives (means over the folds' tuned ranges), then for each fold and objective its value tuned on, then
/// likewise its value looked at.
/// </summary>
/// <param name="makeRunner">A runner for each worker.</param>
public sealed class BacktestWork(StrategyDescriptor strategy, IReadOnlyList<StudyObjective> objectives, IReadOnlyList<Fold> folds, string data, Func<NextOpenRunner> makeRunner) : ITrialWork
{
    public string Spec { get; } = JsonSerializer.Serialize(new
    {
        strategy = strategy.Name, data, objectives = objectives.Select(o => o.Name), folds = folds.Select(f => new { train = f.Train.Select(r => new[] { r.Begin, r.End }), test = new[] { f.Test.Begin, f.Test.End } }),
    });

    public ITrialEvaluator CreateEvaluator() => new Evaluator(this, makeRunner());

    private sealed class Evaluator(BacktestWork work, NextOpenRunner runner) : ITrialEvaluator
    {
        public TrialOutcome Evaluate(Trial trial) => work.Evaluate(runner, trial);
    }

    private TrialOutcome Evaluate(NextOpenRunner runner, Trial trial)
    {
        int bad = strategy.FirstInvalid(trial.Values);
        if (bad >= 0) return new TrialOutcome(trial, [], $"{strategy.Parameters[bad].Name} does not go with the other values");
        double[] equity = runner.Run(new BacktestSpec(strategy, trial.Values)).Equity;
        int wide = objectives.Count;
        double[] values = new double[wide * (1 + 2 * folds.Count)];
        for (int f = 0; f < folds.Count; f++)
            for (int o = 0; o < wide; o++)
            {
                double tuned = folds[f].Train.Sum(range => EquityScore.Of(objectives[o].Name, equity.AsSpan(range.Begin, range.Count)) * range.Count) / folds[f].Train.Sum(range => range.Count);
                values[o] += tuned / folds.Count;
                values[wide * (1 + f) + o] = tuned;
                values[wide * (1 + folds.Count + f) + o] = EquityScore.Of(objectives[o].Name, equity.AsSpan(folds[f].Test.Begin, folds[f].Test.Count));
            }
        return new TrialOutcome(trial, values);
    }
}
