namespace Astra.Journal;

public enum FindingSeverity
{
    /// <summary>Worth knowing; nothing is wrong (an unfinished write at the end, an index that will be done without).</summary>
    Note,
    /// <summary>Something is damaged that can be done without, and should be deleted: a snapshot. No event is lost, so the journal is good.</summary>
    Warning,
    /// <summary>Events that were durable are damaged or gone.</summary>
    Damage,
}

/// <summary>One thing that verification found.</summary>
/// <param name="Sequence">First sequence concerned, -1 when none is.</param>
public sealed record JournalFinding(FindingSeverity Severity, string File, long Offset, long Sequence, string Text);

/// <summary>Outcome of a full verification.</summary>
public sealed record JournalVerification(
    long Events,
    long Frames,
    long OutboundEvents,
    int Snapshots,
    IReadOnlyList<JournalFinding> Findings)
{
    /// <summary>Everything that was ever durable is there and whole.</summary>
    public bool Good => Findings.All(f => f.Severity != FindingSeverity.Damage);

    internal bool Damages(string file) => Findings.Any(f => f.Severity == FindingSeverity.Damage && f.File == file);
}
