using Astra.Core;

namespace Astra.Perf.Scenario.Journals;

/// <summary>Counts what the journal's thread allocates, engine and journal together, from one event on.</summary>
/// <param name="from">First sequence that counts: what happens once lies before it.</param>
internal sealed class CountedJournal(IJournal journal, long from) : IJournal
{
    private long _first = -1;
    private long _last = -1;
    private long _before;

    public long DurableSequence => journal.DurableSequence;

    /// <summary>Events counted.</summary>
    public long Events => _first < 0 ? 0 : _last - _first + 1;

    /// <summary>Bytes. A collection that another thread starts retires this thread's buffer, whose rest (up to 8 KiB) then counts as allocated.</summary>
    public long Allocated { get; private set; }

    public void Append(long sequence, ref InboundEvent e)
    {
        if (_first < 0 && sequence >= from)
        {
            _first = sequence;
            _before = GC.GetAllocatedBytesForCurrentThread();
        }
        journal.Append(sequence, ref e);
        _last = sequence;
    }

    public void Commit()
    {
        journal.Commit();
        if (_first >= 0) Allocated = GC.GetAllocatedBytesForCurrentThread() - _before;
    }

    // Whoever opened the journal closes it.
    public void Dispose()
    {
    }
}
