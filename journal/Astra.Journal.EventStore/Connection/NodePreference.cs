namespace Astra.Journal.EventStore;

/// <summary>Which node answers reads that may be a little old. Appends and recovery always go to the leader.</summary>
public enum NodePreference
{
    Leader,
    Follower,
    Random,
    ReadOnlyReplica,
}
