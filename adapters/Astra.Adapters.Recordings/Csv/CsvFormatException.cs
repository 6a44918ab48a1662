namespace Astra.Adapters.Recordings;

/// <summary>A CSV file that cannot be imported at all. The message names file, line and remedy; single bad rows are counted instead.</summary>
public sealed class CsvFormatException(string file, long line, string problem) : Exception($"{file}, line {line}: {problem}")
{
    public string File { get; } = file;

    /// <summary>From 1, the header's line.</summary>
    public long Line { get; } = line;
}
