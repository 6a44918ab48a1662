using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Research;

/// <summary>Finished bars of several instruments as the engine's events, with the exchange's sessions and its clock between them.</summary>
public sealed class BarEvents
{
    private const long Never = long.MaxValue;

    private readonly BarSeries[] _series;
    private readonly int[] _positions;
    /// <summary>End of each series' next bar; <see cref="Never"/> after its last.</summary>
    private readonly long[] _ends;
    private readonly DayClock _clock;
    private int _first;
    private Timestamp _due;

    /// <param name="series">Ids of their instruments are their indexes.</param>
    /// <exception cref="BacktestException">An interval that the engine has no charts of.</exception>
    /// <exception cref="CalendarCoverageException">The calendar does not know the holidays of one of the days.</exception>
    public BarEvents(IReadOnlyList<BarSeries> series, SessionCalendar calendar)
    {
        foreach (BarSeries one in series)
            if (!Resampler.Intervals.Contains(one.IntervalMinutes))
                throw new BacktestException($"{one.Instrument.Symbol} has bars of {one.IntervalMinutes} minutes, and the engine takes {string.Join(", ", Resampler.Intervals)}; give other bars, or fill at the next open");
        (_series, _positions, _ends) = ([.. series], new int[series.Count], new long[series.Count]);
        for (int i = 0; i < _series.Length; i++) _ends[i] = EndOf(i);
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
        int at = _first;
        if (_ends[at] == Never) return false;
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
        _positions[at]++;
        _ends[at] = EndOf(at);
        Look();
        return true;
    }

    private long EndOf(int series) => _positions[series] < _series[series].Count ? _series[series][_positions[series]].End.UnixNanos : Never;

    /// <summary>
    /// Finds the next bar, the first series of those that end together (a walk over a few numbers: faster than a heap for as many instruments as a
    /// backtest has), and how far the clock runs: just before the next bar's end, and after the last one to its day's close.
    /// </summary>
    private void Look()
    {
        _first = 0;
        for (int i = 1; i < _ends.Length; i++)
            if (_ends[i] < _ends[_first]) _first = i;
        if (_ends[_first] != Never) _due = new Timestamp(_ends[_first] - 1);
        else if (_clock.LastClose(Ist.DateOf(_due)) is { } close && close > _due) _due = close;
        else _due += 1;
    }
}
