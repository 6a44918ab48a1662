namespace Astra.Core;

/// <summary>
/// A journal on another machine: <see cref="IJournal.Commit"/> hands over what was appended and does not wait, and <see cref="IJournal.DurableSequence"/> follows later, on another thread. When what
/// it may hold unacknowledged is full, <see cref="IJournal.Append"/> waits.
/// </summary>
public interface IPipelinedJournal : IJournal, IReleasable
{
    /// <summary>Who is told how far the journal is durable; once, before the first event.</summary>
    void Attach(IDurabilityListener listener);

    /// <summary>Somebody waits for this sequence: what holds it is sent without waiting for more. From any thread, never waits, allocates nothing.</summary>
    void Want(long sequence);

    /// <summary>
    /// The engine drains: only what is on its ring already will still come. From now on everything is sent at once, and what nobody acknowledges in time is put where it is not lost.
    /// From any thread; does not wait.
    /// </summary>
    void Finish();
}
