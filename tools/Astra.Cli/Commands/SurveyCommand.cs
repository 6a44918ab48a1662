using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Astra.Markets;
using Astra.Research;
using Spectre.Console;

namespace Astra.Cli;

/// <summary><c>astra survey</c>: every strategy on many instruments and intervals, out of sample and after costs.</summary>
internal static class SurveyCommand
{
    private const int RowsShown = 10;

    public static System.CommandLine.Command Create(CancellationToken interrupt)
    {
        SurveyOptions options = new();
        Option<string> output = new("--out") { Description = "Folder for survey.md, .csv, .html, the heat map and the best row's report; an interrupted survey goes on there", HelpName = "DIR", Required = true };
        Option<int> workers = new("--workers") { Description = "Threads (default: one for each processor)", HelpName = "N" };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        System.CommandLine.Command command = new("survey", "Strategies × instruments × intervals: parameters chosen in one part of the data, judged in the rest, after costs") { output };
        options.AddTo(command);
        command.Add(workers);
        command.Add(json);
        command.SetAction(parsed =>
        {
            string folder = parsed.GetRequiredValue(output);
            if (parsed.GetValue(workers) is < 0 or > 1024) throw new UsageException("--workers: give 1 to 1024, or leave it out");
            SurveyPlan plan = options.Read(parsed);
            long began = Stopwatch.GetTimestamp();
            SurveyResult result = Gauge.Run("surveying", "combinations", plan.Cells().Count, show =>
                Survey.Run(plan, folder, new InProcessTrialRunner(parsed.GetValue(workers)), show, interrupt));
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            foreach (SurveyGap gap in plan.Gaps()) Terminal.Say($"not judged: {gap.What}: {gap.Why}");
            foreach (string failure in result.Failures) Terminal.Say($"not run: {failure}");
            List<(string Name, string Value)> provenance = [.. options.Provenance(parsed, plan), ("Program", $"astra {ReportOptions.Version}")];
            SurveyFiles.Write(result, folder, provenance);
            if (result.Rows.Count > 0) Best(result, folder, provenance);
            if (parsed.GetValue(json)) Write(result, folder, seconds);
            else Show(result, folder);
            return interrupt.IsCancellationRequested ? ExitCode.Interrupted : result.Rows.Count > 0 ? ExitCode.Done : ExitCode.BadInput;
        });
        return command;
    }

    /// <summary>The report of the row that one is tempted to trade.</summary>
    private static void Best(SurveyResult result, string folder, List<(string Name, string Value)> provenance)
    {
        SurveyRow row = result.Rows[0];
        (RunRecord run, BarSeries series, int quantity) = result.Work.Judge(row);
        PerformanceFigures figures = Performance.Of(run, trials: result.Sets, trialsVariance: SurveyRow.Variance(result.Rows));
        List<(string, string)> parameters = [("values", SurveyFiles.Parameters(result.Plan, row)), ("quantity", quantity.ToString(CultureInfo.InvariantCulture))];
        BacktestReport.Write(
            new ReportInput($"The best of {result.Rows.Count}: {row.Label} on {row.Instrument}, {row.IntervalMinutes} minutes, out of sample", run, figures, parameters, provenance) { Bars = series },
            Path.Combine(folder, "best.html"), null);
    }

    private static void Write(SurveyResult result, string folder, double seconds) => Json.Write(new
    {
        Combinations = result.Cells,
        Judged = result.Rows.Count,
        ParameterSets = result.Sets,
        result.LosingBeforeCosts,
        result.LosingAfterCosts,
        result.GainingBeforeCosts,
        result.LostToCosts,
        result.BehindHolding,
        result.Convincing,
        result.Sentence,
        result.Belief,
        Method = SurveyMethod.Of(result.Plan),
        result.Plan.Trials,
        result.Plan.Seed,
        Seconds = Math.Round(seconds, 2),
        Folder = folder,
        NotJudged = result.Plan.Gaps(),
        NotRun = result.Failures,
        Strategies = SurveyTotals.ByStrategy(result),
        result.Rows,
    });

    private static void Show(SurveyResult result, string folder)
    {
        Table table = new();
        foreach (string column in (string[])["instrument", "strategy", "net", "gross", "costs", "trades", "Sharpe", "deflated", "overfitting"])
            table.AddColumn(new TableColumn(column) { NoWrap = true, Alignment = column is "instrument" or "strategy" ? Justify.Left : Justify.Right });
        bool cut = result.Rows.Count > 2 * RowsShown;
        foreach (SurveyRow row in cut ? result.Rows.Take(RowsShown) : result.Rows) Add(row);
        if (cut)
        {
            table.AddRow([$"… {result.Rows.Count - 2 * RowsShown} rows …", .. Enumerable.Repeat("", 8)]);
            foreach (SurveyRow row in result.Rows.TakeLast(RowsShown)) Add(row);
        }
        if (result.Rows.Count > 0) Terminal.Out.Write(table);
        Terminal.Out.WriteLine(result.Sentence);
        if (result.Belief.Length > 0) Terminal.Out.WriteLine(result.Belief);
        Terminal.Out.WriteLine($"All rows: {Path.Combine(folder, "survey.html")}, .md and .csv{(result.Rows.Count > 0 ? $"; the best one's report: {Path.Combine(folder, "best.html")}" : "")}");

        void Add(SurveyRow row) => table.AddRow(
            $"{row.Instrument.EscapeMarkup()} {row.IntervalMinutes} min", row.Label.EscapeMarkup(), $"{row.Net:N0}", $"{row.Gross:N0}", $"{row.Costs:N0}", $"{row.Trades:N0}",
            row.Sharpe is { } sharpe ? $"{sharpe:N2}" : "–", row.DeflatedSharpe is { } deflated ? $"{100 * deflated:N0}%" : "–", row.Overfitting is { } overfitting ? $"{100 * overfitting:N0}%" : "–");
    }
}
