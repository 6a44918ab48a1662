using Astra.Core;

namespace Astra.Recordings.Tests;

/// <summary>A journal of nothing but a feed's records.</summary>
internal sealed class RecordJournal(IReadOnlyList<InboundRecord> records, long first = 0) : IJournalReader
{
    private long _next;

    public long FirstSequence => first;

    public long LastSequence => first + records.Count - 1;

    public void Seek(long sequence) => _next = sequence;

    public bool TryRead(ref InboundEvent e, out long sequence)
    {
        sequence = _next;
        if (_next > LastSequence) return false;
        e.Record = records[(int)(_next++ - first)];
        return true;
    }

    public void Dispose()
    {
    }
}
