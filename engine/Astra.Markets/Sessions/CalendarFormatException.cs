namespace Astra.Markets;

/// <summary>A file of dated market facts (calendar, contracts, lists) that cannot be trusted: the message names the file, the line and the remedy.</summary>
public sealed class CalendarFormatException(string file, int line, string problem)
    : Exception($"{file}, line {line}: {problem}")
{
    public string File { get; } = file;

    /// <summary>From 1.</summary>
    public int Line { get; } = line;
}
