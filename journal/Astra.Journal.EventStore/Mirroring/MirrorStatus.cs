namespace Astra.Journal.EventStore;

/// <summary>Where a mirror is, at one moment.</summary>
/// <param name="Session">Name of the session on the server; null until the first event is durable, unless it was given.</param>
/// <param name="Inbound">Last inbound sequence that the server has acknowledged, -1 when none.</param>
/// <param name="Outbound">Last outbound sequence that it has acknowledged, -1 when none.</param>
/// <param name="Snapshot">Sequence of the newest snapshot that it holds, -1 when none is known.</param>
/// <param name="Message">Why it is not following, with the remedy; null when nothing is wrong. Never holds a password.</param>
public sealed record MirrorStatus(MirrorState State, SessionName? Session, long Inbound, long Outbound, long Snapshot, string? Message)
{
    /// <summary>True when it ships no more until a person has done something.</summary>
    public bool NeedsAttention => State is MirrorState.Diverged or MirrorState.Refused or MirrorState.Unreadable;
}
