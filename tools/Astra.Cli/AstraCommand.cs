using System.CommandLine;
using System.Globalization;

namespace Astra.Cli;

/// <summary>The <c>astra</c> command: its tree, and what becomes of a failure.</summary>
internal static class AstraCommand
{
    public static int Invoke(string[] args, CancellationToken interrupt)
    {
        // Numbers read and written the same way whatever the machine's language.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        ParseResult parsed = Root(interrupt).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (string message in parsed.Errors.Select(error => error.Message).Distinct()) Terminal.Say(message);
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
            Terminal.Say(Faults.IsForeseen(e) ? e.Message : $"this is a defect of astra: {e}");
            return Faults.CodeOf(e);
        }
    }

    private static RootCommand Root(CancellationToken interrupt) =>
        new("Astra: shadow trading of Indian markets, event by event. Real ticks, real charges, no real orders.")
        {
            RunCommand.Create(interrupt),
            ShadowCommand.Create(interrupt),
            ReplayCommand.Create(interrupt),
            JournalCommand.Create(interrupt),
            ImportCommand.Create(interrupt),
            RecordCommand.Create(interrupt),
            RecordingCommand.Create(interrupt),
            DrillCommand.Create(interrupt),
            BenchCommand.Create(interrupt),
        };

    private static string Path(System.CommandLine.Command command) =>
        command is RootCommand ? "astra" : $"{string.Join(' ', command.Parents.OfType<System.CommandLine.Command>().Where(c => c is not RootCommand).Select(c => c.Name).Prepend("astra"))} {command.Name}";
}
