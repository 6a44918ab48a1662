using System.CommandLine;
using System.Globalization;
using Astra.Markets;
using Astra.Research;
using Astra.Research.Tuning;
using Astra.Strategies;

namespace Astra.Cli;

/// <summary><c>astra tune run</c>: searches a strategy's parameters over bars, and says what the choice is worth where it was not tuned.</summary>
internal static class TuneRun
{
    public static System.CommandLine.Command Create(CancellationToken interrupt)
    {
        BarsOptions bars = new();
        LedgerOptions ledger = new();
        Option<string> name = new("--strategy") { Description = "Its name, for example macd-cross; its parameters are searched from a third to three times their defaults, within what it allows, in sets that it takes", HelpName = "NAME", Required = true };
        Option<string?> spaceFile = new("--space") { Description = "JSON of the ranges to search instead, [{\"name\":\"fast\",\"type\":\"int\",\"low\":5,\"high\":30}, ...], in the strategy's order", HelpName = "JSON" };
        Option<int> trials = new("--trials") { Description = "Trials in all, those of the study file included", HelpName = "N", DefaultValueFactory = _ => 100 };
        Option<string[]> objective = new("--objective") { Description = $"{string.Join(", ", EquityScore.Names)}; give it twice for a front of both", HelpName = "NAME", DefaultValueFactory = _ => ["sharpe"] };
        Option<string> prune = new("--prune") { Description = "median, halving or none: judge a trial after each fold by those of the batches before its own, and leave the later folds out", DefaultValueFactory = _ => "none" };
        Option<string> validation = new("--validation") { Description = "split:SHARE, walk-forward:K, anchored:K or purged:K", DefaultValueFactory = _ => "split:0.7" };
        Option<int> purge = new("--purge") { Description = "Bars left out between tuning and test", HelpName = "N" };
        Option<int> embargo = new("--embargo") { Description = "Bars left out after a test besides (purged)", HelpName = "N" };
        Option<string> sampler = new("--sampler") { Description = "tpe, tpe-univariate, random or grid", DefaultValueFactory = _ => "tpe" };
        Option<string?> study = new("--study") { Description = "File to keep the trials in, and to go on from", HelpName = "DB" };
        Option<long> seed = new("--seed") { Description = "Same seed, same trials", HelpName = "N" };
        Option<int> batch = new("--batch") { Description = "Trials side by side; the result depends on it, and not on --threads", HelpName = "N", DefaultValueFactory = _ => 4 };
        Option<int> threads = new("--threads") { Description = "Workers (0: one for each processor)", HelpName = "N" };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        System.CommandLine.Command command = new("run", "Search a strategy's parameters on one part of the bars, and judge the choice on another");
        bars.AddTo(command);
        ledger.AddTo(command);
        foreach (Option option in (Option[])[name, spaceFile, trials, objective, prune, validation, purge, embargo, sampler, study, seed, batch, threads, json]) command.Add(option);
        command.SetAction(parsed => TuneWords.InWords(() =>
        {
            string wanted = parsed.GetRequiredValue(name);
            if (!StrategyRegistry.TryGet(wanted, out StrategyDescriptor? strategy)) throw new UsageException($"--strategy {wanted}: {StrategyRegistry.FirstProblem(wanted)}");
            StudyObjective[] objectives = TuneWords.Objectives(parsed.GetValue(objective)!);
            IPruner? pruner = TuneWords.Pruner(parsed.GetValue(prune)!);
            int count = TuneWords.Positive(parsed.GetValue(trials), "--trials"), side = TuneWords.Positive(parsed.GetValue(batch), "--batch");
            if (parsed.GetValue(seed) < 0 || parsed.GetValue(threads) < 0) throw new UsageException("--seed and --threads: give 0 or more");
            LedgerChoice choice = ledger.Read(parsed);
            SessionCalendar calendar = bars.Calendar(parsed, choice.Broker);
            BarsInput input = bars.Load(parsed, calendar);
            if (input.Series.Count != 1) throw new UsageException($"{input.Source} holds {input.Series.Count} instruments, and a study has one; name one with --symbol, and give each a study of its own");
            BarSeries series = input.Series[0];
            SearchSpace space = parsed.GetValue(spaceFile) is { } file ? TuneWords.Space(strategy, file) : StrategySpace.Of(strategy);
            IReadOnlyList<Fold> folds = TuneWords.Folds(parsed.GetValue(validation)!, series.Count, parsed.GetValue(purge), parsed.GetValue(embargo));
            string samplerName = parsed.GetValue(sampler)!;
            string data = string.Create(CultureInfo.InvariantCulture, $"{series.Instrument.Symbol}, {series.Count} bars of {series.IntervalMinutes} minutes, {series[0].Start}..{series[^1].End}; {choice}");
            BacktestWork work = TuneWords.Work(strategy, objectives, folds, data, () => choice.RunnerOf(series, calendar), pruner);
            using StudyStore? store = parsed.GetValue(study) is { } path ? StudyStore.Create(path, space, objectives, $"{samplerName}, seed {parsed.GetValue(seed)}, batch {side}: {work.Spec}") : null;
            Study search = new(space, TuneWords.Sampler(samplerName, (ulong)parsed.GetValue(seed)), objectives, pruner, store);
            bool whole = Gauge.Run($"tune {wanted}", "trials", count, progress =>
                StudyRun.Run(search, work, new InProcessTrialRunner(parsed.GetValue(threads)), count, side, progress, interrupt));
            TuneReport.Write(space, objectives, search, folds.Count, parsed.GetValue(json), !whole);
            return whole ? ExitCode.Done : ExitCode.Interrupted;
        }));
        return command;
    }
}
