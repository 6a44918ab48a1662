namespace Astra.StandIns.EventStore;

internal enum AppendOutcome
{
    Stored,

    /// <summary>The same ids stand there already; nothing was written.</summary>
    Duplicate,
    WrongRevision,
    StreamDeleted,

    /// <summary>No answer in time. It may be stored, now or later.</summary>
    TimedOut,
}

/// <param name="Revision">Of the append's last event, or, of a refusal, the stream's last revision; -1 for none.</param>
/// <param name="Position">Of the append's last event.</param>
internal readonly record struct AppendResult(AppendOutcome Outcome, long Revision, ulong Position)
{
    public bool IsSuccess => Outcome is AppendOutcome.Stored or AppendOutcome.Duplicate;
}
