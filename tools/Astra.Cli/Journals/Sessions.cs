using Astra.Journal;
using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary>Sessions on a server by what users call them.</summary>
internal static class Sessions
{
    private const int Named = 5;

    /// <param name="wanted">A session's name, or a run's (its newest session); null for the session that was opened last.</param>
    /// <exception cref="JournalException">The server cannot be asked, or holds no session.</exception>
    /// <exception cref="UsageException">No session has that run.</exception>
    public static async Task<SessionName> FindAsync(EventStoreClient client, string? wanted, CancellationToken stop)
    {
        // A session that the index does not know can be read by its name all the same.
        if (wanted is not null && SessionName.TryParse(wanted, out SessionName? exact)) return exact;
        SessionIndex index = new(client);
        if (wanted is null) return (await index.NewestAsync(stop).ConfigureAwait(false)).Name;
        IReadOnlyList<SessionEntry> all = await index.ListAsync(stop).ConfigureAwait(false);
        if (all.FirstOrDefault(s => s.Name.Run == wanted) is { } found) return found.Name;
        string held = all.Count == 0 ? "it holds no session" : $"its newest sessions are {string.Join(", ", all.Take(Named).Select(s => s.Name))}";
        throw new UsageException($"--run {wanted}: {client.Settings} holds no such run; {held}");
    }

    /// <summary>The same over a connection of its own.</summary>
    public static async Task<SessionName> FindAsync(EventStoreSettings server, string? wanted, CancellationToken stop)
    {
        await using EventStoreClient client = new(server);
        return await FindAsync(client, wanted, stop).ConfigureAwait(false);
    }

    /// <summary>The session of a folder's journal, as far as the command line or the folder itself names it; null: the journal's id does.</summary>
    /// <param name="wanted">As the user named it: a whole session, or a run of <paramref name="day"/>.</param>
    /// <param name="day">Of the journal's first event; null when it holds none.</param>
    public static SessionName? OfFolder(string folder, string? wanted, DateOnly? day)
    {
        if (wanted is null) return FolderSession.Read(folder);
        if (SessionName.TryParse(wanted, out SessionName? exact)) return exact;
        if (!SessionName.IsRun(wanted)) throw new UsageException($"--run {wanted}: give 1 to 40 of a-z, 0-9, '_', '.' and '-' (no '-' at the ends), or a whole session such as 20261118-{{NAME}}");
        return day is { } known ? new SessionName(known, wanted) : throw new UsageException($"--run {wanted}: {folder} holds no event that tells the day; name the whole session, such as 20261118-{wanted}");
    }
}
