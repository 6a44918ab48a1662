namespace Astra.Research;

/// <summary>Runs a survey and keeps what is done.</summary>
public static class Survey
{
    /// <param name="folder">Of its files; a survey that was interrupted there goes on.</param>
    /// <param name="progress">Is told how many cells are done, from one thread at a time.</param>
    /// <exception cref="BacktestException">Nothing can be run, or the folder holds another survey.</exception>
    public static SurveyResult Run(SurveyPlan plan, string folder, ITrialRunner runner, Action<long>? progress = null, CancellationToken cancel = default)
    {
        SurveyWork work = new(plan);
        if (work.Cells.Count == 0) throw new BacktestException("nothing to survey: no interval is a multiple of the bars' own; give one that is");
        Directory.CreateDirectory(folder);
        using SurveyJournal journal = SurveyJournal.Open(Path.Combine(folder, "survey.jsonl"), work.Spec);
        Dictionary<long, TrialOutcome> outcomes = new(journal.Done);
        IEnumerable<Trial> open = Enumerable.Range(0, work.Cells.Count).Where(i => !journal.Done.ContainsKey(i)).Select(i => new Trial(i, [i]));
        runner.Run(work, open, outcome =>
        {
            journal.Add(outcome);
            outcomes[outcome.Trial.Id] = outcome;
            progress?.Invoke(outcomes.Count);
        }, cancel);
        TrialOutcome[] ordered = [.. outcomes.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
        return new SurveyResult(
            plan, work, work.Cells.Count, SurveyRow.Ranked([.. ordered.Select(work.RowOf).OfType<SurveyRow>()]),
            [.. ordered.Where(outcome => outcome.Failure is not null).Select(outcome => outcome.Failure!).Distinct()]);
    }
}
