using System.CommandLine;
using Astra.Adapters.Recordings;

namespace Astra.Cli;

/// <summary><c>astra recording</c>: look at a recording, or turn it back into CSV.</summary>
internal static class RecordingCommand
{
    public static Command Create(CancellationToken interrupt) => new("recording", "Look at a recording, or turn it back into CSV")
    {
        Stat(),
        Export(),
    };

    private static Argument<string> File() => new("recording") { Description = "The recording", HelpName = "FILE" };

    private static Command Stat()
    {
        Argument<string> file = File();
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new("stat", "Count its records and prove every checksum") { file, json };
        command.SetAction(parsed =>
        {
            RecordingReport.Write(parsed.GetRequiredValue(file), parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Export()
    {
        Argument<string> file = File();
        Option<string> output = new("--out") { Description = "The CSV to write (.gz by its ending)", HelpName = "CSV", Required = true };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new("export", "Write it as CSV in the columns that import reads; depth has none") { file, output, json };
        command.SetAction(parsed =>
        {
            (string path, string csv) = (parsed.GetRequiredValue(file), parsed.GetRequiredValue(output));
            bool bars;
            using (RecordingReader reader = RecordingReader.Open(path)) bars = reader.BarsOnly;
            ExportReport report = bars ? CsvExport.Bars(path, csv) : CsvExport.Ticks(path, csv);
            string kind = bars ? "bar" : "tick";
            if (parsed.GetValue(json)) Json.Write(new { Recording = path, Csv = csv, Kind = kind, report.Rows, report.LeftOut });
            else Console.Out.WriteLine($"{csv}: {Count.Of(report.Rows, "row")}{(report.LeftOut > 0 ? $"; {Count.Of(report.LeftOut, "record")} left out: the {kind} columns have no place for them" : "")}");
            return ExitCode.Done;
        });
        return command;
    }
}
