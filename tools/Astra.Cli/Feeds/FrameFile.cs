using System.Text.Json;
using Astra.Adapters.Recordings;

namespace Astra.Cli;

/// <summary>A file of frames, one JSON object a line; empty lines count but say nothing.</summary>
internal static class FrameFile
{
    public const string Forms = "give a packet {\"id\",\"hex\"}, a sequence {\"id\",\"steps\"} or a frame {\"id\",\"socket\",\"text\"}";

    /// <summary>Longest line that is read: a frame of a mebibyte in hexadecimal digits, and room.</summary>
    private const int LongestLine = 64 << 20;

    /// <summary>The records in their order, each to be disposed by the caller.</summary>
    /// <exception cref="UsageException">A line is no JSON object; names it.</exception>
    public static IEnumerable<FrameRecord> Read(string path)
    {
        DataFile.RequireFile(path);
        using Stream stream = RecordingPath.OpenRead(path);
        using var reader = new StreamReader(stream);
        for (int number = 1; NextLine(reader, path) is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line)) yield return Parse(path, number, line);
    }

    private static string? NextLine(StreamReader reader, string path)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (InvalidDataException e)
        {
            throw new UsageException($"{path}: the name ends in .gz but its bytes are not whole gzip ({e.Message}); copy it again, or rename it");
        }
    }

    private static FrameRecord Parse(string path, int number, string line)
    {
        if (line.Length > LongestLine) throw new UsageException($"{path}, line {number}: {line.Length:N0} characters are no frame; {Forms}");
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw new UsageException($"{path}, line {number}, character {e.BytePositionInLine + 1}: not JSON; give one JSON object a line");
        }
        var record = new FrameRecord(path, number, document);
        return document.RootElement.ValueKind == JsonValueKind.Object ? record : throw record.Bad("not a JSON object", Forms);
    }
}
