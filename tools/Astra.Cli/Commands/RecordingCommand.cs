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
        Command command = new("export", "Write it as CSV in the columns that import reads") { file, output };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file);
            bool bars;
            using (RecordingReader reader = RecordingReader.Open(path)) bars = reader.BarsOnly;
            ExportReport report = bars ? CsvExport.Bars(path, parsed.GetRequiredValue(output)) : CsvExport.Ticks(path, parsed.GetRequiredValue(output));
            Terminal.Say(FormattableString.Invariant($"{report.Rows:N0} rows{(report.LeftOut > 0 ? $"; {report.LeftOut:N0} records have no place in the {(bars ? "bar" : "tick")} columns and were left out" : "")}"));
            return ExitCode.Done;
        });
        return command;
    }
}
