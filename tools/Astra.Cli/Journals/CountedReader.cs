using Astra.Core;

namespace Astra.Cli;

/// <summary>A journal reader that shows how far it is, for a progress bar.</summary>
internal sealed class CountedReader(IJournalReader reader, Action<long> show) : IJournalReader
{
    private const int Stride = 65_536;

    private long _read;

    public long FirstSequence => reader.FirstSequence;

    public long LastSequence => reader.LastSequence;

    public void Seek(long sequence) => reader.Seek(sequence);

    public bool TryRead(ref InboundEvent e, out long sequence)
    {
        if (++_read % Stride == 0) show(_read);
        return reader.TryRead(ref e, out sequence);
    }

    public void Dispose() => reader.Dispose();
}
