using Astra.Markets;

namespace Astra.Research;

/// <summary>
/// Longer candles out of shorter ones, as the engine makes them: anchored at the session's open, cut at its end, and made of what there is: a
/// stretch without bars gives none.
/// </summary>
public static class Resampler
{
    /// <summary>The intervals that the engine knows, in minutes.</summary>
    public static IReadOnlyList<int> Intervals { get; } = [1, 3, 5, 10, 15, 30, 60];

    /// <param name="calendar">Sessions of the exchange. Without it, and for bars outside of them, a session is anchored at its first bar.</param>
    /// <exception cref="ArgumentException">The interval is not a multiple of the series' own.</exception>
    public static BarSeries To(BarSeries series, int minutes, SessionCalendar? calendar = null)
    {
        if (minutes == series.IntervalMinutes) return series;
        if (minutes < series.IntervalMinutes || minutes % series.IntervalMinutes != 0)
            throw new ArgumentException($"bars of {series.IntervalMinutes} minutes do not make bars of {minutes}: give a multiple of {series.IntervalMinutes}", nameof(minutes));
        SessionFrames frames = new(calendar, series.Instrument);
        long length = minutes * Timestamp.NanosPerMinute;
        var made = new List<Bar>(series.Count / (minutes / series.IntervalMinutes) + 16);
        Timestamp anchor = default, close = new(long.MaxValue);
        bool first = true;
        Bar open = default;
        foreach (ref readonly Bar bar in series.Bars)
        {
            if ((bar.Flags & BarFlags.SessionStart) != 0 || made.Count == 0 && open.End.UnixNanos == 0)
            {
                Close();
                TradingSession? session = frames.At(bar.Start);
                (anchor, close) = session is { } of ? (of.Open, frames.EndOf(of)) : (bar.Start, new Timestamp(long.MaxValue));
                first = true;
            }
            if (open.End.UnixNanos != 0 && bar.Start >= open.End) Close();
            if (open.End.UnixNanos == 0) Begin(in bar);
            if (bar.High > open.High) open.High = bar.High;
            if (bar.Low < open.Low) open.Low = bar.Low;
            open.Close = bar.Close;
            open.Volume += bar.Volume;
            open.Ticks += bar.Ticks;
        }
        Close();
        return new BarSeries(series.Instrument, minutes, [.. made]);

        void Begin(in Bar bar)
        {
            Timestamp start = anchor + (bar.Start - anchor) / length * length;
            Timestamp end = start + length < close ? start + length : close;
            open = new Bar
            {
                Start = start,
                End = end,
                Open = bar.Open,
                High = bar.Open,
                Low = bar.Open,
                IntervalMinutes = (ushort)minutes,
                Flags = (first ? BarFlags.SessionStart : BarFlags.None) | (end - start < length ? BarFlags.Partial : BarFlags.None),
            };
            first = false;
        }

        void Close()
        {
            if (open.End.UnixNanos == 0) return;
            made.Add(open);
            open = default;
        }
    }
}
