namespace Astra.Journal.EventStore;

/// <summary>
/// Where sequences stand in a stream, as far as somebody has seen it: which frame ended with which sequence. A hint shortens a search and is proved by it; a missing one
/// costs some reads. Keeps the newest 1,024 (16 KiB). From any thread; noting allocates nothing.
/// </summary>
internal sealed class FrameHints
{
    private const int Kept = 1024;

    private readonly Lock _lock = new();
    private readonly (long Sequence, long Revision)[] _seen = new (long, long)[Kept];
    private long _count;

    /// <summary>The frame at <paramref name="revision"/> ends with <paramref name="lastSequence"/>.</summary>
    public void Note(long lastSequence, long revision)
    {
        lock (_lock) _seen[_count++ % Kept] = (lastSequence, revision);
    }

    /// <summary>The earliest noted frame that ends at or behind the sequence, or else the latest before it; -1 when nothing was noted.</summary>
    public long RevisionNear(long sequence)
    {
        long at = -1, end = long.MaxValue, before = -1, beforeEnd = -1;
        lock (_lock)
        {
            foreach ((long last, long revision) in _seen.AsSpan(0, (int)Math.Min(_count, Kept)))
            {
                if (last >= sequence && last < end) (end, at) = (last, revision);
                if (last < sequence && last >= beforeEnd) (beforeEnd, before) = (last, revision);
            }
        }
        return at >= 0 ? at : before;
    }
}
