namespace Astra.Research;

/// <summary>A file of bars that cannot be used. The message names the file, the line where there is one, what is wrong and the remedy.</summary>
public sealed class BarFileException(string file, long line, string problem) : Exception(line > 0 ? $"{file}, line {line}: {problem}" : $"{file}: {problem}")
{
    public string File { get; } = file;

    /// <summary>From 1, the header's line; 0 for the file as a whole.</summary>
    public long Line { get; } = line;
}
