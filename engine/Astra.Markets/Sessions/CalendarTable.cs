using System.Globalization;

namespace Astra.Markets;

/// <summary>
/// Rows of a file of dated market facts: comma-separated without quotes, lines starting with # are remarks, the first other line names the columns.
/// Every error names file and line.
/// </summary>
internal sealed class CalendarTable
{
    private readonly string _file;
    private readonly string[] _lines;
    private readonly string[] _columns;
    private string[] _cells = [];
    private int _line;

    public CalendarTable(string file, string text, params ReadOnlySpan<string> required)
    {
        _file = file;
        _lines = text.Split('\n');
        if (!MoveNext()) throw new CalendarFormatException(file, 1, "the file has no header; expected " + string.Join(',', required));
        _columns = _cells;
        foreach (string name in required)
            if (Array.IndexOf(_columns, name) < 0) throw Error($"column '{name}' is missing from the header");
    }

    public bool Next()
    {
        if (!MoveNext()) return false;
        if (_cells.Length != _columns.Length) throw Error($"{_cells.Length} cells where the header names {_columns.Length}; a cell cannot hold a comma");
        return true;
    }

    public CalendarFormatException Error(string problem) => new(_file, _line, problem);

    public string Text(string column) => _cells[Array.IndexOf(_columns, column)];

    /// <summary>Blank where the header lacks the column: for columns that a file may leave out.</summary>
    public string OptionalText(string column) => Array.IndexOf(_columns, column) is >= 0 and int at ? _cells[at] : "";

    public DateOnly? OptionalDate(string column) => Text(column).Length == 0 ? null : Date(column);

    public DateOnly Date(string column) =>
        DateOnly.TryParseExact(Text(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw Error($"{column} '{Text(column)}' is not a date; write it as 2026-11-18");

    public TimeOnly Time(string column) =>
        OptionalTime(column) ?? throw Error($"{column} is blank; write a time as 09:15");

    public TimeOnly? OptionalTime(string column)
    {
        string text = OptionalText(column);
        if (text.Length == 0) return null;
        return TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? time
            : throw Error($"{column} '{text}' is not a time; write it as 09:15");
    }

    /// <summary>An instant in IST; null where the cell is blank or the column left out.</summary>
    public Timestamp? OptionalInstant(string column)
    {
        string text = OptionalText(column);
        if (text.Length == 0) return null;
        int at = text.IndexOf('T', StringComparison.Ordinal);
        return at > 0
            && DateOnly.TryParseExact(text[..at], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            && TimeOnly.TryParseExact(text[(at + 1)..], ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? Ist.At(date, time)
            : throw Error($"{column} '{text}' is not an instant; write it as 2026-11-18T14:40 (Indian time)");
    }

    public int Minutes(string column) =>
        int.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out int minutes) && minutes <= 24 * 60
            ? minutes
            : throw Error($"{column} '{Text(column)}' is not a number of minutes");

    /// <summary>Names joined by '+'.</summary>
    public T[] Choices<T>(string column) where T : struct, Enum
    {
        string[] names = Text(column).Split('+');
        var values = new T[names.Length];
        for (int i = 0; i < names.Length; i++) values[i] = Choice<T>(column, names[i]);
        return values;
    }

    public Segment[] Segments(string column) => Choices<Segment>(column);

    public T Choice<T>(string column) where T : struct, Enum => Choice<T>(column, Text(column));

    private T Choice<T>(string column, string text) where T : struct, Enum =>
        Enum.TryParse(text, out T value) && Enum.GetName(value) == text
            ? value
            : throw Error($"{column} '{text}' is unknown; known are {string.Join(", ", Enum.GetNames<T>())}");

    private bool MoveNext()
    {
        while (_line < _lines.Length)
        {
            string line = _lines[_line++].Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            _cells = line.Split(',');
            for (int i = 0; i < _cells.Length; i++) _cells[i] = _cells[i].Trim();
            return true;
        }
        return false;
    }
}
