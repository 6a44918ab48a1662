namespace Astra.Research.Tuning;

/// <summary>
/// Carries a study on through a runner, a batch at a time: the result depends on the batch, not on the number of workers. Pruning too: a trial is
/// held against those of the batches before its own, never against its neighbours, so it does not matter who is faster.
/// </summary>
public static class StudyRun
{
    /// <summary>Trials until the study has asked for so many; a batch that is cut short by cancelling is not told.</summary>
    /// <returns>False when cancelled.</returns>
    public static bool Run(Study study, ITrialWork work, ITrialRunner runner, long trials, int batch, Action<long>? progress = null, CancellationToken cancel = default)
    {
        while (study.Asked < trials && !cancel.IsCancellationRequested)
        {
            StudyTrial[] asked = new StudyTrial[Math.Min(batch, trials - study.Asked)];
            for (int i = 0; i < asked.Length; i++) asked[i] = study.Ask();
            TrialOutcome?[] outcomes = new TrialOutcome?[asked.Length];
            long first = asked[0].Number;
            runner.Run(work, asked.Select(trial => new Trial(trial.Number, trial.Point) { Board = trial.Board }), outcome => outcomes[outcome.Trial.Id - first] = outcome, cancel);
            if (Array.Exists(outcomes, outcome => outcome is null)) return false;
            foreach ((StudyTrial trial, TrialOutcome? outcome) in asked.Zip(outcomes))
                foreach (StepValue step in outcome!.Steps) trial.Report(step.Step, step.Value);
            int wide = study.Objectives.Count;
            study.TellAll([.. asked.Select((trial, i) => outcomes[i] is { Failure: null } o ? (trial, o with { Objectives = o.Objectives[..wide] }, o.Objectives[wide..]) : (trial, outcomes[i]!, Array.Empty<double>()))]);
            progress?.Invoke(study.Asked);
        }
        return study.Asked >= trials;
    }
}
