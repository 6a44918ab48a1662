namespace Astra.StandIns;

/// <summary>What time it is at the exchange: now, now and some seconds off, or a market day played faster than it was.</summary>
public sealed class MarketClock(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TimeSpan _offset;
    private DateTimeOffset? _playedFrom;
    private long _playedSince;
    private double _speed = 1;

    /// <summary>Added to every time that the exchange stamps; the fault "clock off".</summary>
    public TimeSpan Offset
    {
        get { lock (_gate) return _offset; }
        set { lock (_gate) _offset = value; }
    }

    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
            {
                DateTimeOffset now = _playedFrom is { } from ? from + time.GetElapsedTime(_playedSince) * _speed : time.GetUtcNow();
                return now + _offset;
            }
        }
    }

    /// <summary>From here on the exchange's time runs from <paramref name="from"/> at <paramref name="speed"/> times the pace.</summary>
    public void Play(DateTimeOffset from, double speed)
    {
        lock (_gate) (_playedFrom, _playedSince, _speed) = (from, time.GetTimestamp(), speed);
    }

    public void Live()
    {
        lock (_gate) _playedFrom = null;
    }
}
