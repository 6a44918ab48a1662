namespace Astra.Live;

/// <summary>How one of several feeds keeps its lead.</summary>
internal sealed class FeedLead
{
    private volatile bool _inTrouble;
    private bool _toTell;
    private long _since;
    private int _lost;

    /// <summary>
    /// Whether its trouble stands in the way of what it last showed at that time. A feed that has come back shows its first tick before it is told to be well.
    /// </summary>
    public bool FailedSince(long shown) => _inTrouble && Volatile.Read(ref _since) >= shown;

    /// <summary>It has shown something: what it lost so far was no failover.</summary>
    public void Show()
    {
        if (!_inTrouble && Volatile.Read(ref _lost) != 0) Volatile.Write(ref _lost, 0);
    }

    /// <summary>An instrument has passed to another feed for its trouble or silence.</summary>
    public void Lose() => Interlocked.Increment(ref _lost);

    public void SetTrouble(bool inTrouble, long now)
    {
        if (inTrouble && !_inTrouble)
        {
            Volatile.Write(ref _since, now);
            Volatile.Write(ref _toTell, true);
        }
        _inTrouble = inTrouble;
    }

    public bool IsDue(long now, long after) => Volatile.Read(ref _toTell) && now - Volatile.Read(ref _since) >= after;

    public int Tell()
    {
        Volatile.Write(ref _toTell, false);
        return Interlocked.Exchange(ref _lost, 0);
    }
}
