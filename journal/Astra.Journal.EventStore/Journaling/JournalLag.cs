namespace Astra.Journal.EventStore;

/// <summary>How far a server is behind what was written for it, at one moment. The parts are read one after another, so they may be one frame apart.</summary>
/// <param name="Frames">Frames sent, or cut to be sent, that the server has not acknowledged.</param>
/// <param name="Events">Events written that are not acknowledged: those frames' and those that are not cut yet.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Oldest">How long the oldest of them has waited; zero when none waits.</param>
/// <param name="State">One of the words of <see cref="LagState"/>.</param>
/// <param name="Reconnects">Calls opened again because an outcome was unknown.</param>
/// <param name="Resends">Frames sent a second time or more.</param>
/// <param name="Durable">Last sequence that the server has acknowledged, -1 when none.</param>
/// <param name="Fault">What the server, or the way to it, said last; null when nothing went wrong yet. Never holds a password.</param>
public sealed record JournalLag(
    long Frames, long Events, long Bytes, TimeSpan Oldest, string State, long Reconnects = 0, long Resends = 0, long Durable = -1, string? Fault = null);

/// <summary>The states that a <see cref="JournalLag"/> tells, as they are printed.</summary>
public static class LagState
{
    /// <summary>Frames are acknowledged as they come.</summary>
    public const string Connected = "connected";

    /// <summary>No node leads or answers yet, or an outcome is unknown and is being found out.</summary>
    public const string Connecting = "connecting";

    /// <summary>Nothing was acknowledged for longer than an outage takes to be told; frames are kept and sent again.</summary>
    public const string Holding = "holding";

    /// <summary>A folder on this machine has taken over; the server is caught up with when the session is resumed.</summary>
    public const string FallenBack = "fallen back";

    /// <summary>The session has ended and nothing is sent any more.</summary>
    public const string Closed = "closed";

    /// <summary>A defect that waiting does not mend has ended the journal.</summary>
    public const string Failed = "failed";
}
