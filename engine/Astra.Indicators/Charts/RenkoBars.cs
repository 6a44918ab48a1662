using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Renko bricks from closes. A close a whole brick beyond the last one's end makes another the same way; turning round takes two, since
/// the first step back only retraces the last brick. Levels are whole multiples of the brick (the first: at or under the first close),
/// so they do not depend on where a series starts. Carried over session boundaries: an overnight gap makes its bricks at once.
/// </summary>
internal struct RenkoBars
{
    private long _top;
    private long _bottom;
    private long _started;
    private Gathered _gathered;
    private Bar _candle;

    public void Push(in Bar candle, long size)
    {
        _gathered.Add(in candle);
        _candle = candle;
        if (_started != 0) return;
        long units = candle.Close.Units;
        _top = _bottom = units - ((units % size) + size) % size;
        _started = 1;
    }

    public bool TryNext(long size, out Bar bar)
    {
        bar = default;
        if (_started == 0) return false;
        long close = _candle.Close.Units;
        if (close >= _top + size)
        {
            (_bottom, _top) = (_top, _top + size);
            bar = _gathered.Finish(in _candle, ChartStyle.Renko, _bottom, _top, _bottom, _top);
            return true;
        }
        if (close > _bottom - size) return false;
        (_bottom, _top) = (_bottom - size, _bottom);
        bar = _gathered.Finish(in _candle, ChartStyle.Renko, _top, _top, _bottom, _bottom);
        return true;
    }
}
