namespace Astra.Journal.EventStore;

/// <summary>What a mirror does at a moment.</summary>
public enum MirrorState
{
    /// <summary>No server answers, or it does not let this user in; or the streams are being opened, or no event names the session yet. It is tried again; the engine trades on.</summary>
    Connecting,
    /// <summary>The server holds less than the folder by more than what is on its way.</summary>
    CatchingUp,
    /// <summary>The server has everything but what is on its way.</summary>
    Following,
    /// <summary>Everything up to the end was acknowledged, and the session is closed on the server.</summary>
    Complete,
    /// <summary>The server holds something else than the folder, or somebody else writes there. Nothing more is shipped; the engine trades on.</summary>
    Diverged,
    /// <summary>The server takes no more: the stream was deleted, or a frame is too large. Nothing more is shipped; the engine trades on.</summary>
    Refused,
    /// <summary>The folder cannot be read: it is damaged, or the system refuses. Nothing more is shipped.</summary>
    Unreadable,
    /// <summary>Ended before everything was shipped; the next start goes on where this one ended.</summary>
    Stopped,
}
