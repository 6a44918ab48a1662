using Astra.Adapters.Recordings;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>
/// Bars as a CSV holds them, with their times as written: one series, several one after the other (each a <c>case</c>), or, where the time is
/// called <c>ts</c>, one of each <c>symbol</c>, whose rows may stand between those of others.
/// </summary>
internal sealed class BarTable
{
    private const string Schemas = "time,session,open,high,low,close,volume (session may be left out, and case may stand before) or ts,symbol,segment,open,high,low,close,volume,oi";

    private static readonly string[] Needed = ["time", "open", "high", "low", "close", "volume"];

    private readonly string _file;
    private readonly bool _repair;
    private readonly int[] _places;
    private readonly int _case;
    private readonly int _session;
    private readonly int _columns;
    private readonly bool _mixed;
    private readonly Dictionary<string, (Timestamp At, string Session)> _latest = new(StringComparer.Ordinal);
    private string _current = "";

    private BarTable(string file, string header, bool repair)
    {
        (_file, _repair) = (file, repair);
        string[] names = header.Split(',', StringSplitOptions.TrimEntries);
        _mixed = names.Contains("ts") && !names.Contains("time");
        (TimeName, string series) = _mixed ? ("ts", "symbol") : ("time", "case");
        string[] needed = [TimeName, .. Needed.Skip(1)], missing = [.. needed.Where(n => !names.Contains(n))];
        if (missing.Length > 0) throw new UsageException($"{file}, line 1: column {string.Join(", ", missing)} is missing; begin with {Schemas}");
        if (names.FirstOrDefault(n => names.Count(m => m == n) > 1) is { } twice) throw new UsageException($"{file}, line 1: column '{twice}' stands there twice; name every column once");
        _places = [.. needed.Select(n => Array.IndexOf(names, n))];
        (_case, _session, _columns) = (Array.IndexOf(names, series), Array.IndexOf(names, "session"), names.Length);
        if (_case >= 0) SeriesName = series;
    }

    public List<BarRow> Rows { get; } = [];

    /// <summary>The column that tells series apart, <c>case</c> or <c>symbol</c>; null where there is none.</summary>
    public string? SeriesName { get; }

    /// <summary>As the file calls it: <c>time</c> or <c>ts</c>.</summary>
    public string TimeName { get; }

    /// <summary>Rows that were left out because they were bad and that was asked for.</summary>
    public int Dropped { get; private set; }

    /// <param name="repair">Leave bad rows out and say which, instead of refusing the file.</param>
    /// <exception cref="UsageException">The file is empty, lacks a column, or has a bad row and no repair was asked for.</exception>
    public static BarTable Read(string file, bool repair, CancellationToken interrupt)
    {
        DataFile.RequireFile(file);
        using StreamReader reader = new(RecordingPath.OpenRead(file));
        try
        {
            if (reader.ReadLine() is not { Length: > 0 } header) throw new UsageException($"{file}: the file is empty; begin it with {Schemas}");
            BarTable table = new(file, header, repair);
            for (int line = 2; reader.ReadLine() is { } text; line++)
            {
                if (line % 65_536 == 0) interrupt.ThrowIfCancellationRequested();
                if (text.Length > 0) table.Add(text, line);
            }
            if (table.Rows.Count == 0) throw new UsageException($"{file}: there is no row to compute from; give bars below the header");
            return table;
        }
        catch (InvalidDataException e)
        {
            throw new UsageException($"{file}: the name ends in .gz but its bytes are not whole gzip ({e.Message}); copy it again, or rename it");
        }
    }

    private void Add(string text, int line)
    {
        string[] cells = text.Split(',', StringSplitOptions.TrimEntries);
        BarRow row = default;
        string? problem = cells.Length != _columns ? $"{cells.Length} cells where the header has {_columns}; give one for each column" : Read(cells, line, out row);
        if (problem is null)
        {
            Rows.Add(row);
            _latest[_current = row.Case] = (row.At, _session >= 0 ? cells[_session] : "");
            return;
        }
        if (!_repair) throw new UsageException($"{_file}, line {line}: {problem}, or leave bad rows out with --repair");
        if (++Dropped <= 20) Terminal.Say($"{_file}, line {line}: {problem}: left out");
    }

    /// <summary>What is wrong with a row, with the remedy; null when it is a bar.</summary>
    private string? Read(string[] cells, int line, out BarRow row)
    {
        row = default;
        string time = cells[_places[0]], name = _case >= 0 ? cells[_case] : "";
        if (!BarCells.TryTime(time, out Timestamp at)) return $"'{time}' is no time; write it as 2026-11-18T09:15:00+05:30";
        Span<long> units = stackalloc long[4];
        for (int i = 0; i < units.Length; i++)
            if (BarCells.Price(cells[_places[i + 1]], out units[i]) is { } bad) return $"{Needed[i + 1]} {bad}";
        // An index has no volume; the schema of several symbols leaves such a cell blank.
        long volume = 0;
        if (!(_mixed && cells[_places[5]].Length == 0) && BarCells.Volume(cells[_places[5]], out volume) is { } wrong) return $"volume {wrong}";
        (long open, long high, long low, long close) = (units[0], units[1], units[2], units[3]);
        if (high < low) return $"high {cells[_places[2]]} is under low {cells[_places[3]]}; correct the row";
        if (Math.Max(open, close) > high || Math.Min(open, close) < low) return "open or close lies outside high and low; correct the row";
        bool known = _latest.TryGetValue(name, out (Timestamp At, string Session) last);
        if (known && !_mixed && name != _current) return $"case '{name}' begins again after another; put all its rows together";
        string above = _mixed && _case >= 0 ? $"of the last row of {name}" : "of the row above";
        if (known && at == last.At) return $"{time} is the time {above}; keep one of the two";
        if (known && at < last.At) return $"{time} is before {above["of ".Length..]}; sort the rows by time";
        bool sessionStart = !known || (_session >= 0 ? cells[_session] != last.Session : Ist.DayOf(at) != Ist.DayOf(last.At));
        row = new BarRow(name, time, line, at, new Bar
        {
            Start = at, End = at + Timestamp.NanosPerMinute, IntervalMinutes = 1, Volume = volume,
            Open = new Price(open), High = new Price(high), Low = new Price(low), Close = new Price(close),
            Flags = sessionStart ? BarFlags.SessionStart : BarFlags.None,
        });
        return null;
    }
}

/// <param name="Case">Its series: the case or the symbol; empty where the file has neither.</param>
/// <param name="Time">As the file has it.</param>
internal readonly record struct BarRow(string Case, string Time, int Line, Timestamp At, Bar Bar);
