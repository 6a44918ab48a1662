namespace Astra.Core;

/// <summary>Reads an outbound log in sequence order, as far as it was written when the reader was opened.</summary>
public interface IOutboundLogReader : IDisposable
{
    /// <summary>-1 when the log is empty.</summary>
    long LastSequence { get; }

    /// <summary>The next read returns this sequence.</summary>
    void Seek(long sequence);

    /// <summary>Fills <paramref name="e"/> with the next event; false at the end.</summary>
    bool TryRead(ref OutboundEvent e);
}
