using Astra.Core;

namespace Astra.Journal.EventStore;

/// <summary>
/// Copies an embedded journal, its outbound log and its snapshots to a server while the engine writes them. It reads the files behind the journal's durable sequence, on a thread of
/// its own that gives way to every other, and shares nothing else with the engine: an absent, slow or full server shows in <see cref="Lag"/> and nowhere else.
/// </summary>
public sealed class Mirror : IAsyncDisposable
{
    private Mirror() => throw new NotSupportedException();

    /// <summary>How far the server is behind the folder: inbound events. Quick; from any thread.</summary>
    public JournalLag Lag => throw new NotSupportedException();

    /// <summary>Quick; from any thread.</summary>
    public MirrorStatus Status => throw new NotSupportedException();

    /// <summary>Begins to ship, or goes on where the server ends; never waits and never fails for an absent server.</summary>
    /// <param name="writer">The journal of the running engine. Its folder holds the outbound log and the snapshots too.</param>
    /// <param name="session">Null: the day (IST) of the journal's first event and <see cref="MirrorOptions.Run"/>, or the first digits of the journal's id.</param>
    /// <exception cref="JournalException">An option makes no sense.</exception>
    public static Mirror Start(EmbeddedJournal writer, EventStoreSettings settings, SessionName? session, MirrorOptions options) => throw new NotSupportedException();

    /// <summary>
    /// Ships the rest and ends. Call it once journal and outbound log are closed. Never throws for a server: the outcome says how many events it lacks, and which command brings them there later.
    /// </summary>
    /// <param name="patience">How long the server is waited for at most.</param>
    public Task<MirrorOutcome> CompleteAsync(TimeSpan patience, CancellationToken stop = default) => throw new NotSupportedException();

    /// <summary>Ends at once; what is not shipped then is shipped at the next start, or by the command.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
