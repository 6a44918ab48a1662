using System.CommandLine;
using System.Globalization;
using System.Reflection;
using Astra.Markets;
using Astra.Research;

namespace Astra.Cli;

/// <summary>Where a backtest's page and charts go.</summary>
internal sealed class ReportOptions
{
    private readonly Option<string?> _report = new("--report") { Description = "Page to write: figures, tables and charts in one file, no network needed", HelpName = "HTML" };
    private readonly Option<string?> _charts = new("--charts") { Description = "Folder for the charts as PNG and SVG", HelpName = "DIR" };
    private readonly Option<double> _riskFree = new("--risk-free") { Description = "Interest a year that the Sharpe and Sortino ratios are above, for example 0.06", HelpName = "R", DefaultValueFactory = _ => 0 };
    private readonly Option<bool> _inSample = new("--in-sample") { Description = "Say in the report that the parameters were chosen on these bars" };

    public void AddTo(System.CommandLine.Command command)
    {
        foreach (Option option in (Option[])[_report, _charts, _riskFree, _inSample]) command.Add(option);
    }

    /// <summary>Writes what was asked for. Several results go to files with their symbol before the ending, and folders of their own.</summary>
    /// <param name="source">The file that the bars came from.</param>
    public void Write(ParseResult parsed, string source, BacktestSpec spec, LedgerChoice choice, string fill, IReadOnlyList<BacktestResult> results)
    {
        (string? page, string? charts) = (parsed.GetValue(_report), parsed.GetValue(_charts));
        if (page is null && charts is null) return;
        double riskFree = parsed.GetValue(_riskFree);
        if (!(riskFree is >= -1 and <= 10)) throw new UsageException($"--risk-free {riskFree.ToString(CultureInfo.InvariantCulture)}: give a share a year, for example 0.06");
        foreach (BacktestResult result in results)
        {
            string symbols = string.Join(", ", result.Series.Select(series => series.Instrument.Symbol));
            RunRecord run = RunRecords.Of(result);
            ReportInput input = new($"{spec.Strategy.Name} on {symbols}, {result.Series[0].IntervalMinutes} minutes", run, Performance.Of(run, riskFree), Parameters(spec, choice, fill), Provenance(source, result))
            {
                Bars = result.Series.Count == 1 ? result.Series[0] : null,
                InSample = parsed.GetValue(_inSample),
            };
            bool several = results.Count > 1;
            string safe = string.Concat(symbols.Select(c => char.IsLetterOrDigit(c) ? c : '-'));
            BacktestReport.Write(
                input, page is null || !several ? page : Path.ChangeExtension(page, $"{safe}{Path.GetExtension(page)}"),
                charts is null || !several ? charts : Path.Combine(charts, safe));
        }
    }

    /// <summary>What lets somebody run the same again.</summary>
    public static IReadOnlyList<(string Name, string Value)> Provenance(string source, BacktestResult result) =>
    [
        ("Bars from", Path.GetFileName(source)),
        .. result.Series.Select(series => (series.Instrument.Symbol, string.Create(CultureInfo.InvariantCulture, $"{series.Count:N0} bars of {series.IntervalMinutes} minutes, {series[0].Start} to {series[^1].End}, lot {series.Instrument.LotSize}, tick {series.Instrument.TickSize.Rupees}{(series.Instrument.IndexTradedAsFuture ? ", traded as its future" : "")}"))),
        ("Program", $"astra {Version}"),
    ];

    public static string Version { get; } = typeof(ReportOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private static List<(string Name, string Value)> Parameters(BacktestSpec spec, LedgerChoice choice, string fill)
    {
        List<(string Name, string Value)> lines = [.. spec.Strategy.Parameters.Select((parameter, i) => ($"{parameter.Name} ({parameter.Meaning})", spec.Values[i].ToString(CultureInfo.InvariantCulture)))];
        if (spec.Style != ChartStyle.Candle) lines.Add(("chart style", $"{spec.Style} {spec.ChartSize}"));
        bool engine = fill != "next-open";
        int slippage = engine ? choice.SlippageTicks ?? SettingsOptions.Shipped.Ghost.SlippageTicks : choice.Rules.SlippageTicks;
        lines.AddRange(
        [
            ("fills", fill), ("sides", choice.Mode), ("quantity", choice.Rules.Quantity == 0 ? "all that cash pays for" : choice.Rules.Quantity.ToString(CultureInfo.InvariantCulture)),
            ("cash", $"{choice.Rules.Cash} rupees"), ("slippage", $"{slippage} ticks a fill"), ("overnight", choice.Rules.Intraday ? "nothing is kept" : "positions are kept"),
            ("costs", choice.India || engine ? $"Indian charges of {choice.Broker}, {(choice.ChargesOf is { } day ? $"of {day:yyyy-MM-dd}" : "each day by its own")}" : string.Create(CultureInfo.InvariantCulture, $"{choice.FeeRate / 1e7}% of each fill's value")),
        ]);
        return lines;
    }
}
