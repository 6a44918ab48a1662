using Astra.Core;

namespace Astra.Host.Tests;

/// <summary>A journal in memory whose disk the test commands: it may be held, slow or full.</summary>
internal sealed class MemoryJournal : IJournal
{
    private readonly List<InboundEvent> _events = [];
    private long _durable = -1;

    /// <summary>Runs at the start of each append; may throw.</summary>
    public Action<long>? BeforeAppend { get; set; }

    /// <summary>Runs at the start of each commit with the last appended sequence; may wait or throw.</summary>
    public Action<long>? BeforeCommit { get; set; }

    public int Commits { get; private set; }

    public long DurableSequence => Volatile.Read(ref _durable);

    public void Append(long sequence, ref InboundEvent e)
    {
        BeforeAppend?.Invoke(sequence);
        lock (_events)
        {
            Assert.Equal(_events.Count, sequence);
            _events.Add(e);
        }
    }

    public void Commit()
    {
        BeforeCommit?.Invoke(_events.Count - 1);
        Commits++;
        Volatile.Write(ref _durable, _events.Count - 1);
    }

    public void Dispose()
    {
    }

    public InboundEvent this[long sequence]
    {
        get
        {
            lock (_events) return _events[(int)sequence];
        }
    }

    /// <summary>What a process finds that starts after this one was killed: the durable events and no others.</summary>
    public MemoryJournal AfterCrash()
    {
        MemoryJournal journal = new() { _durable = DurableSequence };
        lock (_events) journal._events.AddRange(_events.Take((int)DurableSequence + 1));
        return journal;
    }

    public IJournalReader OpenReader() => new Reader(this);

    private sealed class Reader(MemoryJournal journal) : IJournalReader
    {
        private long _next;

        public long FirstSequence => 0;

        public long LastSequence { get; } = journal.DurableSequence;

        public void Seek(long sequence) => _next = sequence;

        public bool TryRead(ref InboundEvent e, out long sequence)
        {
            sequence = _next;
            if (_next > LastSequence) return false;
            e = journal[_next++];
            return true;
        }

        public void Dispose()
        {
        }
    }
}
