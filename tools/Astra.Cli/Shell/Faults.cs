using Astra.Adapters.Recordings;
using Astra.Host;
using Astra.Journal;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>Exit codes of exceptions: the one place where a failure becomes a number.</summary>
internal static class Faults
{
    public static int CodeOf(Exception fault) => fault switch
    {
        UsageException or RecoveryException or RecordingFormatException or CsvFormatException or CalendarFormatException => ExitCode.BadInput,
        JournalException journal => CodeOf(journal.Kind),
        EngineStoppedException { InnerException: { } inner } when CodeOf(inner) == ExitCode.BadInput => ExitCode.BadInput,
        FileNotFoundException or DirectoryNotFoundException or SameFileException => ExitCode.BadInput,
        OperationCanceledException => ExitCode.Interrupted,
        _ => ExitCode.CouldNotRun,
    };

    /// <summary>True for a failure that is foreseen: its message is enough. Anything else is a defect and shows where it happened.</summary>
    public static bool IsForeseen(Exception fault) =>
        fault is UsageException or RecoveryException or RecordingFormatException or CsvFormatException or CalendarFormatException or JournalException
            or EngineStoppedException { InnerException: null or JournalException } or IOException or UnauthorizedAccessException;

    private static int CodeOf(JournalErrorKind kind) => kind switch
    {
        JournalErrorKind.NotFound or JournalErrorKind.NotAFolder or JournalErrorKind.BadOption or JournalErrorKind.NewerFormat
            or JournalErrorKind.Corrupt => ExitCode.BadInput,
        _ => ExitCode.CouldNotRun,
    };
}
