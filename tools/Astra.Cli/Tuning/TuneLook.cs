using System.CommandLine;
using System.Globalization;
using Astra.Research;
using Astra.Research.Tuning;
using Spectre.Console;

namespace Astra.Cli;

/// <summary><c>astra tune show</c>, <c>plot</c> and <c>export</c>: a study file, also while another process writes it.</summary>
internal static class TuneLook
{
    private const int RowsShown = 10;

    public static Command Show()
    {
        Option<string> study = new("--study") { Description = "The study's file", HelpName = "DB", Required = true };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new("show", "How many trials a study holds, its best, and which parameters mattered") { study, json };
        command.SetAction(parsed => TuneWords.InWords(() =>
        {
            using StudyStore store = StudyStore.OpenRead(parsed.GetRequiredValue(study));
            (SearchSpace space, IReadOnlyList<StudyObjective> objectives, IReadOnlyList<StudyTrial> trials) = (store.Space, store.Objectives, store.Load(store.Space));
            StudyTrial? best = trials.Where(t => t.State == TrialState.Finished && !double.IsNaN(t.Values[0])).MinBy(t => objectives[0].Maximise ? -t.Values[0] : t.Values[0]);
            Dictionary<string, double>? shares = TuneReport.Shares(space, trials);
            if (parsed.GetValue(json))
            {
                Json.Write(new
                {
                    Trials = trials.Count,
                    Pruned = trials.Count(t => t.State == TrialState.Pruned),
                    Failed = trials.Count(t => t.State == TrialState.Failed),
                    Objectives = objectives.Select(o => o.Name),
                    store.Work,
                    Best = best is null ? null : new { best.Number, Params = TuneReport.Params(space, best), best.Values },
                    Importance = shares,
                });
                return ExitCode.Done;
            }
            Console.Out.WriteLine(best is null
                ? TuneReport.NoBest(trials)
                : string.Create(CultureInfo.InvariantCulture, $"{TuneReport.Trials(trials)}; best is {best.Number} with {objectives[0].Name} {best.Values[0]:G6} in sample: {string.Join(", ", TuneReport.Params(space, best).Select(p => $"{p.Key}={p.Value}"))}"));
            if (best is not null) Terminal.Out.Write(Best(space, objectives, trials));
            if (shares is not null) Console.Out.WriteLine($"importance for {objectives[0].Name}: {TuneReport.Ordered(shares)}");
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>The best by the first objective, in sample.</summary>
    private static Table Best(SearchSpace space, IReadOnlyList<StudyObjective> objectives, IEnumerable<StudyTrial> trials)
    {
        Table table = new();
        table.AddColumn(new TableColumn("trial") { Alignment = Justify.Right });
        foreach (string name in space.Parameters.Select(p => p.Name).Concat(objectives.Select(o => o.Name))) table.AddColumn(new TableColumn(name.EscapeMarkup()) { Alignment = Justify.Right });
        foreach (StudyTrial trial in trials.Where(t => t.State == TrialState.Finished && !double.IsNaN(t.Values[0])).OrderBy(t => objectives[0].Maximise ? -t.Values[0] : t.Values[0]).ThenBy(t => t.Number).Take(RowsShown))
            table.AddRow(
            [
                trial.Number.ToString(CultureInfo.InvariantCulture),
                .. space.Parameters.Select((p, i) => (p.Kind == ParameterKind.Number && !double.IsNaN(trial.Point[i]) ? trial.Point[i].ToString("G5", CultureInfo.InvariantCulture) : p.Text(trial.Point[i])).EscapeMarkup()),
                .. trial.Values.Select(value => value.ToString("F4", CultureInfo.InvariantCulture)),
            ]);
        return table;
    }

    public static Command Plot()
    {
        Option<string> study = new("--study") { Description = "The study's file", HelpName = "DB", Required = true };
        Option<string> output = new("--out") { Description = "Folder for the charts, each as PNG and SVG", HelpName = "DIR", Required = true };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new("plot", "A study's charts: history, importance, a slice for each parameter, the front of two objectives") { study, output, json };
        command.SetAction(parsed => TuneWords.InWords(() =>
        {
            (string path, string folder) = (parsed.GetRequiredValue(study), parsed.GetRequiredValue(output));
            using StudyStore store = StudyStore.OpenRead(path);
            SearchSpace space = store.Space;
            IReadOnlyList<Chart> charts = StudyCharts.Of(space, store.Objectives, store.Load(space));
            if (charts.Count == 0) throw new UsageException($"{path}: no trial has finished, there is nothing to draw; go on with astra tune run");
            foreach (Chart chart in charts) chart.Save(folder);
            if (parsed.GetValue(json)) Json.Write(new { Out = folder, Charts = charts.Select(chart => chart.Name) });
            else Console.Out.WriteLine($"{folder}: {string.Join(", ", charts.Select(chart => chart.Name))}, each as PNG and SVG");
            return ExitCode.Done;
        }));
        return command;
    }

    public static Command Export()
    {
        Option<string> study = new("--study") { Description = "The study's file", HelpName = "DB", Required = true };
        Option<string> output = new("--out") { Description = "CSV to write (.gz by its ending; - for stdout)", HelpName = "CSV", DefaultValueFactory = _ => TextFile.Screen };
        Command command = new("export", "A study's trials as CSV: number, state, parameters, objectives") { study, output };
        command.SetAction(parsed => TuneWords.InWords(() =>
        {
            using StudyStore store = StudyStore.OpenRead(parsed.GetRequiredValue(study));
            SearchSpace space = store.Space;
            IReadOnlyList<StudyObjective> objectives = store.Objectives;
            List<string> lines = [string.Join(',', (string[])["number", "state", .. space.Parameters.Select(p => p.Name), .. objectives.Select(o => o.Name)])];
            foreach (StudyTrial trial in store.Load(space))
                lines.Add(string.Join(',', new[] { trial.Number.ToString(CultureInfo.InvariantCulture), trial.State.ToString().ToLowerInvariant() }
                    .Concat(space.Parameters.Select((p, i) => p.Text(trial.Point[i])))
                    .Concat(objectives.Select((_, o) => o < trial.Values.Length ? trial.Values[o].ToString(CultureInfo.InvariantCulture) : ""))));
            TextFile.Write(parsed.GetValue(output)!, lines);
            return ExitCode.Done;
        }));
        return command;
    }
}
