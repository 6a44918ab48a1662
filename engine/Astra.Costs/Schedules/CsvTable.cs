using System.Text;

namespace Astra.Costs;

/// <summary>One row of a schedule with the line it stands on.</summary>
internal sealed record CsvRow(int Line, string[] Cells);

/// <summary>
/// Comma-separated text with a fixed header, quotes as in RFC 4180 but no line breaks inside a cell. Blank lines and lines that
/// begin with <c>#</c> are passed over.
/// </summary>
internal static class CsvTable
{
    public static List<CsvRow> Parse(ScheduleFile file, string text, ReadOnlySpan<string> header)
    {
        List<CsvRow> rows = [];
        bool headerSeen = false;
        int line = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            line++;
            if (raw.IsWhiteSpace() || raw[0] == '#') continue;
            string[] cells = Split(file, line, raw);
            if (headerSeen)
            {
                if (cells.Length != header.Length)
                    throw new ScheduleFormatException(file, line, $"{cells.Length} cells where {header.Length} belong",
                        "put text that holds a comma in double quotes");
                rows.Add(new CsvRow(line, cells));
            }
            else if (header.SequenceEqual(cells))
                headerSeen = true;
            else
                throw new ScheduleFormatException(file, line, "the header is not the expected one",
                    $"begin the file with: {string.Join(',', header!)}");
        }
        if (!headerSeen)
            throw new ScheduleFormatException(file, Math.Max(line, 1), "the file is empty", $"begin the file with: {string.Join(',', header!)}");
        return rows;
    }

    private static string[] Split(ScheduleFile file, int line, ReadOnlySpan<char> raw)
    {
        List<string> cells = [];
        StringBuilder cell = new();
        bool quoted = false;
        for (int i = 0; i < raw.Length; i++)
        {
            char c = raw[i];
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < raw.Length && raw[i + 1] == '"') cell.Append(raw[++i]);
                else quoted = false;
            }
            else if (c == '"' && cell.Length == 0) quoted = true;
            else if (c == ',') Close();
            else cell.Append(c);
        }
        if (quoted) throw new ScheduleFormatException(file, line, "a double quote is not closed", "close it before the line ends");
        Close();
        return [.. cells];

        void Close()
        {
            cells.Add(cell.ToString().Trim());
            cell.Clear();
        }
    }
}
