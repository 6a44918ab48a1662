namespace Astra.StandIns.EventStore;

/// <summary>Whether the server serves at all.</summary>
public enum ServerState
{
    Ready,

    /// <summary>Starting or electing: every call is answered with Unavailable "Server Is Not Ready".</summary>
    NotReady,

    /// <summary>Overloaded: every call is answered with Unavailable "Server Is Too Busy".</summary>
    TooBusy,
}
