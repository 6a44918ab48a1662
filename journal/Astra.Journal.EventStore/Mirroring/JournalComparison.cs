namespace Astra.Journal.EventStore;

/// <summary>
/// Reads a folder and a session on a server side by side and proves them equal: of each frame on the server checksum, id, index and numbering; each event, inbound and outbound, byte by byte against
/// the folder's; snapshots byte by byte. It changes nothing; a writer may be at work.
/// </summary>
public static class JournalComparison
{
    /// <param name="session">Null: as <see cref="Mirror.Start"/> names it.</param>
    /// <exception cref="EventStoreException">The server cannot be read, or holds no such session.</exception>
    /// <exception cref="JournalException">The folder holds no journal, or none that can be read.</exception>
    public static async Task<JournalComparisonResult> RunAsync(
        string folder, EventStoreSettings settings, SessionName? session = null, IProgress<ShippingProgress>? progress = null, CancellationToken stop = default)
    {
        MirrorSource source = MirrorSource.Of(folder);
        await using EventStoreClient client = new(settings);
        session ??= await SessionFinder.OfFolderAsync(source, client, run: null, stop).ConfigureAwait(false);
        return await Task.Run(() => new ComparisonRun(source, client, session, progress, stop).Run(), stop).ConfigureAwait(false);
    }
}
