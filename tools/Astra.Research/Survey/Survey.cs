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

/// <param name="Cells">Combinations that the plan has; more than rows when it was interrupted or some could not be run.</param>
/// <param name="Rows">Best net result first.</param>
/// <param name="Failures">Why combinations could not be run, each reason once.</param>
public sealed record SurveyResult(SurveyPlan Plan, SurveyWork Work, int Cells, IReadOnlyList<SurveyRow> Rows, IReadOnlyList<string> Failures)
{
    private const double Confidence = 0.95;

    public int LosingAfterCosts => Rows.Count(row => row.Net < 0);

    public int GainingBeforeCosts => Rows.Count(row => row.Gross > 0);

    public int LostToCosts => Rows.Count(row => row.Gross > 0 && row.Net < 0);

    /// <summary>Rows whose result would still stand out had all rows been worthless.</summary>
    public int Convincing => Rows.Count(row => row.Net > 0 && row.DeflatedSharpe >= Confidence);

    /// <summary>What a reader must know first.</summary>
    public string Sentence
    {
        get
        {
            if (Rows.Count == 0) return "Nothing was measured.";
            int idle = Rows.Count(row => row.Trades == 0);
            return $"Of {Rows.Count} combinations judged out of sample, {LosingAfterCosts} lose money after costs; {GainingBeforeCosts} gain before costs, and costs turn {LostToCosts} of those into losses"
                + (idle > 0 ? $"; {idle} never traded" : "")
                + $". {(Convincing == 0 ? "None" : Convincing)} of the {Rows.Count(row => row.Net > 0)} that gain {(Convincing > 1 ? "stand" : "stands")} out from luck (deflated Sharpe ratio of 95% or more, given {Rows.Count} rows).";
        }
    }
}
