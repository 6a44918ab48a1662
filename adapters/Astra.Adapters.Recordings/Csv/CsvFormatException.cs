namespace Astra.Adapters.Recordings;

/// <summary>A CSV file that cannot be imported at all. The message names file, line and remedy; single bad rows are counted instead.</summary>
public sealed class CsvFormatException(string file, long line, string problem) : Exception(line > 0 ? $"{file}, line {line}: {problem}" : $"{file}: {problem}")
{
    public string File { get; } = file;

    /// <summary>From 1, the header's line; 0 for the file as a whole.</summary>
    public long Line { get; } = line;
}
