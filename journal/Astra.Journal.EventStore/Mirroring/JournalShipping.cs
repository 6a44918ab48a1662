namespace Astra.Journal.EventStore;

/// <summary>
/// Brings a session on a server up to what a folder holds: events of both streams and snapshots. The folder may be at rest, or have a writer; then up to what it holds when the
/// shipping begins. May be stopped at any moment and run again; what is there already is not sent twice. Memory as with <see cref="Mirror"/>.
/// </summary>
public static class JournalShipping
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <param name="session">Null: as <see cref="Mirror.Start"/> names it.</param>
    /// <param name="patience">How long may pass without the server acknowledging anything.</param>
    /// <returns>What was done. A server that is absent or holds something else is told in the outcome, not thrown.</returns>
    /// <exception cref="JournalException">The folder holds no journal, or none that can be read; an option makes no sense.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; what the server has acknowledged by then is there to stay.</exception>
    public static async Task<MirrorOutcome> RunAsync(
        string folder, EventStoreSettings settings, SessionName? session, TimeSpan patience, MirrorOptions? options = null, IProgress<ShippingProgress>? progress = null,
        CancellationToken stop = default)
    {
        MirrorRun run = new(MirrorSource.Of(folder), settings, session, options ?? new MirrorOptions());
        run.Finish();
        run.Start();
        string? why = null;
        try
        {
            Patience rest = new(patience, run.Options.Time);
            while (!run.Ended.IsCompleted && !rest.IsOver(run.Progress))
            {
                progress?.Report(MirrorProgress.Of(run));
                await Task.WhenAny(run.Ended, Task.Delay(Look, run.Options.Time, stop)).ConfigureAwait(false);
                stop.ThrowIfCancellationRequested();
                why = run.Status.Message ?? why;
            }
        }
        finally
        {
            await run.DisposeAsync().ConfigureAwait(false);
        }
        progress?.Report(MirrorProgress.Of(run));
        return MirrorEnd.Of(run, why);
    }
}
