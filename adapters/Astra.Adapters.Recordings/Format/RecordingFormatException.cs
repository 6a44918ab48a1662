namespace Astra.Adapters.Recordings;

/// <summary>A file that is not a whole recording. The message names file, block, byte and remedy.</summary>
public sealed class RecordingFormatException(string file, long block, long offset, string problem)
    : Exception(block < 0 ? $"{file}: {problem}" : $"{file}, block {block} at byte {offset}: {problem}")
{
    public string File { get; } = file;

    /// <summary>From 0; -1 for the header.</summary>
    public long Block { get; } = block;

    /// <summary>In the file, or in the decompressed stream of a <c>.gz</c>.</summary>
    public long Offset { get; } = offset;
}
