using System.CommandLine;
using System.Text.Json;
using Astra.Adapters.Recordings;
using Astra.Markets;

namespace Astra.Cli;

/// <summary><c>astra import</c>: CSV to a recording.</summary>
internal static class ImportCommand
{
    public static Command Create(CancellationToken interrupt)
    {
        Option<string?> bars = new("--bars") { Description = "CSV of bars: ts,symbol,open,high,low,close[,segment,volume,oi] (.gz by its ending)", HelpName = "CSV" };
        Option<string?> ticks = new("--ticks") { Description = "CSV of ticks: ts,symbol,ltp[,qty,bid,ask,bidqty,askqty,volume,oi,segment] (.gz by its ending)", HelpName = "CSV" };
        Option<string> output = new("--out") { Description = "The recording to write (.gz by its ending)", HelpName = "FILE", Required = true };
        Option<string?> segment = new("--segment") { Description = $"Segment of all rows: {string.Join(", ", CsvImportOptions.Segments)}", HelpName = "CODE" };
        Option<int?> interval = new("--interval") { Description = "Minutes of a bar, 1 to 1440, when the file's spacing does not tell", HelpName = "N" };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new("import", "Make a recording out of CSV") { bars, ticks, output, segment, interval, json };
        command.SetAction(parsed =>
        {
            (string? b, string? t) = (parsed.GetValue(bars), parsed.GetValue(ticks));
            if (b is null == t is null) throw new UsageException("give either --bars or --ticks, and one file");
            string source = b ?? t!;
            DataFile.RequireFile(source);
            CsvImportOptions options = Options(parsed.GetValue(segment), parsed.GetValue(interval));
            string path = parsed.GetRequiredValue(output);
            ImportReport report = b is not null ? CsvImport.Bars(source, path, options) : CsvImport.Ticks(source, path, options);
            if (parsed.GetValue(json)) Json.Write(Of(report, RecordingStat.Of(path), source, path));
            else foreach (string line in ImportText.Lines(report)) Console.Out.WriteLine(line);
            return ExitCode.Done;
        });
        return command;
    }

    private static CsvImportOptions Options(string? segment, int? interval)
    {
        if (segment is not null && !CsvImportOptions.Segments.Contains(segment))
            throw new UsageException($"--segment {segment}: give one of {string.Join(", ", CsvImportOptions.Segments)}");
        if (interval is < 1 or > CsvImportOptions.MaxIntervalMinutes)
            throw new UsageException($"--interval {interval}: give minutes from 1 to {CsvImportOptions.MaxIntervalMinutes}, a day");
        return new CsvImportOptions { Segment = segment, IntervalMinutes = interval };
    }

    private static object Of(ImportReport report, RecordingStat stat, string source, string path) => new
    {
        Source = source,
        Recording = path,
        report.Rows,
        report.Accepted,
        report.Reordered,
        Rejected = report.Rejected.ToDictionary(r => JsonNamingPolicy.CamelCase.ConvertName(r.Reason.ToString()), r => new { r.Count, r.FirstLine }),
        report.IntervalMinutes,
        First = stat.First?.ToString(),
        Last = stat.Last?.ToString(),
        PerInstrument = stat.Instruments.Select(i => new
        {
            i.Instrument.Symbol,
            i.Instrument.Segment,
            Records = i.Counts.Total,
            First = i.First?.ToString(),
            Last = i.Last?.ToString(),
        }),
    };
}
