using Astra.Core;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>
/// Bars from CSV. All rows are held (some 80 bytes each) until the file is read, because the interval is inferred from their spacing and
/// a file may be sorted by symbol first.
/// </summary>
internal sealed class BarImporter(CsvTable table, RecordingWriter writer, CsvImportOptions options)
{
    private const int DayMinutes = CsvImportOptions.MaxIntervalMinutes;

    private readonly SymbolTable _symbols = new(table, writer, options);
    private readonly RejectionCounter _rejected = new();
    private readonly List<(int Instrument, HistoryBar Bar)> _bars = [];
    private readonly List<Timestamp> _lastStart = [];
    private readonly Dictionary<long, long> _spacings = [];
    private readonly int _ts = table.Column("ts"), _symbol = table.Column("symbol"), _segment = table.Column("segment");
    private readonly int _open = table.Column("open"), _high = table.Column("high"), _low = table.Column("low"), _close = table.Column("close");
    private readonly int _volume = table.Column("volume"), _oi = table.Column("oi");

    public ImportReport Run()
    {
        long rows = 0;
        while (table.Next())
        {
            rows++;
            if (ReadRow() is { } reason) _rejected.Add(reason, table.Line);
        }
        _rejected.RequireAccepted(table.Path, rows);
        int interval = options.IntervalMinutes ?? MostCommonSpacing();
        long reordered = Write(interval);
        return new ImportReport
        {
            Rows = rows,
            Accepted = _bars.Count,
            Reordered = reordered,
            Rejected = _rejected.ToList(),
            IntervalMinutes = interval,
            Recording = writer.Complete(),
        };
    }

    private RejectReason? ReadRow()
    {
        if (!FieldParser.Time(table[_ts], out Timestamp start)) return RejectReason.BadTime;
        if (Price(_open, out Price open) is { } badOpen) return badOpen;
        if (Price(_high, out Price high) is { } badHigh) return badHigh;
        if (Price(_low, out Price low) is { } badLow) return badLow;
        if (Price(_close, out Price close) is { } badClose) return badClose;
        if (Quantity(_volume, out long volume) is { } badVolume) return badVolume;
        if (Quantity(_oi, out long openInterest) is { } badInterest) return badInterest;
        if (open <= Markets.Price.Zero || high <= Markets.Price.Zero || low <= Markets.Price.Zero || close <= Markets.Price.Zero) return RejectReason.PriceNotPositive;
        if (high < low) return RejectReason.HighBelowLow;
        if (open > high || open < low || close > high || close < low) return RejectReason.OutsideRange;
        if (_symbols.Find(table[_symbol], table[_segment], start, close, out int id) is { } unknown) return unknown;
        if (id == _lastStart.Count) _lastStart.Add(new Timestamp(long.MinValue));
        else if (start == _lastStart[id]) return RejectReason.Duplicate;
        else if (start < _lastStart[id]) return RejectReason.BackwardTime;
        else CountSpacing(start, start - _lastStart[id]);
        _lastStart[id] = start;
        _bars.Add((id, new HistoryBar
        {
            Start = start,
            Open = open,
            High = high,
            Low = low,
            Close = close,
            Volume = volume,
            OpenInterest = openInterest,
        }));
        return null;
    }

    private RejectReason? Price(int column, out Price price)
    {
        ReadOnlySpan<char> cell = table[column];
        price = default;
        if (cell.IsWhiteSpace()) return RejectReason.MissingValue;
        RejectReason? bad = FieldParser.Number(cell, 4, out long units);
        price = new Price(units);
        return bad;
    }

    private RejectReason? Quantity(int column, out long quantity)
    {
        ReadOnlySpan<char> cell = table[column];
        quantity = 0;
        if (cell.IsWhiteSpace()) return null;
        return FieldParser.Number(cell, 0, out quantity) ?? (quantity < 0 ? RejectReason.NegativeQuantity : null);
    }

    private void CountSpacing(Timestamp start, long nanos)
    {
        (long minutes, long rest) = Math.DivRem(nanos, Timestamp.NanosPerMinute);
        if (rest != 0) return;
        if (minutes >= DayMinutes)
        {
            // A night's or a weekend's gap says nothing about the interval, unless the bars are days.
            if (Ist.NanosOfDay(start) != 0) return;
            minutes = DayMinutes;
        }
        _spacings[minutes] = _spacings.GetValueOrDefault(minutes) + 1;
    }

    private int MostCommonSpacing() =>
        _spacings.Count == 0 ? 1 : (int)_spacings.OrderByDescending(s => s.Value).ThenBy(s => s.Key).First().Key;

    /// <summary>Writes all bars by their end, those of one end as the file has them; returns how many stood out of order.</summary>
    private long Write(int interval)
    {
        long reordered = 0;
        Timestamp latest = new(long.MinValue);
        foreach ((int _, HistoryBar bar) in _bars)
        {
            if (bar.Start < latest) reordered++;
            else latest = bar.Start;
        }
        IEnumerable<(int Instrument, HistoryBar Bar)> ordered = reordered == 0 ? _bars : _bars.OrderBy(b => b.Bar.Start.UnixNanos);
        InboundRecord record = default;
        foreach ((int instrument, HistoryBar bar) in ordered)
        {
            Timestamp end = bar.Start + interval * Timestamp.NanosPerMinute;
            record.Header = new InboundHeader
            {
                Kind = InboundKind.Bar,
                Source = InboundSource.Feed,
                Instrument = instrument,
                ExchangeTime = end,
                ArrivalTime = end,
            };
            record.Bar = bar;
            record.Bar.IntervalMinutes = interval;
            writer.Write(record);
        }
        return reordered;
    }
}
