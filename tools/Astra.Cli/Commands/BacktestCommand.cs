using System.CommandLine;
using System.Diagnostics;
using Astra.Core;
using Astra.Markets;
using Astra.Research;
using Spectre.Console;

namespace Astra.Cli;

/// <summary><c>astra backtest</c>: one strategy over bars or a recording.</summary>
internal static class BacktestCommand
{
    public static System.CommandLine.Command Create(CancellationToken interrupt)
    {
        BarsOptions bars = new();
        StrategyOptions strategy = new();
        LedgerOptions ledger = new();
        ReportOptions report = new();
        Option<string> fill = new("--fill") { Description = "next-open: decided at a close, filled at the next open; engine: the engine trades the bars; ticks: the engine trades the recording's ticks", DefaultValueFactory = _ => "next-open" };
        Option<bool> protect = new("--stops") { Description = "With --fill engine or ticks: the engine's stops and targets too, and not signals alone" };
        Option<string?> trades = new("--trades") { Description = "CSV of the trades to write (.gz by its ending; - for stdout)", HelpName = "CSV" };
        Option<string?> equity = new("--equity") { Description = "CSV of equity by bar to write (.gz by its ending; - for stdout)", HelpName = "CSV" };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        System.CommandLine.Command command = new("backtest", "A strategy over history: trades, equity and figures");
        bars.AddTo(command);
        strategy.AddTo(command);
        ledger.AddTo(command);
        report.AddTo(command);
        fill.AcceptOnlyFromAmong("next-open", "engine", "ticks");
        foreach (Option option in (Option[])[fill, protect, trades, equity, json]) command.Add(option);
        command.SetAction(parsed =>
        {
            BacktestSpec spec = strategy.Read(parsed);
            LedgerChoice choice = ledger.Read(parsed);
            string mode = parsed.GetValue(fill)!;
            if (mode == "next-open" && parsed.GetValue(protect)) throw new UsageException("--stops belongs to --fill engine or ticks; fills at the next open know no stops");
            if (mode != "next-open") ledger.RequireEngineCosts(parsed, mode);
            bool onScreen = parsed.GetValue(trades) == TextFile.Screen;
            if ((onScreen ? 1 : 0) + (parsed.GetValue(equity) == TextFile.Screen ? 1 : 0) + (parsed.GetValue(json) ? 1 : 0) > 1)
                throw new UsageException("stdout takes one of --trades -, --equity - and --json; name files for the others");
            onScreen |= parsed.GetValue(equity) == TextFile.Screen;
            SessionCalendar calendar = bars.Calendar(parsed, choice.Broker);
            long began = Stopwatch.GetTimestamp();
            BacktestResult[] results;
            bool interrupted = false;
            IReadOnlyList<BarRepair> repairs = [];
            if (mode == "ticks")
            {
                results = [bars.OnRecords(parsed, (input, symbols, minutes) => EngineBacktest.OnRecords(input, symbols, minutes, spec, choice, parsed.GetValue(protect), calendar, interrupt))];
            }
            else
            {
                BarsInput input = bars.Load(parsed, calendar, interrupt);
                repairs = input.Repairs;
                began = Stopwatch.GetTimestamp();
                results = mode == "engine"
                    ? [EngineBacktest.OnBars(input, spec, choice, parsed.GetValue(protect), calendar, interrupt)]
                    : NextOpen(input, spec, choice, calendar, interrupt);
                interrupted = results.Length < input.Series.Count && mode == "next-open";
            }
            if (results.Any(result => result.Refused.Any(r => r.Reason == Reason.NoChargeRow)))
                Terminal.Say("some sessions have no charges in the schedules, and the engine entered nothing in them; take later days, or --fill next-open --costs india --charges-of YYYY-MM-DD, which counts one day's charges for all");
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (parsed.GetValue(trades) is { } tradesFile) TextFile.Write(tradesFile, BacktestCsv.Trades(results));
            if (parsed.GetValue(equity) is { } equityFile) TextFile.Write(equityFile, BacktestCsv.Equity(results));
            report.Write(parsed, bars.Source(parsed), spec, choice, mode, results);
            Dictionary<string, object?>[] summaries = [.. results.Select(result => BacktestSummary.Of(spec, choice, mode, result, seconds / results.Length))];
            foreach (Dictionary<string, object?> summary in summaries) summary["repairs"] = repairs.ToDictionary(r => r.Fault.ToString(), r => new { r.Count, r.FirstLine });
            if (parsed.GetValue(json)) Write(summaries);
            else if (!onScreen) Show(summaries);
            return interrupted ? ExitCode.Interrupted : ExitCode.Done;
        });
        return command;
    }

    /// <summary>One instrument after the other; after an interruption those that were finished.</summary>
    /// <exception cref="OperationCanceledException">Not one was.</exception>
    private static BacktestResult[] NextOpen(BarsInput input, BacktestSpec spec, LedgerChoice choice, SessionCalendar calendar, CancellationToken interrupt) =>
        Gauge.Run($"trading {spec.Strategy.Name}", "bars", input.Series.Sum(series => (long)series.Count), told =>
        {
            List<BacktestResult> results = [];
            long done = 0;
            foreach (BarSeries series in input.Series)
            {
                if (interrupt.IsCancellationRequested && results.Count > 0) break;
                interrupt.ThrowIfCancellationRequested();
                if (choice.Warning(series.Instrument) is { } warning) Terminal.Say(warning);
                BacktestResult result = choice.RunnerOf(series, calendar).Run(spec);
                if (choice.Overdrawn(result) is { } overdrawn) Terminal.Say(overdrawn);
                results.Add(result);
                told(done += series.Count);
            }
            return results.ToArray();
        });

    private static void Write(Dictionary<string, object?>[] summaries)
    {
        if (summaries.Length == 1) Json.Write(summaries[0]);
        else Json.Write(new Dictionary<string, object?> { ["results"] = summaries });
    }

    private static void Show(Dictionary<string, object?>[] summaries)
    {
        Table table = new();
        foreach (string column in (string[])["symbols", "bars", "trades", "won", "fees", "P&L", "equity", "max drawdown"]) table.AddColumn(new TableColumn(column) { Alignment = column == "symbols" ? Justify.Left : Justify.Right });
        foreach (Dictionary<string, object?> s in summaries)
            table.AddRow(string.Join(", ", (IEnumerable<string>)s["symbols"]!).EscapeMarkup(), $"{s["bars"]:N0}", $"{s["closed_trades"]:N0}", $"{s["winning_trades"]:N0}", $"{s["total_fees"]:N2}", $"{s["sum_closed_pnl"]:N2}", $"{s["final_equity"]:N2}", $"{s["max_drawdown_pct"]:N2}%");
        Terminal.Out.Write(table);
    }
}
