namespace Astra.Journal.EventStore;

/// <summary>A writer has opened a session.</summary>
/// <param name="Mode">"eventstoredb" or "mirrored".</param>
/// <param name="Machine">Name of the machine that writes.</param>
/// <param name="Version">Of Astra.</param>
public sealed record SessionOpening(SessionName Name, Guid JournalId, string Mode, string Machine, string Version, DateTimeOffset At);

/// <summary>A writer has closed a session in order.</summary>
/// <param name="LastSequence">Last inbound event, -1 when none.</param>
/// <param name="LastOutboundSequence">Last outbound event, -1 when none.</param>
/// <param name="Frames">Events of the inbound stream, those that only say that a writer opened it among them.</param>
/// <param name="OutboundHash">As `astra replay` prints it, null when nobody counted.</param>
public sealed record SessionClosing(
    SessionName Name, DateTimeOffset At, long LastSequence, long LastOutboundSequence, long Frames, string? OutboundHash = null, string? StateHash = null);

/// <summary>A session as the index tells it.</summary>
/// <param name="Opening">The newest one.</param>
/// <param name="Closing">Of the newest opening; null while a writer is at work, or after it fell over.</param>
/// <param name="Openings">How often a writer has opened it, 1 or more.</param>
public sealed record SessionEntry(SessionOpening Opening, SessionClosing? Closing, int Openings)
{
    public SessionName Name => Opening.Name;

    public bool IsOpen => Closing is null;
}
