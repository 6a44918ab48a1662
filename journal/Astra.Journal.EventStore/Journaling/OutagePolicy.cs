namespace Astra.Journal.EventStore;

/// <summary>What a session does when its server has acknowledged nothing for the time that makes an outage.</summary>
public enum OutagePolicy
{
    /// <summary>Keep what is unacknowledged and go on trying; the gate stays shut, so nothing new leaves the process.</summary>
    Hold,
    /// <summary>Let a folder on this machine take over at the first unacknowledged event. Its syncs then open the gate; the server gets the folder's events when the session is resumed.</summary>
    FallBack,
}
