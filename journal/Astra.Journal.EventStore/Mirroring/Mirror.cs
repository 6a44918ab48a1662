namespace Astra.Journal.EventStore;

/// <summary>
/// Copies an embedded journal, its outbound log and its snapshots to a server while the engine writes them. It reads the files behind the journal's durable sequence, on a thread of
/// its own that gives way to every other, and shares nothing else with the engine: an absent, slow or full server shows in <see cref="Lag"/> and nowhere else.
/// </summary>
/// <remarks>
/// Memory: of each stream 2 x <see cref="MirrorOptions.InFlightCatchingUp"/> + 2 frames (64 KiB each) and two read buffers of 1 MiB, or of the folder's largest frame; and one snapshot. With the
/// defaults 6.3 MiB and a snapshot. A server that is behind costs nothing more: what it lacks stays in the folder.
/// </remarks>
public sealed class Mirror : IAsyncDisposable
{
    private readonly MirrorRun _run;

    private Mirror(MirrorRun run) => _run = run;

    /// <summary>How far the server is behind the folder: inbound events. Quick; from any thread.</summary>
    public JournalLag Lag => _run.Lag;

    /// <summary>Quick; from any thread.</summary>
    public MirrorStatus Status => _run.Status;

    /// <summary>Begins to ship, or goes on where the server ends; never waits and never fails for an absent server.</summary>
    /// <param name="writer">The journal of the running engine. Its folder holds the outbound log and the snapshots too.</param>
    /// <param name="session">Null: the day (IST) of the journal's first event and <see cref="MirrorOptions.Run"/>, or the first digits of the journal's id.</param>
    /// <exception cref="JournalException">An option makes no sense.</exception>
    public static Mirror Start(EmbeddedJournal writer, EventStoreSettings settings, SessionName? session, MirrorOptions options)
    {
        MirrorRun run = new(MirrorSource.Of(writer), settings, session, options);
        run.Start();
        return new Mirror(run);
    }

    /// <summary>
    /// Ships the rest and ends. Call it once journal and outbound log are closed. Never throws for a server: the outcome says how many events it lacks, and which command brings them there later.
    /// </summary>
    /// <param name="patience">How long the server is waited for at most.</param>
    /// <param name="stop">Ends the waiting before that.</param>
    public async Task<MirrorOutcome> CompleteAsync(TimeSpan patience, CancellationToken stop = default)
    {
        _run.Finish();
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(_run.Ended, Task.Delay(patience, _run.Options.Time, waiting.Token)).ConfigureAwait(false);
        string? why = _run.Status.Message;
        await waiting.CancelAsync().ConfigureAwait(false);
        await _run.DisposeAsync().ConfigureAwait(false);
        return MirrorEnd.Of(_run, why);
    }

    /// <summary>Ends at once; what is not shipped then is shipped at the next start, or by the command.</summary>
    public async ValueTask DisposeAsync() => await _run.DisposeAsync().ConfigureAwait(false);
}
