using System.Globalization;

namespace Astra.Journal;

/// <summary>Another writer holds the journal.</summary>
/// <param name="processId">The holder, null when it could not be read.</param>
public sealed class JournalInUseException(string folder, int? processId) : JournalException(
    JournalErrorKind.InUse,
    folder,
    processId is { } id
        ? $"the journal is being written by process {id.ToString(CultureInfo.InvariantCulture)}"
        : "the journal is being written by another process",
    "stop that process, or give this one a folder of its own")
{
    public int? ProcessId { get; } = processId;
}
