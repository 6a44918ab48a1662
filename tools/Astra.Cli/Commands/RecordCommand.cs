using System.CommandLine;

namespace Astra.Cli;

/// <summary><c>astra record</c>: a live feed or a generated day, kept as a recording; interrupted, what there was until then.</summary>
internal static class RecordCommand
{
    public static Command Create(CancellationToken interrupt)
    {
        Option<string?> generate = new("--generate") { Description = $"A generated day: {GenerateSpec.Form}", HelpName = "SPEC" };
        Option<string> output = new("--out") { Description = "The recording to write (.gz by its ending)", HelpName = "FILE", Required = true };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        FeedOptions feed = new(most: 1);
        Command command = new("record", "Write a live feed, or a generated market day, to a recording") { generate, output };
        feed.AddTo(command);
        command.Add(json);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(output);
            FeedRequest? live = feed.Read(parsed);
            string? spec = parsed.GetValue(generate);
            if (live is null == spec is null) throw new UsageException($"give either --feed {string.Join("|", Vendors.Names)} or --generate {GenerateSpec.Form}");
            if (live is not null) return Record(live, path, parsed.GetValue(json), interrupt);
            using MarketInput input = MarketInput.Generated(GenerateSpec.Parse(spec!));
            bool whole = Generation.WriteUntil(input.Source, path, interrupt);
            RecordingReport.Write(path, parsed.GetValue(json));
            return whole ? ExitCode.Done : ExitCode.Interrupted;
        });
        return command;
    }

    private static int Record(FeedRequest request, string path, bool json, CancellationToken interrupt)
    {
        FeedRecordingResult result = FeedRecording.RunAsync(request, path, interrupt).GetAwaiter().GetResult();
        if (json) Json.Write(result);
        else foreach (string line in result.Lines()) Console.Out.WriteLine(line);
        if (result.Stopped is { } words)
        {
            Terminal.Say(words);
            return ExitCode.CouldNotRun;
        }
        return result.Interrupted ? ExitCode.Interrupted : ExitCode.Done;
    }
}
