using Astra.Adapters.Recordings;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>Bars of one instrument as a CSV holds them, with their times as written; or several such series, each a <c>case</c>.</summary>
internal sealed class BarTable
{
    private static readonly string[] Needed = ["time", "open", "high", "low", "close", "volume"];

    private readonly string _file;
    private readonly bool _repair;
    private readonly int[] _places;
    private readonly int _case;
    private readonly int _session;
    private readonly int _columns;
    private readonly HashSet<string> _cases = new(StringComparer.Ordinal);
    private BarRow _last;
    private string _lastSession = "";

    private BarTable(string file, string header, bool repair)
    {
        (_file, _repair) = (file, repair);
        string[] names = header.Split(',', StringSplitOptions.TrimEntries);
        string[] missing = [.. Needed.Where(n => !names.Contains(n))];
        if (missing.Length > 0) throw new UsageException($"{file}, line 1: column {string.Join(", ", missing)} is missing; begin with time,session,open,high,low,close,volume (session may be left out, and case may stand before)");
        if (names.FirstOrDefault(n => names.Count(m => m == n) > 1) is { } twice) throw new UsageException($"{file}, line 1: column '{twice}' stands there twice; name every column once");
        _places = [.. Needed.Select(n => Array.IndexOf(names, n))];
        (_case, _session, _columns) = (Array.IndexOf(names, "case"), Array.IndexOf(names, "session"), names.Length);
    }

    public List<BarRow> Rows { get; } = [];

    public bool HasCases => _case >= 0;

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
            if (reader.ReadLine() is not { Length: > 0 } header) throw new UsageException($"{file}: the file is empty; begin it with time,session,open,high,low,close,volume");
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
            if (HasCases && (Rows.Count == 0 || row.Case != _last.Case)) _cases.Add(row.Case);
            Rows.Add(_last = row);
            if (_session >= 0) _lastSession = cells[_session];
            return;
        }
        if (!_repair) throw new UsageException($"{_file}, line {line}: {problem}, or leave bad rows out with --repair");
        if (++Dropped <= 20) Terminal.Say($"{_file}, line {line}: {problem}: left out");
    }

    /// <summary>What is wrong with a row, with the remedy; null when it is a bar.</summary>
    private string? Read(string[] cells, int line, out BarRow row)
    {
        row = default;
        string time = cells[_places[0]], name = HasCases ? cells[_case] : "";
        if (!BarCells.TryTime(time, out Timestamp at)) return $"'{time}' is no time; write it as 2026-11-18T09:15:00+05:30";
        Span<long> units = stackalloc long[4];
        for (int i = 0; i < units.Length; i++)
            if (BarCells.Price(cells[_places[i + 1]], out units[i]) is { } bad) return $"{Needed[i + 1]} {bad}";
        if (BarCells.Volume(cells[_places[5]], out long volume) is { } wrong) return $"volume {wrong}";
        (long open, long high, long low, long close) = (units[0], units[1], units[2], units[3]);
        if (high < low) return $"high {cells[_places[2]]} is under low {cells[_places[3]]}; correct the row";
        if (Math.Max(open, close) > high || Math.Min(open, close) < low) return "open or close lies outside high and low; correct the row";
        bool same = Rows.Count > 0 && _last.Case == name;
        if (same && at == _last.At) return $"{time} is the time of the row above; keep one of the two";
        if (same && at < _last.At) return $"{time} is before the row above; sort the rows by time";
        if (!same && _cases.Contains(name)) return $"case '{name}' begins again after another; put all its rows together";
        bool sessionStart = !same || (_session >= 0 ? cells[_session] != _lastSession : Ist.DayOf(at) != Ist.DayOf(_last.At));
        row = new BarRow(name, time, line, at, new Bar
        {
            Start = at, End = at + Timestamp.NanosPerMinute, IntervalMinutes = 1, Volume = volume,
            Open = new Price(open), High = new Price(high), Low = new Price(low), Close = new Price(close),
            Flags = sessionStart ? BarFlags.SessionStart : BarFlags.None,
        });
        return null;
    }
}

/// <param name="Case">Empty where the file has no cases.</param>
/// <param name="Time">As the file has it.</param>
internal readonly record struct BarRow(string Case, string Time, int Line, Timestamp At, Bar Bar);
