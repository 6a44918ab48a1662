using System.Diagnostics;
using Astra.Core;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>When each event of a run is due, in Stopwatch timestamps. The schedule never slips: an event published late keeps its due time.</summary>
internal sealed class PaceSchedule(FeedPace pace)
{
    /// <summary>Left to yielding: a sleep on a shared machine comes back up to a few milliseconds late.</summary>
    private static readonly long SpinTicks = Stopwatch.Frequency / 500;

    private readonly double _wallPerExchangeNano = Stopwatch.Frequency / (double)Timestamp.NanosPerSecond / pace.Value;
    private readonly double _wallPerTick = Stopwatch.Frequency / pace.Value;
    private long _anchor = Stopwatch.GetTimestamp();
    private Timestamp _anchorTime;
    private int _day = int.MinValue;
    private long _ticks;

    /// <summary>Call once per event, in order.</summary>
    /// <param name="at">When it is played, in exchange time.</param>
    public long TimeOf(InboundKind kind, Timestamp at)
    {
        if (pace.Kind == PaceKind.Rate)
        {
            long due = _anchor + (long)(_ticks * _wallPerTick);
            if (kind <= InboundKind.Bar) _ticks++;
            return due;
        }
        int day = Ist.DayOf(at);
        if (day != _day)
        {
            // A new day starts at once; the first takes the run's start, later ones the moment at which they are reached.
            if (_day != int.MinValue) _anchor = Math.Max(Stopwatch.GetTimestamp(), _anchor);
            (_day, _anchorTime) = (day, at);
        }
        return _anchor + (long)((at - _anchorTime) * _wallPerExchangeNano);
    }

    /// <summary>Sleeps while the wait is long and yields at its end; false when stopped.</summary>
    public static bool WaitUntil(long due, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            long left = due - Stopwatch.GetTimestamp();
            if (left <= 0) return true;
            if (left > SpinTicks) stop.WaitHandle.WaitOne((int)Math.Clamp((left - SpinTicks) * 1000 / Stopwatch.Frequency, 1, 100));
            // Gives way: on a machine with few processors the engine's own threads need this one. Alone, it comes back at once.
            else Thread.Yield();
        }
        return false;
    }
}
