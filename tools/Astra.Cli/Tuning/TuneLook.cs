using System.CommandLine;
using System.Globalization;
using Astra.Research.Tuning;

namespace Astra.Cli;

/// <summary><c>astra tune show</c> and <c>astra tune export</c>: a study file, also while another process writes it.</summary>
internal static class TuneLook
{
    public static Command Show()
    {
        Option<string> study = new("--study") { Description = "The study's file", HelpName = "DB", Required = true };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new("show", "How many trials a study holds, and its best") { study, json };
        command.SetAction(parsed => TuneWords.InWords(() =>
        {
            using StudyStore store = StudyStore.OpenRead(parsed.GetRequiredValue(study));
            (SearchSpace space, IReadOnlyList<StudyObjective> objectives, IReadOnlyList<StudyTrial> trials) = (store.Space, store.Objectives, store.Load(store.Space));
            StudyTrial? best = trials.Where(t => t.State == TrialState.Finished && !double.IsNaN(t.Values[0])).MinBy(t => objectives[0].Maximise ? -t.Values[0] : t.Values[0]);
            if (parsed.GetValue(json))
                Json.Write(new { Trials = trials.Count, Objectives = objectives.Select(o => o.Name), store.Work, Best = best is null ? null : new { best.Number, Params = TuneReport.Params(space, best), best.Values } });
            else
                Console.Out.WriteLine(best is null
                    ? $"{Count.Of(trials.Count, "trial")}, none of which finished"
                    : string.Create(CultureInfo.InvariantCulture, $"{Count.Of(trials.Count, "trial")}; best is {best.Number} with {objectives[0].Name} {best.Values[0]:G6} in sample: {string.Join(", ", TuneReport.Params(space, best).Select(p => $"{p.Key}={p.Value}"))}"));
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
