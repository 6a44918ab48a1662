using Sylvan.Data.Csv;

namespace Astra.Adapters.Recordings;

/// <summary>Rows of a CSV file, plain or gzip by its ending, with columns found by name in any order; others are ignored.</summary>
internal sealed class CsvTable : IDisposable
{
    private readonly CsvDataReader _reader;

    private CsvTable(string path, CsvDataReader reader, string[] columns) => (Path, _reader, Columns) = (path, reader, columns);

    public string Path { get; }

    /// <summary>Names in lower case.</summary>
    public string[] Columns { get; }

    /// <summary>The header is line 1. Counts rows, so a line break inside quotes does not count.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Throws <see cref="CsvFormatException"/> when the file is empty, lacks a column or is an option chain.</summary>
    public static CsvTable Open(string path, params ReadOnlySpan<string> required)
    {
        var text = new StreamReader(RecordingPath.OpenRead(path));
        try
        {
            var options = new CsvDataReaderOptions { HasHeaders = false, Delimiter = ',', BufferSize = 1 << 18 };
            CsvDataReader reader = Guard(path, 1, () => CsvDataReader.Create(text, options));
            if (!Guard(path, 1, reader.Read)) throw new CsvFormatException(path, 1, "the file is empty; expected a header with " + string.Join(", ", required));
            var columns = new string[reader.RowFieldCount];
            for (int i = 0; i < columns.Length; i++) columns[i] = reader.GetString(i).Trim().TrimStart('\uFEFF').ToLowerInvariant();
            OptionChain.RefuseColumns(path, columns);
            foreach (string name in required)
                if (Array.IndexOf(columns, name) < 0)
                    throw new CsvFormatException(path, 1, $"column '{name}' is missing; the header must name {string.Join(", ", required)} and here reads '{Shown(columns)}'");
            return new CsvTable(path, reader, columns);
        }
        catch
        {
            text.Dispose();
            throw;
        }
    }

    /// <summary>Position of a column, -1 when the file has none of that name; the first of several.</summary>
    public int Column(string name) => Array.IndexOf(Columns, name);

    public bool Next()
    {
        if (!Guard(Path, Line + 1, _reader.Read)) return false;
        Line++;
        return true;
    }

    /// <summary>A cell's text; empty when the row is short or the column absent.</summary>
    public ReadOnlySpan<char> this[int column] => column >= 0 && column < _reader.RowFieldCount ? _reader.GetFieldSpan(column) : default;

    public void Dispose() => _reader.Dispose();

    private static T Guard<T>(string path, long line, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw new CsvFormatException(path, line, $"the bytes are not whole gzip ({e.Message}); copy the file again, or rename it if it is not compressed");
        }
        catch (Exception e) when (e is CsvRecordTooLargeException or Sylvan.Data.Csv.CsvFormatException or FormatException)
        {
            throw new CsvFormatException(path, line, $"this is not CSV ({e.Message}); check the file's quotes");
        }
    }

    private static string Shown(string[] columns)
    {
        string text = string.Join(',', columns);
        text = new string([.. text.Select(c => char.IsControl(c) || c > 0x7E ? '?' : c)]);
        return text.Length <= 120 ? text : text[..120] + "…";
    }
}
