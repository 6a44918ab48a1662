namespace Astra.Journal.EventStore;

/// <summary>
/// Which sessions a server holds: a stream of its own in which every writer says when it opens and closes one. Sessions write to it side by side. It is a table of contents: a session without
/// an entry can be read by its name all the same.
/// </summary>
public sealed class SessionIndex
{
    public const string Stream = "astra-sessions";

    /// <summary>Writers that begin in the same moment pass each other within a few tries.</summary>
    private const int Tries = 20;

    /// <summary>How many are named when one is missing.</summary>
    private const int Named = 5;

    private readonly EventStoreClient _client;

    public SessionIndex(EventStoreClient client) => _client = client;

    public Task OpenedAsync(SessionOpening opening, CancellationToken stop) => AppendAsync(SessionEvents.Of(opening), stop);

    public Task ClosedAsync(SessionClosing closing, CancellationToken stop) => AppendAsync(SessionEvents.Of(closing), stop);

    /// <summary>The most recently opened first.</summary>
    public async Task<IReadOnlyList<SessionEntry>> ListAsync(CancellationToken stop)
    {
        SessionTable table = new();
        await foreach (StoredEvent stored in _client.ReadAsync(Stream, 0, long.MaxValue, stop).ConfigureAwait(false)) table.Take(in stored);
        return table.NewestFirst();
    }

    /// <summary>The most recently opened one.</summary>
    /// <exception cref="EventStoreException">NotFound when the index has none.</exception>
    public async Task<SessionEntry> NewestAsync(CancellationToken stop)
    {
        IReadOnlyList<SessionEntry> all = await ListAsync(stop).ConfigureAwait(false);
        return all.Count > 0 ? all[0] : throw new EventStoreException(
            JournalErrorKind.NotFound, Stream, "no session was ever journaled to this server", "name another server, or journal a session to this one first");
    }

    /// <summary>The session was deleted; it is listed no more unless it is opened again.</summary>
    internal Task RemovedAsync(SessionName name, DateTimeOffset at, CancellationToken stop) => AppendAsync(SessionEvents.OfRemoval(name, at), stop);

    /// <summary>The error for a session that is not there, with the newest ones that are.</summary>
    internal async Task<EventStoreException> MissingAsync(SessionName name, CancellationToken stop)
    {
        IReadOnlyList<SessionEntry> all = await ListAsync(stop).ConfigureAwait(false);
        string newest = string.Join(", ", all.Take(Named).Select(s => s.Name.ToString()));
        return new EventStoreException(JournalErrorKind.NotFound, name.Journal, $"there is no session {name} on this server",
            all.Count > 0 ? $"the newest ones are {newest}" : "no session was ever journaled to it");
    }

    /// <summary>Others may write between reading the end and appending behind it: then the end is read again.</summary>
    private async Task AppendAsync(ProposedEvent proposed, CancellationToken stop)
    {
        long last = await LastAsync(stop).ConfigureAwait(false);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await _client.AppendAsync(Stream, last, [proposed], stop).ConfigureAwait(false);
                return;
            }
            catch (WrongRevisionException) when (attempt < Tries)
            {
                last = await LastAsync(stop).ConfigureAwait(false);
            }
        }
    }

    private async Task<long> LastAsync(CancellationToken stop) => (await _client.StreamStateAsync(Stream, stop).ConfigureAwait(false)).LastRevision;
}
