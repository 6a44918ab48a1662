namespace Astra.Journal;

/// <summary>
/// Counts what a journal wrote and keeps the durations of its last syncs. Written by the journal's thread alone; other threads may
/// read it at any time and see figures that are at most a commit old.
/// </summary>
public sealed class JournalMeter
{
    /// <summary>How many of the latest sync durations are kept.</summary>
    public const int Kept = 16_384;

    private readonly long[] _syncNanos = new long[Kept];
    private long _commits;
    private long _bytes;
    private long _syncs;

    /// <summary>Frames written.</summary>
    public long Commits => Volatile.Read(ref _commits);

    /// <summary>Bytes of those frames.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public long Syncs => Volatile.Read(ref _syncs);

    /// <summary>Duration in nanoseconds that the given share of the kept syncs did not exceed, 0 when there was none. Sorts a copy: not for hot paths.</summary>
    /// <param name="percentile">0 to 100.</param>
    public long SyncNanosAt(double percentile)
    {
        int count = (int)Math.Min(Syncs, Kept);
        if (count == 0) return 0;
        long[] sorted = _syncNanos[..count];
        Array.Sort(sorted);
        int rank = (int)Math.Ceiling(percentile / 100 * count) - 1;
        return sorted[Math.Clamp(rank, 0, count - 1)];
    }

    internal void Wrote(int bytes)
    {
        Volatile.Write(ref _commits, _commits + 1);
        Volatile.Write(ref _bytes, _bytes + bytes);
    }

    internal void Synced(long nanos)
    {
        _syncNanos[_syncs % Kept] = nanos;
        Volatile.Write(ref _syncs, _syncs + 1);
    }
}
