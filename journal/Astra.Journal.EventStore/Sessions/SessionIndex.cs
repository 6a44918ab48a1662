namespace Astra.Journal.EventStore;

/// <summary>
/// Which sessions a server holds: a stream of its own in which every writer says when it opens and closes one. Sessions write to it side by side. It is a table of contents: a session without
/// an entry can be read by its name all the same.
/// </summary>
public sealed class SessionIndex
{
    public const string Stream = "astra-sessions";

    public SessionIndex(EventStoreClient client)
    {
    }

    public Task OpenedAsync(SessionOpening opening, CancellationToken stop) => throw new NotSupportedException();

    public Task ClosedAsync(SessionClosing closing, CancellationToken stop) => throw new NotSupportedException();

    /// <summary>The session was deleted; it is listed no more unless it is opened again.</summary>
    internal Task RemovedAsync(SessionName name, DateTimeOffset at, CancellationToken stop) => throw new NotSupportedException();

    /// <summary>The most recently opened first.</summary>
    public Task<IReadOnlyList<SessionEntry>> ListAsync(CancellationToken stop) => throw new NotSupportedException();

    /// <summary>The most recently opened one.</summary>
    /// <exception cref="EventStoreException">NotFound when the index has none.</exception>
    public Task<SessionEntry> NewestAsync(CancellationToken stop) => throw new NotSupportedException();

    /// <summary>The error for a session that is not there, with the newest ones that are.</summary>
    internal Task<EventStoreException> MissingAsync(SessionName name, CancellationToken stop) => throw new NotSupportedException();
}
