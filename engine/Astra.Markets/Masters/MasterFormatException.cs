namespace Astra.Markets;

/// <summary>A file that is no instrument master; nothing was taken from it. The message names file, line and remedy.</summary>
public sealed class MasterFormatException(string file, int line, string problem) : Exception($"{file}, line {line}: {problem}")
{
    public string File { get; } = file;

    /// <summary>From 1.</summary>
    public int Line { get; } = line;
}
