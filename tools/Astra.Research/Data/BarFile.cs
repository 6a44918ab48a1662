using Astra.Markets;
using Sylvan.Data.Csv;

namespace Astra.Research;

/// <summary>
/// Bars from CSV, plain or gzip by its ending: <c>time,session,open,high,low,close,volume</c> of one instrument, or
/// <c>ts,symbol,segment,open,high,low,close,volume,oi</c> of several; columns are found by name, others are ignored. Strict: the first bad row
/// refuses the file, unless repair was asked for. Missing bars are no fault.
/// </summary>
public sealed class BarFile
{
    private readonly string _path;
    private readonly BarFileOptions _options;
    private readonly CsvDataReader _reader;
    private readonly int _columns;
    private readonly int _time, _session, _symbol, _segment, _open, _high, _low, _close, _volume;
    private readonly BarFaults _faults = new();
    private readonly List<BarBuffer> _buffers = [];
    private readonly Dictionary<string, BarBuffer?> _bySymbol = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BarBuffer?>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private BarCells _cells;
    private long _line = 1;

    private BarFile(string path, BarFileOptions options, CsvDataReader reader)
    {
        (_path, _options, _reader) = (path, options, reader);
        _lookup = _bySymbol.GetAlternateLookup<ReadOnlySpan<char>>();
        string[] names = CsvInput.Header(reader, path) ?? throw new ResearchInputException(path, 1, "the file is empty; give bars with a header such as time,session,open,high,low,close,volume");
        _columns = names.Length;
        _time = Math.Max(Array.IndexOf(names, "time"), Array.IndexOf(names, "ts"));
        (_session, _symbol, _segment) = (Array.IndexOf(names, "session"), Array.IndexOf(names, "symbol"), Array.IndexOf(names, "segment"));
        (_open, _high, _low, _close) = (Array.IndexOf(names, "open"), Array.IndexOf(names, "high"), Array.IndexOf(names, "low"), Array.IndexOf(names, "close"));
        _volume = Array.IndexOf(names, "volume");
        string[] missing = [.. new[] { ("time or ts", _time), ("open", _open), ("high", _high), ("low", _low), ("close", _close) }.Where(c => c.Item2 < 0).Select(c => c.Item1)];
        if (missing.Length > 0)
            throw new ResearchInputException(path, 1, $"column {string.Join(", ", missing)} is missing; give time,session,open,high,low,close,volume or ts,symbol,segment,open,high,low,close,volume,oi");
        if (names.Any(name => name is "strike" or "option_type" or "ce_ltp"))
            throw new ResearchInputException(path, 1, "this is an option chain, many contracts under one symbol; give one row per contract and bar with the contract's own symbol");
    }

    /// <exception cref="ResearchInputException">The file is empty, lacks a column, or holds a bad row and repair was not asked for.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="OperationCanceledException"><see cref="BarFileOptions.Cancel"/>: a file that is read half is of no use.</exception>
    public static BarFileContent Read(string path, BarFileOptions? options = null)
    {
        options ??= new BarFileOptions();
        return CsvInput.Read(path, reader => new BarFile(path, options, reader).Read());
    }

    private BarFileContent Read()
    {
        long rows = 0;
        while (_reader.Read())
        {
            _line++;
            // Blank lines are no rows; editors leave some at the end.
            if (_reader.RowFieldCount == 1 && _reader.GetFieldSpan(0).IsWhiteSpace()) continue;
            if (++rows % 65_536 == 0) _options.Cancel.ThrowIfCancellationRequested();
            BarFault fault = ReadRow();
            if (fault == BarFault.None) continue;
            if (!_options.Repair) throw new ResearchInputException(_path, _line, $"{BarFaults.Words(fault)}: {Shown()}; correct the row, or ask for repair to leave such rows out");
            _faults.Add(fault, _line);
        }
        IReadOnlyList<BarRepair> repairs = _faults.ToList();
        List<BarBuffer> held = [.. _buffers.Where(buffer => buffer.Count > 0)];
        if (held.Count == 0) throw new ResearchInputException(_path, 0, Nothing(rows, repairs));
        int minutes = _options.IntervalMinutes ?? BarFrame.MostCommonSpacing(held.Select(buffer => buffer.Memory));
        return new BarFileContent([.. held.Select(buffer => buffer.ToSeries(minutes, _options.Calendar, _session >= 0))], rows, repairs);
    }

    private BarFault ReadRow()
    {
        if (_reader.RowFieldCount != _columns) return BarFault.WrongCellCount;
        BarBuffer? buffer = _symbol >= 0 || _buffers.Count == 0 ? Find() : _buffers[0];
        if (buffer is null) return BarFault.None;
        if (!_cells.Time(_reader.GetFieldSpan(_time), out Timestamp start)) return BarFault.BadTime;
        if (BarCells.Price(_reader.GetFieldSpan(_open), out long open) is not BarFault.None and var badOpen) return badOpen;
        if (BarCells.Price(_reader.GetFieldSpan(_high), out long high) is not BarFault.None and var badHigh) return badHigh;
        if (BarCells.Price(_reader.GetFieldSpan(_low), out long low) is not BarFault.None and var badLow) return badLow;
        if (BarCells.Price(_reader.GetFieldSpan(_close), out long close) is not BarFault.None and var badClose) return badClose;
        if (high < low) return BarFault.HighBelowLow;
        if (open > high || open < low || close > high || close < low) return BarFault.OutsideRange;
        long volume = 0;
        if (_volume >= 0 && BarCells.Volume(_reader.GetFieldSpan(_volume), out volume) is not BarFault.None and var badVolume) return badVolume;
        if (start <= buffer.Latest) return start == buffer.Latest ? BarFault.Duplicate : BarFault.Backward;
        if (!buffer.IsKnown && !buffer.TryName(_options.Instruments, start, new Price(close))) return BarFault.BadSymbol;
        bool begins = _session >= 0 && buffer.BeginsSession(_reader.GetFieldSpan(_session));
        buffer.Add(new Bar
        {
            Start = start,
            Open = new Price(open),
            High = new Price(high),
            Low = new Price(low),
            Close = new Price(close),
            Volume = volume,
            Flags = begins ? BarFlags.SessionStart : BarFlags.None,
        });
        return BarFault.None;
    }

    /// <summary>Where this row's bars are kept; null for a symbol that is not asked for.</summary>
    private BarBuffer? Find()
    {
        ReadOnlySpan<char> symbol = _symbol >= 0 ? _reader.GetFieldSpan(_symbol) : default;
        if (_lookup.TryGetValue(symbol, out BarBuffer? known)) return known;
        string name = _symbol >= 0 ? symbol.Trim().ToString() : _options.Symbol ?? NameOf(_path);
        bool wanted = _symbol < 0 || _options.Symbols is null || _options.Symbols.Contains(name);
        BarBuffer? added = wanted ? new BarBuffer(_buffers, name, _segment >= 0 ? _reader.GetString(_segment).Trim() : "") : null;
        if (added is not null) _buffers.Add(added);
        _bySymbol.Add(symbol.ToString(), added);
        return added;
    }

    private string Nothing(long rows, IReadOnlyList<BarRepair> repairs)
    {
        if (rows == 0) return "there is nothing below the header; give a file with bars";
        if (repairs.Count > 0)
            return FormattableString.Invariant($"no row is left of {rows:N0} ({string.Join("; ", repairs.Select(r => FormattableString.Invariant($"{r.Count:N0} with {r.Words}, first in line {r.FirstLine}")))}); give a file that has good ones");
        return $"no bar of {string.Join(", ", _options.Symbols ?? [])}; the file has {string.Join(", ", _bySymbol.Keys.Take(12))}{(_bySymbol.Count > 12 ? " and others" : "")}";
    }

    private string Shown()
    {
        string text = string.Join(',', Enumerable.Range(0, _reader.RowFieldCount).Select(_reader.GetString));
        text = new string([.. text.Select(c => char.IsControl(c) || c > 0x7E ? '?' : c)]);
        return text.Length <= 120 ? text : text[..120] + "…";
    }

    private static string NameOf(string path)
    {
        string name = Path.GetFileName(path);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? name[..dot] : name;
    }
}
