namespace Astra.Journal.EventStore;

/// <summary>
/// Makes an embedded folder from a session on a server: same journal, same events, outbound log and snapshots. A folder that holds a shorter copy of the same journal is completed;
/// one that holds anything else is refused. May be stopped at any moment and run again. Afterwards the two are compared.
/// </summary>
public static class JournalFetch
{
    /// <exception cref="EventStoreException">The server cannot be read, or holds no such session.</exception>
    /// <exception cref="JournalException">The folder holds another journal, or more of this one, or cannot be written.</exception>
    public static async Task<JournalFetchOutcome> RunAsync(
        EventStoreSettings settings, SessionName session, string folder, IProgress<ShippingProgress>? progress = null, CancellationToken stop = default)
    {
        folder = Path.GetFullPath(folder);
        await using EventStoreClient client = new(settings);
        return await Task.Run(() => new FetchRun(client, session, folder, progress, stop).Run(), stop).ConfigureAwait(false);
    }
}
