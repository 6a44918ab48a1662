using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Research;

/// <summary>Finished bars of several instruments as the engine's events, with the exchange's sessions and its clock between them.</summary>
public sealed class BarEvents
{
    private readonly IReadOnlyList<BarSeries> _series;
    private readonly PriorityQueue<int, (long End, int Series)> _next = new();
    private readonly int[] _positions;
    private readonly DayClock _clock;
    private Timestamp _due;

    /// <param name="series">Ids of their instruments are their indexes.</param>
    /// <exception cref="BacktestException">An interval that the engine has no charts of.</exception>
    /// <exception cref="CalendarCoverageException">The calendar does not know the holidays of one of the days.</exception>
    public BarEvents(IReadOnlyList<BarSeries> series, SessionCalendar calendar)
    {
        foreach (BarSeries one in series)
            if (!Resampler.Intervals.Contains(one.IntervalMinutes))
                throw new BacktestException($"{one.Instrument.Symbol} has bars of {one.IntervalMinutes} minutes, and the engine takes {string.Join(", ", Resampler.Intervals)}; give other bars, or fill at the next open");
        (_series, _positions) = (series, new int[series.Count]);
        for (int i = 0; i < series.Count; i++)
            if (series[i].Count > 0) _next.Enqueue(i, (series[i][0].End.UnixNanos, i));
        Start = Ist.At(Ist.DateOf(series.Where(s => s.Count > 0).Min(s => s[0].Start)), TimeOnly.MinValue);
        _clock = new DayClock(calendar, series.Select(s => s.Instrument.Segment), Start, ClockCadence.Minute);
        Look();
    }

    /// <summary>Midnight of the first day.</summary>
    public Timestamp Start { get; }

    public bool TryNext(ref InboundRecord record)
    {
        if (_clock.TryNext(_due, out InboundRecord due))
        {
            record = due;
            return true;
        }
        if (!_next.TryDequeue(out int at, out _)) return false;
        ref readonly Bar bar = ref _series[at][_positions[at]];
        record = default;
        record.Header = new InboundHeader
        {
            Kind = InboundKind.Bar,
            Source = InboundSource.Feed,
            Instrument = _series[at].Instrument.Id,
            ExchangeTime = bar.End,
            ArrivalTime = bar.End,
        };
        record.Bar = new HistoryBar
        {
            Start = bar.Start,
            Open = bar.Open,
            High = bar.High,
            Low = bar.Low,
            Close = bar.Close,
            Volume = bar.Volume,
            IntervalMinutes = bar.IntervalMinutes,
        };
        if (++_positions[at] < _series[at].Count) _next.Enqueue(at, (_series[at][_positions[at]].End.UnixNanos, at));
        Look();
        return true;
    }

    /// <summary>How far the clock runs: just before the next bar's end, and after the last one to its day's close.</summary>
    private void Look()
    {
        if (_next.TryPeek(out _, out (long End, int Series) first)) _due = new Timestamp(first.End - 1);
        else if (_clock.LastClose(Ist.DateOf(_due)) is { } close && close > _due) _due = close;
        else _due += 1;
    }
}
