namespace Astra.Journal.EventStore;

internal enum AppenderState
{
    /// <summary>Not opened yet.</summary>
    New,
    /// <summary>Looking for the leader, or pausing before the next try.</summary>
    Connecting,
    /// <summary>A call is open; its first frame, if there is one, is not answered yet.</summary>
    Probing,
    /// <summary>Frames are acknowledged as they come.</summary>
    Running,
    /// <summary>The server does not know this user or does not let it write; tried again slowly.</summary>
    Refused,
    /// <summary>Ended by a defect that waiting does not mend.</summary>
    Failed,
    /// <summary>Abandoned or disposed.</summary>
    Stopped,
}

/// <summary>How an appender is doing, at one moment.</summary>
/// <param name="Since">When <paramref name="State"/> began.</param>
/// <param name="Reconnects">Calls opened after the first.</param>
/// <param name="Resends">Frames sent a second time or more.</param>
/// <param name="LastFault">What went wrong last, one sentence; null when nothing did.</param>
/// <param name="Node">The node written to last, <c>host:port</c>; null before the first.</param>
internal readonly record struct AppenderStatus(
    AppenderState State, DateTimeOffset Since, long Reconnects, long Resends, string? LastFault, string? Node);
