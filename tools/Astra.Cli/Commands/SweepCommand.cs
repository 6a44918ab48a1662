using System.CommandLine;
using Astra.Costs;
using Astra.Research;
using Astra.Strategies;

namespace Astra.Cli;

/// <summary><c>astra sweep</c>: many parameter sets of one strategy over the same bars.</summary>
internal static class SweepCommand
{
    public static Command Create(CancellationToken interrupt)
    {
        SweepOptions question = new();
        CalendarOptions calendar = new();
        Option<string[]> grid = new("--grid") { Description = "Values of parameters: fast=5..20,slow=20..60:5,signal=9|12; ranges hold both ends, :N is their step. Parameters that are not named keep their defaults", HelpName = "NAME=VALUES[,…]", AllowMultipleArgumentsPerToken = true };
        Option<long?> random = new("--random") { Description = "Draw N sets instead of trying all: named parameters from their values, others from their whole range", HelpName = "N" };
        Option<int> seed = new("--seed") { Description = "Seed of --random", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<string?> output = new("--out") { Description = "One row for each set: .parquet, .csv or .csv.gz by its ending", HelpName = "FILE" };
        Option<int?> threads = new("--threads") { Description = "Processors to use (default: all); the results are the same", HelpName = "N" };
        Option<int> top = new("--top") { Description = "Best sets to show", HelpName = "N", DefaultValueFactory = _ => 10 };
        Option<string> by = new("--by") { Description = $"Figure that says which sets are best, and that the heat map shows: {string.Join(", ", SweepFigures.Names)}", HelpName = "FIGURE", DefaultValueFactory = _ => "return_pct" };
        Option<string?> heatMap = new("--heatmap") { Description = "Two parameters to draw the figure over, for example fast,slow", HelpName = "X,Y" };
        Option<string?> heatMapOut = new("--heatmap-out") { Description = "Picture to write, .png or .svg", HelpName = "FILE" };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new("sweep", "Many parameter sets of one strategy over the same bars, on all processors");
        question.AddTo(command);
        foreach (Option option in (Option[])[grid, random, seed, output, threads, top, by, heatMap, heatMapOut, json]) command.Add(option);
        calendar.AddTo(command);
        command.SetAction(parsed =>
        {
            SweepSpec spec = question.Read(parsed);
            int workers = parsed.GetValue(threads) ?? Environment.ProcessorCount;
            if (workers is < 1 or > 1_024) throw new UsageException($"--threads {workers}: give 1 to 1024");
            SweepTop best = new(parsed.GetValue(top), parsed.GetValue(by)!);
            try
            {
                StrategyDescriptor strategy = spec.Descriptor;
                IReadOnlyList<ParameterChoices> choices = ParameterChoices.Read(parsed.GetValue(grid) ?? [], strategy);
                if (choices.Count == 0 && parsed.GetValue(random) is null) throw new UsageException("give --grid, for example --grid fast=5..20,slow=20..60:5, or --random N");
                ParameterSets sets = parsed.GetValue(random) is { } draws ? ParameterSets.Random(strategy, choices, draws, parsed.GetValue(seed)) : ParameterSets.Grid(strategy, choices);
                HeatMap? map = MapOf(parsed.GetValue(heatMap), parsed.GetValue(heatMapOut), best.By, strategy);
                ChargeBook? book = spec.Broker is null ? null : CostBooks.Load().Charges;
                SweepWork work = spec.Open(spec.Intraday ? calendar.Read(parsed, question.Broker(parsed)) : null, book);
                SweepRun run;
                using (SweepFile? file = parsed.GetValue(output) is { } path ? SweepFile.Create(path, strategy) : null)
                {
                    run = new SweepRun(work, strategy, sets, workers) { File = file, Top = best, Map = map };
                    run.Run(interrupt);
                }
                if (run.Done > 0) map?.Save(parsed.GetValue(heatMapOut)!);
                if (parsed.GetValue(json)) Json.Write(run.ToJson(spec, parsed.GetValue(output), interrupt.IsCancellationRequested));
                else Tell(run, strategy, sets, work);
            }
            catch (Exception e) when (e is SweepException or BacktestException)
            {
                throw new UsageException(e.Message);
            }
            return interrupt.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Done;
        });
        return command;
    }

    private static HeatMap? MapOf(string? axes, string? path, string by, StrategyDescriptor strategy)
    {
        if (axes is null && path is null) return null;
        if (axes is null || path is null) throw new UsageException("--heatmap and --heatmap-out go together: two parameters, and the picture's file");
        if (!path.EndsWith(".png", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase)) throw new UsageException($"--heatmap-out {path}: give a file that ends in .png or .svg");
        string[] names = axes.Split(',', StringSplitOptions.TrimEntries);
        if (names.Length != 2 || names[0] == names[1] || names.Any(n => strategy.IndexOf(n) < 0))
            throw new UsageException($"--heatmap {axes}: give two of {string.Join(", ", strategy.Parameters.Select(p => p.Name))}, joined by a comma");
        return new HeatMap(names[0], strategy.IndexOf(names[0]), names[1], strategy.IndexOf(names[1]), by);
    }

    private static void Tell(SweepRun run, StrategyDescriptor strategy, ParameterSets sets, SweepWork work)
    {
        run.Top.WriteTable(strategy);
        Console.Out.WriteLine(FormattableString.Invariant(
            $"{Count.Of(run.Done, "set")} x {Count.Of(work.Bars, "bar")} in {run.Seconds:0.00} s, {run.BarSetsPerSecond / 1e6:0.0} M bar-sets/s; {Count.Of(sets.Skipped, "set")} skipped as not valid; best by {run.Top.By}"));
        Console.Out.WriteLine("The best of many sets owes most to luck: try it on days that the sweep has not seen.");
    }
}
