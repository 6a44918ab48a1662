namespace Astra.Core;

/// <summary>
/// The inbound journal as the engine writes it: one writer, sequences rising by one. An event counts only once
/// <see cref="DurableSequence"/> has reached it. The first I/O error ends the journal: every later call throws.
/// </summary>
public interface IJournal : IDisposable
{
    /// <summary>Highest sequence that survives a crash, -1 when none. Read from any thread.</summary>
    long DurableSequence { get; }

    /// <summary>Encodes an event into the open frame; makes the frame durable first when it is full. Allocates nothing for fixed records.</summary>
    void Append(long sequence, ref InboundEvent e);

    /// <summary>Makes everything appended so far durable (one write, one sync) and moves <see cref="DurableSequence"/>.</summary>
    void Commit();
}
