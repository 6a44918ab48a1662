using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>
/// Takes from a server what is no longer needed: whole sessions by age and number, and within one session the frames before a snapshot. Deleted streams are no more readable, their names stay used up for Astra, and
/// their space is freed by the server's next scavenge. A session that a writer has open, or left open when it fell over, stays unless it is forced.
/// </summary>
/// <param name="OlderThan">Delete sessions of days before this one; null = of any day.</param>
/// <param name="KeepNewest">Delete none of the newest N, by day; null = no such limit. Deleting needs one of the two; freeing space alone neither.</param>
public sealed record EventStoreRetention(DateOnly? OlderThan = null, int? KeepNewest = null)
{
    /// <summary>Touch also sessions that nobody has closed.</summary>
    public bool Force { get; init; }

    /// <summary>Have the leader free the space now, rather than when its operator does.</summary>
    public bool Scavenge { get; init; }

    /// <summary>Deletes sessions, and says in one sentence each what was deleted and what was kept although it is old.</summary>
    public async Task<IReadOnlyList<string>> ApplyAsync(EventStoreClient client, CancellationToken stop = default)
    {
        if (OlderThan is null && KeepNewest is null)
        {
            // Space alone: what earlier retention deleted, or a session was shortened by.
            if (Scavenge)
            {
                List<string> freed = [];
                await ScavengeAsync(client, freed, stop).ConfigureAwait(false);
                return freed;
            }
            throw new EventStoreException(JournalErrorKind.BadOption, SessionIndex.Stream, "neither a day nor a number of sessions to keep was given",
                "say which sessions may go: those before a day, or all but the newest N");
        }
        if (KeepNewest is { } keep) ArgumentOutOfRangeException.ThrowIfNegative(keep, nameof(KeepNewest));
        SessionIndex index = new(client);
        List<string> said = [];
        bool deleted = false;
        foreach (SessionEntry session in Candidates(await index.ListAsync(stop).ConfigureAwait(false)))
        {
            if (session.IsOpen && !Force)
            {
                said.Add($"kept {session.Name}: nobody has closed it, since {session.Opening.Machine} opened it at {Text(session.Opening.At)}; deleting it has to be forced");
                continue;
            }
            await DeleteAsync(client, index, session.Name, stop).ConfigureAwait(false);
            said.Add($"deleted {session.Name}: frames, outbound log and snapshots");
            deleted = true;
        }
        if (said.Count == 0) said.Add("nothing deleted: no session is that old and beyond the number to keep");
        if (deleted) await ScavengeAsync(client, said, stop).ConfigureAwait(false);
        return said;
    }

    /// <summary>Hides the frames of one session that precede a good snapshot; the rest then replays from that snapshot only.</summary>
    /// <param name="keepSnapshots">Newest good snapshots from which recovery stays possible, 1 or more.</param>
    public async Task<IReadOnlyList<string>> ShortenAsync(EventStoreClient client, SessionName name, int keepSnapshots = 2, CancellationToken stop = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keepSnapshots, 1);
        IReadOnlyList<SessionEntry> all = await new SessionIndex(client).ListAsync(stop).ConfigureAwait(false);
        if (!Force && all.FirstOrDefault(s => s.Name == name) is { IsOpen: true })
            return [$"nothing removed from {name}: nobody has closed it; shortening it has to be forced"];
        List<string> said = [.. await SessionShortening.RunAsync(client, name, keepSnapshots, stop).ConfigureAwait(false)];
        await ScavengeAsync(client, said, stop).ConfigureAwait(false);
        return said;
    }

    private IEnumerable<SessionEntry> Candidates(IReadOnlyList<SessionEntry> all) => all
        .OrderByDescending(s => s.Name.Day).ThenByDescending(s => s.Opening.At)
        .Skip(KeepNewest ?? 0)
        .Where(s => OlderThan is not { } day || s.Name.Day < day);

    /// <summary>The frames last, and then the index: whoever is interrupted finds the session in the list again and goes on.</summary>
    private static async Task DeleteAsync(EventStoreClient client, SessionIndex index, SessionName name, CancellationToken stop)
    {
        await client.DeleteAsync(name.Snapshots, stop).ConfigureAwait(false);
        await client.DeleteAsync(name.Outbound, stop).ConfigureAwait(false);
        await client.DeleteAsync(name.Journal, stop).ConfigureAwait(false);
        await index.RemovedAsync(name, client.Time.GetUtcNow(), stop).ConfigureAwait(false);
    }

    private async Task ScavengeAsync(EventStoreClient client, List<string> said, CancellationToken stop)
    {
        if (!Scavenge) return;
        string id = await client.StartScavengeAsync(stop).ConfigureAwait(false);
        said.Add($"scavenge {id} was started on the leader; the other nodes of a cluster have to be scavenged for themselves");
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
