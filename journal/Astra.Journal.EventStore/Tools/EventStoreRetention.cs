namespace Astra.Journal.EventStore;

/// <summary>
/// Takes from a server what is no longer needed: whole sessions by age and number, and within one session the frames before a snapshot. Deleted streams are no more readable, their names can be used again, and
/// their space is freed by the server's next scavenge. A session that a writer has open, or left open when it fell over, stays unless it is forced.
/// </summary>
/// <param name="OlderThan">Delete sessions of days before this one; null = of any day.</param>
/// <param name="KeepNewest">Delete none of the newest N, by day; null = no such limit. One of the two is needed for anything to be deleted.</param>
public sealed record EventStoreRetention(DateOnly? OlderThan = null, int? KeepNewest = null)
{
    /// <summary>Delete also sessions that nobody has closed.</summary>
    public bool Force { get; init; }

    /// <summary>Have the leader free the space now, rather than when its operator does.</summary>
    public bool Scavenge { get; init; }

    /// <summary>Deletes sessions, and says in one sentence each what was deleted and what was kept although it is old.</summary>
    public Task<IReadOnlyList<string>> ApplyAsync(EventStoreClient client, CancellationToken stop = default) => throw new NotSupportedException();

    /// <summary>Hides the frames of one session that precede a good snapshot; the rest then replays from that snapshot only.</summary>
    /// <param name="keepSnapshots">Newest good snapshots from which recovery stays possible, 1 or more.</param>
    public Task<IReadOnlyList<string>> ShortenAsync(EventStoreClient client, SessionName name, int keepSnapshots = 2, CancellationToken stop = default) => throw new NotSupportedException();
}
