using Astra.Core;

namespace Astra.Host.Tests;

/// <summary>What left the process, in memory.</summary>
internal sealed class MemoryOutboundLog : IOutboundLog
{
    private readonly List<OutboundEvent> _events = [];

    public long LastSequence => _events.Count - 1;

    public List<OutboundEvent> Events => _events;

    public void Append(ref OutboundEvent e)
    {
        Assert.Equal(_events.Count, e.Header.Sequence);
        _events.Add(e);
    }

    public void Commit()
    {
    }

    public void Sync()
    {
    }

    public void Dispose()
    {
    }

    /// <summary>What is left when the operating system had written only the first <paramref name="count"/> events.</summary>
    public MemoryOutboundLog CutTo(int count)
    {
        MemoryOutboundLog log = new();
        log._events.AddRange(_events.Take(count));
        return log;
    }

    public IOutboundLogReader OpenReader() => new Reader([.. _events]);

    private sealed class Reader(OutboundEvent[] events) : IOutboundLogReader
    {
        private long _next;

        public long LastSequence => events.Length - 1;

        public void Seek(long sequence) => _next = sequence;

        public bool TryRead(ref OutboundEvent e)
        {
            if (_next >= events.Length) return false;
            e = events[_next++];
            return true;
        }

        public void Dispose()
        {
        }
    }
}
