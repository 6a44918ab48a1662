namespace Astra.Core;

/// <summary>Reads an inbound journal in sequence order; may run while a writer appends, and then ends at the last durable event.</summary>
public interface IJournalReader : IDisposable
{
    long FirstSequence { get; }

    /// <summary>Last event that can be read now, -1 when none.</summary>
    long LastSequence { get; }

    /// <summary>The next read returns this sequence.</summary>
    void Seek(long sequence);

    /// <summary>Fills <paramref name="e"/> with the next event; false at the end.</summary>
    bool TryRead(ref InboundEvent e, out long sequence);
}
