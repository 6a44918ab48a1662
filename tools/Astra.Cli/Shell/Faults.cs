using Astra.Adapters.Recordings;
using Astra.Host;
using Astra.Journal;
using Astra.Live;
using Astra.Markets;
using Astra.Research;

namespace Astra.Cli;

/// <summary>Exit codes of exceptions: the one place where a failure becomes a number.</summary>
internal static class Faults
{
    public static int CodeOf(Exception fault) => fault switch
    {
        UsageException or RecoveryException or RecordingFormatException or CsvFormatException or CalendarFormatException or CalendarCoverageException or MasterFormatException or ResearchInputException or BacktestException => ExitCode.BadInput,
        DamageException => ExitCode.No,
        JournalException journal => CodeOf(journal.Kind),
        EngineStoppedException { InnerException: { } inner } when CodeOf(inner) is ExitCode.BadInput or ExitCode.No => CodeOf(inner),
        FileNotFoundException or DirectoryNotFoundException or SameFileException => ExitCode.BadInput,
        OperationCanceledException => ExitCode.Interrupted,
        _ => ExitCode.CouldNotRun,
    };

    /// <summary>True for a failure that is foreseen: its message is enough. Anything else is a defect and shows where it happened.</summary>
    public static bool IsForeseen(Exception fault) =>
        fault is UsageException or DamageException or RecoveryException or RecordingFormatException or CsvFormatException or CalendarFormatException or CalendarCoverageException or MasterFormatException or ResearchInputException or BacktestException or JournalException
            or VendorException or EngineStoppedException { InnerException: null or JournalException } or IOException or UnauthorizedAccessException;

    /// <summary>The message of a foreseen failure; what the runtime says in its own words is said in the user's.</summary>
    public static string WordsOf(Exception fault) => fault switch
    {
        FileNotFoundException { FileName: { } file } => $"{file}: there is no such file",
        DirectoryNotFoundException => $"{fault.Message.TrimEnd('.')}: its folder does not exist; make it first",
        UnauthorizedAccessException => $"{fault.Message.TrimEnd('.')}: it is a folder where a file is needed, or this user has no right to it",
        _ => fault.Message,
    };

    private static int CodeOf(JournalErrorKind kind) => kind switch
    {
        JournalErrorKind.NotFound or JournalErrorKind.NotAFolder or JournalErrorKind.BadOption or JournalErrorKind.NewerFormat => ExitCode.BadInput,
        JournalErrorKind.Corrupt => ExitCode.No,
        _ => ExitCode.CouldNotRun,
    };
}
