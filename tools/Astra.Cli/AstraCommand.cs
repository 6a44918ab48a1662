using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Astra.Cli;

/// <summary>The <c>astra</c> command: its tree, and what becomes of a failure.</summary>
internal static partial class AstraCommand
{
    public static int Invoke(string[] args, CancellationToken interrupt)
    {
        // Numbers read and written the same way whatever the machine's language.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        ParseResult parsed = Root(interrupt).Parse(args);
        string[] problems = [.. Problems(parsed)];
        if (problems.Length > 0)
        {
            foreach (string message in problems) Terminal.Say(message);
            Terminal.Say($"see: {Path(parsed.CommandResult.Command)} --help");
            return ExitCode.BadInput;
        }
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e)
        {
            Terminal.Say(Faults.IsForeseen(e) ? Faults.WordsOf(e) : $"this is a defect of astra: {e}");
            return Faults.CodeOf(e);
        }
    }

    private static IEnumerable<string> Problems(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        // Also beside --help, which would answer about another command than the one asked for.
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.FirstOrDefault(token => !token.StartsWith('-')) is { } unknown)
            return [$"no such command '{unknown}'; there are: {string.Join(", ", command.Subcommands.Select(c => c.Name))}"];
        return parsed.Errors.Select(error => InWords(error.Message)).Distinct();
    }

    private static string InWords(string message)
    {
        Match match = WrongType().Match(message);
        if (!match.Success) return message;
        string wanted = match.Groups["type"].Value.Contains("Int", StringComparison.Ordinal) ? "a whole number" : "a number";
        return $"{match.Groups["option"].Value} {match.Groups["value"].Value}: give {wanted}";
    }

    [GeneratedRegex(@"^Cannot parse argument '(?<value>[^']*)' for option '(?<option>[^']*)' as expected type '(?<type>[^']*)'")]
    private static partial Regex WrongType();

    private static RootCommand Root(CancellationToken interrupt) =>
        new("Astra: shadow trading of Indian markets, event by event. Real ticks, real charges, no real orders.")
        {
            RunCommand.Create(interrupt),
            ShadowCommand.Create(interrupt),
            ReplayCommand.Create(interrupt),
            JournalCommand.Create(interrupt),
            ImportCommand.Create(interrupt),
            RecordCommand.Create(interrupt),
            FeedCommand.Create(interrupt),
            RecordingCommand.Create(interrupt),
            CalendarCommand.Create(),
            CostsCommand.Create(),
            FeasibleCommand.Create(),
            BacktestCommand.Create(interrupt),
            SurveyCommand.Create(interrupt),
            LookaheadCommand.Create(interrupt),
            WarmupCommand.Create(interrupt),
            OptionsCommand.Create(),
            IndicatorsCommand.Create(interrupt),
            InstrumentsCommand.Create(),
            StrategiesCommand.Create(),
            DrillCommand.Create(interrupt),
            MonteCarloCommand.Create(interrupt),
            TuneCommand.Create(interrupt),
            BenchCommand.Create(interrupt),
            DoctorCommand.Create(interrupt),
            SweepCommand.Create(interrupt),
        };

    private static string Path(System.CommandLine.Command command) =>
        command is RootCommand ? "astra" : $"{string.Join(' ', command.Parents.OfType<System.CommandLine.Command>().Where(c => c is not RootCommand).Select(c => c.Name).Prepend("astra"))} {command.Name}";
}
