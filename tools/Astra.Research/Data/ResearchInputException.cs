namespace Astra.Research;

/// <summary>A file that research reads holds something else than it should: the message names file, line and remedy.</summary>
public sealed class ResearchInputException(string path, long line, string problem) : Exception(line > 0 ? $"{path}, line {line}: {problem}" : $"{path}: {problem}")
{
    public string Path { get; } = path;

    /// <summary>From 1, the header's; 0 for the file as a whole.</summary>
    public long Line { get; } = line;
}
