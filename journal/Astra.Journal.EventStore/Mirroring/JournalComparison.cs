namespace Astra.Journal.EventStore;

/// <summary>
/// Reads a folder and a session on a server side by side and proves them equal: of each frame on the server checksum, id, index and numbering; each event, inbound and outbound, byte by byte against
/// the folder's; snapshots by their checksums. It changes nothing; a writer may be at work.
/// </summary>
public static class JournalComparison
{
    /// <param name="session">Null: as <see cref="Mirror.Start"/> names it.</param>
    /// <exception cref="EventStoreException">The server cannot be read, or holds no such session.</exception>
    /// <exception cref="JournalException">The folder holds no journal, or none that can be read.</exception>
    public static Task<JournalComparisonResult> RunAsync(
        string folder, EventStoreSettings settings, SessionName? session = null, IProgress<ShippingProgress>? progress = null, CancellationToken stop = default) =>
        throw new NotSupportedException();
}
