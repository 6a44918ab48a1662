using System.Globalization;
using Astra.Research.Tuning;

namespace Astra.Cli;

/// <summary>What a study found: values tuned on and values looked at, side by side.</summary>
internal static class TuneReport
{
    public static void Write(SearchSpace space, IReadOnlyList<StudyObjective> objectives, Study study, int folds, bool json, bool interrupted)
    {
        StudyTrial? best = study.Best;
        StudyTrial[] all = [.. study.Trials.Where(t => t.State != TrialState.Running)];
        int wide = objectives.Count;
        double[]? onTests = best is null ? null : [.. objectives.Select((_, o) => Mean(best, wide, folds, o))];
        double? chosen = ChosenPerFold(study, folds);
        if (json)
        {
            Json.Write(new
            {
                Trials = all.Length,
                Pruned = all.Count(t => t.State == TrialState.Pruned),
                Failed = all.Count(t => t.State == TrialState.Failed),
                Interrupted = interrupted,
                Objectives = objectives.Select(o => o.Name),
                Best = best is null ? null : new { best.Number, Params = Params(space, best), InSample = best.Values.Select(Known), OnTestBlocks = onTests!.Select(Known) },
                Importance = Shares(space, all),
                OutOfSample = chosen is { } c ? Known(c) : null,
                Front = wide == 1 ? null : study.Front.Select(t => new { t.Number, Params = Params(space, t), InSample = t.Values.Select(Known), OnTestBlocks = objectives.Select((_, o) => Known(Mean(t, wide, folds, o))) }),
            });
            return;
        }
        if (best is null)
        {
            Console.Out.WriteLine(NoBest(all));
            return;
        }
        Console.Out.WriteLine($"{Trials(all)}; best is {best.Number}: {string.Join(", ", Params(space, best).Select(p => $"{p.Key}={p.Value}"))}");
        for (int o = 0; o < wide; o++)
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{objectives[o].Name}: in sample {best.Values[o]:F4}, {(folds > 1 ? "on the test blocks" : "out of sample")} {Shown(onTests![o])}{(folds > 1 ? " (no figure out of sample: other folds were tuned on them)" : "")}"));
        if (folds > 1) Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{objectives[0].Name} out of sample when each fold is traded with the best of its own tuning: {Shown(chosen ?? double.NaN)}"));
        if (Shares(space, all) is { } shares) Console.Out.WriteLine($"importance for {objectives[0].Name}: {Ordered(shares)}");
        if (wide > 1) Console.Out.WriteLine($"front: {string.Join("; ", study.Front.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Number} ({string.Join(", ", t.Values.Select(v => v.ToString("F4", CultureInfo.InvariantCulture)))})")))}");
    }

    /// <summary>How many there are, and how many of them gave no value.</summary>
    internal static string Trials(IReadOnlyList<StudyTrial> trials)
    {
        int pruned = trials.Count(t => t.State == TrialState.Pruned), failed = trials.Count(t => t.State == TrialState.Failed), idle = trials.Count(t => t.Note == BacktestWork.NoTrade);
        return Count.Of(trials.Count, "trial")
            + (pruned > 0 ? $", {pruned} given up early" : "")
            + (idle > 0 ? $", {idle} without a trade" : "")
            + (failed > idle ? $", {failed - idle} failed" : "");
    }

    internal static string NoBest(IReadOnlyList<StudyTrial> trials) =>
        trials.Count > 0 && trials.All(t => t.Note == BacktestWork.NoTrade)
            ? $"{Count.Of(trials.Count, "trial")}, and none traded in the bars that were tuned on: give more bars, a shorter --interval, other ranges (--space), a --quantity that --cash pays for, or another strategy"
            : $"{Count.Of(trials.Count, "trial")}, none of which finished{(trials.LastOrDefault(t => t.Note.Length > 0) is { } failed ? $": {failed.Note}" : "")}";

    internal static Dictionary<string, string> Params(SearchSpace space, StudyTrial trial) =>
        space.Parameters.Select((p, i) => (p.Name, Text: p.Text(trial.Point[i]))).Where(p => p.Text.Length > 0).ToDictionary(p => p.Name, p => p.Text);

    /// <summary>Each parameter's share in how trials ended; null when there are too few to say.</summary>
    internal static Dictionary<string, double>? Shares(SearchSpace space, IEnumerable<StudyTrial> trials) =>
        Importance.Of(space, trials) is { Length: > 0 } shares ? space.Parameters.Zip(shares).ToDictionary(each => each.First.Name, each => each.Second) : null;

    internal static string Ordered(Dictionary<string, double> shares) =>
        string.Join(", ", shares.OrderByDescending(each => each.Value).Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Key} {100 * each.Value:F0}%")));

    /// <summary>Of the values looked at, over the folds.</summary>
    private static double Mean(StudyTrial trial, int wide, int folds, int objective) => Enumerable.Range(0, folds).Average(f => trial.Figures[wide * (folds + f) + objective]);

    /// <summary>Each fold's test value of the trial that was best where that fold was tuned: what following the tuner would have brought.</summary>
    private static double? ChosenPerFold(Study study, int folds)
    {
        int wide = study.Objectives.Count;
        StudyTrial[] finished = [.. study.Finished.Where(t => t.Figures.Length == 2 * wide * folds)];
        if (finished.Length == 0) return null;
        return Enumerable.Range(0, folds).Average(f => finished.MaxBy(t => t.Figures[wide * f])!.Figures[wide * (folds + f)]);
    }

    private static string Shown(double value) => double.IsFinite(value) ? value.ToString("F4", CultureInfo.InvariantCulture) : "not known";

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
