using System.CommandLine;
using Astra.Adapters.Recordings;
using Astra.Core;

namespace Astra.Cli;

/// <summary><c>astra record</c>: a generated day, kept as a recording.</summary>
internal static class RecordCommand
{
    public static System.CommandLine.Command Create(CancellationToken interrupt)
    {
        Option<string> generate = new("--generate") { Description = $"The day: {GenerateSpec.Form}", HelpName = "SPEC", Required = true };
        Option<string> output = new("--out") { Description = "The recording to write (.gz by its ending)", HelpName = "FILE", Required = true };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        System.CommandLine.Command command = new("record", "Write a generated market day to a recording") { generate, output, json };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(output);
            using MarketInput input = MarketInput.Generated(GenerateSpec.Parse(parsed.GetRequiredValue(generate)));
            Gauge.Run("record", "ticks", input.Source.ExpectedTicks, show => Copy(input.Source, path, show, interrupt));
            RecordingReport.Write(path, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static long Copy(IRecordSource source, string path, Action<long> show, CancellationToken interrupt)
    {
        using RecordingWriter writer = new(path, source.Description, source.Instruments);
        InboundRecord record = default;
        long count = 0;
        while (source.TryRead(ref record))
        {
            writer.Write(in record);
            if (++count % 16_384 != 0) continue;
            interrupt.ThrowIfCancellationRequested();
            show(count);
        }
        writer.Complete();
        return count;
    }
}
