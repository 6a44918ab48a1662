using Astra.Core;

namespace Astra.Journal.EventStore;

/// <summary>
/// One session journaled to a server: the engine's journal, its outbound log and its snapshots in three streams of one name, and what is read of them to recover.
/// What the server has acknowledged opens the gate.
/// </summary>
public sealed class EventStoreSession : IDisposable
{
    private EventStoreSession() { }

    public SessionName Name => throw new NotSupportedException();

    public Guid JournalId => throw new NotSupportedException();

    /// <summary>The engine's journal. The session disposes it.</summary>
    public IPipelinedJournal Journal => throw new NotSupportedException();

    public IOutboundLog OutboundLog => throw new NotSupportedException();

    public ISnapshotStore Snapshots => throw new NotSupportedException();

    /// <summary>How far the server is behind the journal. From any thread; allocates.</summary>
    public JournalLag Lag => throw new NotSupportedException();

    /// <summary>The same of the outbound log.</summary>
    public JournalLag OutboundLag => throw new NotSupportedException();

    /// <summary>The folder on this machine that has taken over, null while the server is written to.</summary>
    public string? FellBackTo => throw new NotSupportedException();

    /// <summary>One sentence for each thing that opening found; empty after a clean close.</summary>
    public IReadOnlyList<string> Messages => throw new NotSupportedException();

    /// <summary>Begins a session. Waits for the server.</summary>
    /// <param name="name">Null: the day, and a run named by the new journal's id, which <see cref="EventStoreJournalOptions.JournalId"/> may give.</param>
    /// <param name="day">Trading day (IST) of a session without a name.</param>
    /// <exception cref="JournalException">A session of this name exists, the fallback folder holds what the server lacks, an option makes no sense, or the server cannot be written to.</exception>
    public static EventStoreSession Create(EventStoreSettings settings, SessionName? name, DateOnly day, EventStoreJournalOptions options) => throw new NotSupportedException();

    /// <summary>Goes on with a session: what its fallback folder holds goes to the server first. Waits for the server.</summary>
    /// <param name="name">Null: the one that was opened last.</param>
    /// <exception cref="JournalException">There is no such session, the fallback folder does not belong to it or contradicts it, an option makes no sense, or the server cannot be written to.</exception>
    public static EventStoreSession Resume(EventStoreSettings settings, SessionName? name, EventStoreJournalOptions options) => throw new NotSupportedException();

    /// <summary>Reads the journal as it was when the session was opened, to recover from.</summary>
    public IJournalReader OpenReader() => throw new NotSupportedException();

    public IOutboundLogReader OpenOutboundReader() => throw new NotSupportedException();

    /// <summary>The hashes of what the core said and of its state at the end, for the index of sessions; written when the session is closed in order.</summary>
    public void NoteHashes(string outboundHash, string stateHash) => throw new NotSupportedException();

    /// <summary>Sends what is handed over and waits until it is acknowledged or in the fallback folder; then lets the server go. After a failure it only lets go.</summary>
    public void Dispose() { }

    /// <summary>Lets go as a killed process would: nothing more is sent, waited for, fallen back on or told to the index. From any thread. For tests of recovery.</summary>
    internal void Abandon() => throw new NotSupportedException();
}
