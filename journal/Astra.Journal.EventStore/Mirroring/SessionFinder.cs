namespace Astra.Journal.EventStore;

/// <summary>
/// Names the session of a folder. The day is that of the journal's first event; where retention has removed that one, the server's index knows the name that the journal got, and
/// without it a copy would begin anew under another.
/// </summary>
internal static class SessionFinder
{
    /// <summary>The newest session of the journal that the server's index tells, of the run when one is wanted; null when it tells none.</summary>
    public static async Task<SessionName?> InIndexAsync(EventStoreClient client, Guid journalId, string? run, CancellationToken stop)
    {
        IReadOnlyList<SessionEntry> all = await new SessionIndex(client).ListAsync(stop).ConfigureAwait(false);
        return all.FirstOrDefault(entry => entry.Opening.JournalId == journalId && (run is null || entry.Name.Run == run))?.Name;
    }

    /// <summary>The session of a folder at rest.</summary>
    /// <exception cref="EventStoreException">The folder holds no event, or the index is needed and cannot be read.</exception>
    public static async Task<SessionName> OfFolderAsync(MirrorSource source, EventStoreClient client, string? run, CancellationToken stop)
    {
        using LocalLog log = new(source.Folder, JournalStream.In);
        if (log.FirstSequence > 0 && await InIndexAsync(client, source.JournalId, run, stop).ConfigureAwait(false) is { } known) return known;
        return source.NameBy(log, run) ?? throw source.Nameless();
    }
}
