namespace Astra.Journal.EventStore;

/// <summary>
/// Reads everything of a session: each frame's place, id, checksum and numbering, each event's encoding, both streams, the snapshots. It changes nothing and goes on behind damage, to name all of it. In a
/// finding the file is the stream and the offset the revision. A writer may be at work meanwhile.
/// </summary>
public static class EventStoreVerifier
{
    /// <exception cref="JournalException">There is no such session, or the server cannot be read.</exception>
    public static Task<JournalVerification> RunAsync(EventStoreClient client, SessionName name, CancellationToken stop = default) => throw new NotSupportedException();
}
