using System.CommandLine;

namespace Astra.Cli;

/// <summary><c>astra record</c>: a generated day, kept as a recording; interrupted, the part of it that was generated.</summary>
internal static class RecordCommand
{
    public static Command Create(CancellationToken interrupt)
    {
        Option<string> generate = new("--generate") { Description = $"The day: {GenerateSpec.Form}", HelpName = "SPEC", Required = true };
        Option<string> output = new("--out") { Description = "The recording to write (.gz by its ending)", HelpName = "FILE", Required = true };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new("record", "Write a generated market day to a recording") { generate, output, json };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(output);
            using MarketInput input = MarketInput.Generated(GenerateSpec.Parse(parsed.GetRequiredValue(generate)));
            bool whole = Generation.WriteUntil(input.Source, path, interrupt);
            RecordingReport.Write(path, parsed.GetValue(json));
            return whole ? ExitCode.Done : ExitCode.Interrupted;
        });
        return command;
    }
}
