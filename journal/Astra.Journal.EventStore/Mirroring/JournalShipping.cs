namespace Astra.Journal.EventStore;

/// <summary>
/// Brings a session on a server up to what a folder holds: events of both streams and snapshots. The folder may be at rest, or have a writer; then up to what it holds when the
/// shipping begins. May be stopped at any moment and run again; what is there already is not sent twice.
/// </summary>
public static class JournalShipping
{
    /// <param name="session">Null: as <see cref="Mirror.Start"/> names it.</param>
    /// <param name="patience">How long a server that does not answer is waited for.</param>
    /// <returns>What was done. A server that is absent or holds something else is told in the outcome, not thrown.</returns>
    /// <exception cref="JournalException">The folder holds no journal, or none that can be read; an option makes no sense.</exception>
    public static Task<MirrorOutcome> RunAsync(
        string folder, EventStoreSettings settings, SessionName? session, TimeSpan patience, MirrorOptions? options = null, IProgress<ShippingProgress>? progress = null,
        CancellationToken stop = default) => throw new NotSupportedException();
}
