using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Range bars: each spans exactly one range from low to high, closes at the end that it broke, and the next opens there. A candle does
/// not tell its path, so one is assumed: open, the extreme nearer to it, the farther one, close (with both as near, the low first when
/// the candle rose). Carried over session boundaries: a gap is walked through.
/// </summary>
internal struct RangeBars
{
    private const int Done = 4;

    private long _open;
    private long _high;
    private long _low;
    private int _started;
    private int _leg;
    private Gathered _gathered;
    private Bar _candle;

    public void Push(in Bar candle)
    {
        _gathered.Add(in candle);
        _candle = candle;
        _leg = 0;
        if (_started != 0) return;
        _open = _high = _low = candle.Open.Units;
        _started = 1;
    }

    public bool TryNext(long size, out Bar bar)
    {
        bar = default;
        if (_started == 0) return false;
        for (; _leg < Done; _leg++)
        {
            long target = Waypoint();
            if (target > _high)
            {
                if (target >= _low + size)
                {
                    bar = Finish(_low, _low + size, _low + size);
                    return true;
                }
                _high = target;
            }
            else if (target < _low)
            {
                if (target <= _high - size)
                {
                    bar = Finish(_high - size, _high, _high - size);
                    return true;
                }
                _low = target;
            }
        }
        return false;
    }

    /// <summary>Where the present leg of the candle's path ends.</summary>
    private readonly long Waypoint()
    {
        long open = _candle.Open.Units, high = _candle.High.Units, low = _candle.Low.Units, close = _candle.Close.Units;
        long up = high - open, down = open - low;
        bool lowFirst = down < up || (down == up && close >= open);
        return _leg switch { 0 => open, 1 => lowFirst ? low : high, 2 => lowFirst ? high : low, _ => close };
    }

    private Bar Finish(long low, long high, long close)
    {
        Bar bar = _gathered.Finish(in _candle, ChartStyle.Range, _open, high, low, close);
        _open = _high = _low = close;
        return bar;
    }
}
