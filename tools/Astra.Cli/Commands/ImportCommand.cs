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
        Option<string?> segment = new("--segment") { Description = "Segment of a file without that column: NSE_EQ, NSE_INDEX, NSE_FUT, MCX_FUT, …", HelpName = "CODE" };
        Option<int?> interval = new("--interval") { Description = "Minutes of a bar, when the file's spacing does not tell", HelpName = "N" };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new("import", "Make a recording out of CSV") { bars, ticks, output, segment, interval, json };
        command.SetAction(parsed =>
        {
            (string? b, string? t) = (parsed.GetValue(bars), parsed.GetValue(ticks));
            if (b is null == t is null) throw new UsageException("give either --bars or --ticks, and one file");
            string source = b ?? t!;
            if (!File.Exists(source)) throw new UsageException($"{source}: there is no such file; name a CSV file");
            CsvImportOptions options = new() { Segment = parsed.GetValue(segment), IntervalMinutes = parsed.GetValue(interval) };
            string path = parsed.GetRequiredValue(output);
            ImportReport report = b is not null ? CsvImport.Bars(source, path, options) : CsvImport.Ticks(source, path, options);
            if (parsed.GetValue(json)) Json.Write(Of(report, source, path));
            else foreach (string line in ImportText.Lines(report)) Console.Out.WriteLine(line);
            return ExitCode.Done;
        });
        return command;
    }

    private static object Of(ImportReport report, string source, string path) => new
    {
        Source = source,
        Recording = path,
        report.Rows,
        report.Accepted,
        report.Reordered,
        Rejected = report.Rejected.ToDictionary(r => JsonNamingPolicy.CamelCase.ConvertName(r.Reason.ToString()), r => new { r.Count, r.FirstLine }),
        report.IntervalMinutes,
        First = report.Recording.Counts.Total > 0 ? report.Recording.First.ToString() : null,
        Last = report.Recording.Counts.Total > 0 ? report.Recording.Last.ToString() : null,
        PerInstrument = RecordingStat.Of(path).Instruments.Select(i => new
        {
            i.Instrument.Symbol,
            i.Instrument.Segment,
            Records = i.Counts.Total,
            First = i.First?.ToString(),
            Last = i.Last?.ToString(),
        }),
    };
}
