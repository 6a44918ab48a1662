using System.CommandLine;
using Astra.Markets;
using Astra.Research;

namespace Astra.Cli;

/// <summary><c>astra lookahead</c>: does a strategy trade on what it cannot know?</summary>
internal static class LookaheadCommand
{
    public static System.CommandLine.Command Create(CancellationToken interrupt)
    {
        BarsOptions bars = new();
        StrategyOptions strategy = new();
        LedgerOptions ledger = new();
        Option<int> cuts = new("--cuts") { Description = "How many cuts after which the bars are changed", HelpName = "N", DefaultValueFactory = _ => 20 };
        Option<ulong> seed = new("--seed") { Description = "Of the changes", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        System.CommandLine.Command command = new("lookahead", "Change the bars after a cut: no fill up to it may move. Exit 1 with the first that does");
        bars.AddTo(command);
        strategy.AddTo(command);
        ledger.AddTo(command);
        foreach (Option option in (Option[])[cuts, seed, json]) command.Add(option);
        command.SetAction(parsed =>
        {
            int count = parsed.GetValue(cuts);
            if (count is < 1 or > 100_000) throw new UsageException($"--cuts {count}: give 1 to 100,000");
            BacktestSpec spec = strategy.Read(parsed);
            LedgerChoice choice = ledger.Read(parsed);
            SessionCalendar calendar = bars.Calendar(parsed, choice.Broker);
            var findings = bars.Load(parsed, calendar, interrupt).Series
                .Select(series => (series.Instrument.Symbol, Finding: series.Count < 3
                    ? throw new UsageException($"{series.Instrument.Symbol} has {Count.Of(series.Count, "bar")}; a cut needs three")
                    : Gauge.Run($"cutting {series.Instrument.Symbol}", "cuts", count, told =>
                        LookAhead.Check(series, changed => choice.RunnerOf(changed, calendar).Run(spec), count, parsed.GetValue(seed), interrupt.Stopping(told)))))
                .ToArray();
            bool clean = findings.All(f => f.Finding is null);
            if (parsed.GetValue(json)) Json.Write(new { Strategy = spec.Strategy.Name, Cuts = count, LookAhead = !clean, Findings = findings.Where(f => f.Finding is not null).Select(f => new { f.Symbol, f.Finding!.Cut, f.Finding.Seed, f.Finding.Trade, f.Finding.Words }) });
            else foreach ((string symbol, LookAheadFinding? finding) in findings) Console.Out.WriteLine($"{symbol}: {finding?.Words ?? $"no fill moved at {count} cuts"}");
            return clean ? ExitCode.Done : ExitCode.No;
        });
        return command;
    }
}
