using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// What has gone by since the last brick or range bar: where it began, volume and ticks, and whether a session has begun. A new session
/// drops what the last one left unfinished, so that a session's figures count its own volume only.
/// </summary>
internal struct Gathered
{
    private Timestamp _start;
    private long _volume;
    private int _ticks;
    private ushort _flags;
    private ushort _open;

    public void Add(in Bar candle)
    {
        bool sessionStart = (candle.Flags & BarFlags.SessionStart) != 0;
        if (_open == 0 || sessionStart)
        {
            (_start, _volume, _ticks, _open) = (candle.Start, 0, 0, 1);
            if (sessionStart) _flags = (ushort)BarFlags.SessionStart;
        }
        _volume += candle.Volume;
        _ticks += candle.Ticks;
    }

    /// <summary>
    /// A bar that the candle completed. The first of a candle's bars carries what was gathered; the rest of them began with the candle
    /// and carry nothing, so that volumes still add up.
    /// </summary>
    public Bar Finish(in Bar candle, ChartStyle style, long open, long high, long low, long close)
    {
        Bar bar = candle;
        bar.Style = style;
        bar.Start = _open != 0 ? _start : candle.Start;
        bar.Volume = _volume;
        bar.Ticks = _ticks;
        bar.Flags = (BarFlags)_flags;
        (bar.Open, bar.High, bar.Low, bar.Close) = (new Price(open), new Price(high), new Price(low), new Price(close));
        this = default;
        return bar;
    }
}
