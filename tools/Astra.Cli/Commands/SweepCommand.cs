using System.CommandLine;
using Astra.Markets;
using Astra.Research;
using Astra.Strategies;

namespace Astra.Cli;

/// <summary><c>astra sweep</c>: many parameter sets of one strategy over the same bars.</summary>
internal static class SweepCommand
{
    public static Command Create(CancellationToken interrupt)
    {
        BarsOptions bars = new();
        StrategyOptions strategy = new();
        LedgerOptions ledger = new();
        Option<string[]> grid = new("--grid") { Description = "Values of parameters: fast=5..20,slow=20..60:5,signal=9|12; both ends of a range belong to it, :N is its step. Parameters that are not named keep their value (--param, or the default)", HelpName = "NAME=VALUES[,…]" };
        Option<long?> random = new("--random") { Description = "Draw N sets instead of trying all: parameters of the grid from its values, all others from their whole range", HelpName = "N" };
        Option<int> seed = new("--seed") { Description = "Seed of --random", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<string?> output = new("--out") { Description = "One row for each set: .parquet, .csv or .csv.gz by its ending", HelpName = "FILE" };
        Option<int?> threads = new("--threads") { Description = "Processors to use (default: all); the results are the same", HelpName = "N" };
        Option<int> top = new("--top") { Description = "Best sets to show", HelpName = "N", DefaultValueFactory = _ => 10 };
        Option<string> by = new("--by") { Description = $"Figure by which sets are best, and which the heat map shows: {string.Join(", ", SweepFigures.Names)}", HelpName = "FIGURE", DefaultValueFactory = _ => "return_pct" };
        Option<string?> heatMap = new("--heatmap") { Description = "Two parameters to draw the figure over, for example fast,slow", HelpName = "X,Y" };
        Option<string?> picture = new("--heatmap-out") { Description = "The picture to write, .png or .svg", HelpName = "FILE" };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new("sweep", "Many parameter sets of one strategy over the same bars, on all processors");
        bars.AddTo(command);
        strategy.AddTo(command);
        ledger.AddTo(command);
        foreach (Option option in (Option[])[grid, random, seed, output, threads, top, by, heatMap, picture, json]) command.Add(option);
        command.SetAction(parsed =>
        {
            try
            {
                BacktestSpec spec = strategy.Read(parsed);
                LedgerChoice choice = ledger.Read(parsed);
                int workers = parsed.GetValue(threads) ?? Environment.ProcessorCount;
                if (workers is < 1 or > 1_024) throw new UsageException($"--threads {workers}: give 1 to 1024");
                SweepTop best = new(parsed.GetValue(top), parsed.GetValue(by)!);
                SweepMap? map = MapOf(parsed.GetValue(heatMap), parsed.GetValue(picture), best.By, spec.Strategy);
                ParameterSets sets = SetsOf(spec, parsed.GetValue(grid) ?? [], parsed.GetValue(random), parsed.GetValue(seed));
                SessionCalendar calendar = bars.Calendar(parsed, choice.Broker);
                BarsInput input = bars.Load(parsed, calendar, interrupt);
                if (input.Series.Count > 1)
                    throw new UsageException($"{input.Source} holds {input.Series.Count} instruments and a sweep takes one; give --symbol, one of {string.Join(", ", input.Series.Take(12).Select(s => s.Instrument.Symbol))}{(input.Series.Count > 12 ? " …" : "")}");
                SweepWork work = new(QuestionOf(input, spec, choice, calendar));
                SweepRun run;
                using (SweepFile? file = parsed.GetValue(output) is { } path ? SweepFile.Create(path, spec.Strategy) : null)
                {
                    run = new SweepRun(work, spec.Strategy, sets, workers) { File = file, Top = best, Map = map };
                    run.Run(interrupt);
                }
                if (run.Done > 0) map?.Save(parsed.GetValue(picture)!);
                if (parsed.GetValue(json)) Json.Write(run.ToJson(parsed.GetValue(output), interrupt.IsCancellationRequested));
                else run.Tell();
            }
            catch (SweepException e)
            {
                throw new UsageException(e.Message);
            }
            return interrupt.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Done;
        });
        return command;
    }

    private static ParameterSets SetsOf(BacktestSpec spec, string[] grid, long? random, int seed)
    {
        if (grid.Length == 0 && random is null) throw new UsageException("give --grid, for example --grid fast=5..20,slow=20..60:5, or --random N");
        IReadOnlyList<ParameterChoices> choices = ParameterChoices.Read(grid, spec.Strategy);
        return random is { } count ? ParameterSets.Random(spec.Strategy, choices, count, seed) : ParameterSets.Grid(spec.Strategy, choices, spec.Values);
    }

    private static SweepQuestion QuestionOf(BarsInput input, BacktestSpec spec, LedgerChoice choice, SessionCalendar calendar)
    {
        BarSeries series = input.Series[0];
        if (choice.Warning(series.Instrument) is { } warning) Terminal.Say(warning);
        return SweepSpec.Of(input.Source, series, spec, choice.Rules, choice.FeeRate, choice.India ? choice.Broker : null, choice.ChargesOf)
            .On(series, choice.GatesOf(series, calendar), choice.ChargesOn(series));
    }

    private static SweepMap? MapOf(string? axes, string? path, string by, StrategyDescriptor strategy)
    {
        if (axes is null && path is null) return null;
        if (axes is null || path is null) throw new UsageException("--heatmap and --heatmap-out go together: two parameters, and the picture's file");
        if (!path.EndsWith(".png", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase)) throw new UsageException($"--heatmap-out {path}: give a file that ends in .png or .svg");
        string[] names = axes.Split(',', StringSplitOptions.TrimEntries);
        if (names.Length != 2 || names[0] == names[1] || names.Any(n => strategy.IndexOf(n) < 0))
            throw new UsageException($"--heatmap {axes}: give two of {string.Join(", ", strategy.Parameters.Select(p => p.Name))}, joined by a comma");
        return new SweepMap(names[0], strategy.IndexOf(names[0]), names[1], strategy.IndexOf(names[1]), by);
    }
}
