namespace Astra.Journal.EventStore;

/// <summary>How a mirror, or one shipping of a folder, ended.</summary>
/// <param name="Complete">The server has acknowledged every event of both streams and every snapshot that the folder holds.</param>
/// <param name="EventsBehind">Inbound events that it lacks.</param>
/// <param name="OutboundBehind">Outbound events that it lacks.</param>
/// <param name="SnapshotsBehind">Snapshots of the folder that it lacks and would keep.</param>
/// <param name="Shipped">Inbound events that this run shipped and had acknowledged.</param>
/// <param name="OutboundShipped">Outbound events likewise.</param>
/// <param name="SnapshotsShipped">Snapshots likewise.</param>
/// <param name="Text">What happened, in one or two sentences, with the command that completes it when it is not complete. Never holds a password.</param>
public sealed record MirrorOutcome(
    MirrorState State, SessionName? Session, bool Complete, long EventsBehind, long OutboundBehind, int SnapshotsBehind,
    long Shipped, long OutboundShipped, int SnapshotsShipped, string Text);
