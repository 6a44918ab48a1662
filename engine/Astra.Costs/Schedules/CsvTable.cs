using System.Text;

namespace Astra.Costs;

/// <summary>One row of a schedule with the line it stands on.</summary>
public sealed record CsvRow(int Line, string[] Cells);

/// <summary>
/// Comma-separated text, quotes as in RFC 4180 but no line breaks inside a cell. Blank lines and lines that
/// begin with <c>#</c> are passed over.
/// </summary>
public static class CsvTable
{
    /// <summary>The rows below a header that must be as given; each has its number of cells.</summary>
    public static List<CsvRow> Parse(ScheduleFile file, string text, ReadOnlySpan<string> header)
    {
        List<CsvRow> rows = Read(file, text);
        if (rows.Count == 0)
            throw new ScheduleFormatException(file, 1, "the file is empty", $"begin the file with: {string.Join(',', header!)}");
        if (!header.SequenceEqual(rows[0].Cells))
            throw new ScheduleFormatException(file, rows[0].Line, "the header is not the expected one", $"begin the file with: {string.Join(',', header!)}");
        rows.RemoveAt(0);
        foreach (CsvRow row in rows)
            if (row.Cells.Length != header.Length)
                throw new ScheduleFormatException(file, row.Line, $"{row.Cells.Length} cells where {header.Length} belong", "put text that holds a comma in double quotes");
        return rows;
    }

    /// <summary>Every row, the header too, of any number of cells.</summary>
    public static List<CsvRow> Read(ScheduleFile file, string text)
    {
        List<CsvRow> rows = [];
        int line = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            line++;
            if (!raw.IsWhiteSpace() && raw[0] != '#') rows.Add(new CsvRow(line, Split(file, line, raw)));
        }
        return rows;
    }

    private static string[] Split(ScheduleFile file, int line, ReadOnlySpan<char> raw)
    {
        List<string> cells = [];
        StringBuilder cell = new();
        bool quoted = false, ended = false;
        for (int i = 0; i < raw.Length; i++)
        {
            char c = raw[i];
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < raw.Length && raw[i + 1] == '"') cell.Append(raw[++i]);
                else (quoted, ended) = (false, true);
            }
            else if (c == ',') Close();
            else if (ended)
            {
                if (!char.IsWhiteSpace(c))
                    throw new ScheduleFormatException(file, line, $"'{c}' stands behind a closing double quote", "end the cell there with a comma, or write a quote inside the cell twice");
            }
            else if (c == '"' && cell.Length == 0) quoted = true;
            else cell.Append(c);
        }
        if (quoted) throw new ScheduleFormatException(file, line, "a double quote is not closed", "close it before the line ends");
        Close();
        return [.. cells];

        void Close()
        {
            cells.Add(cell.ToString().Trim());
            cell.Clear();
            ended = false;
        }
    }
}
