using System.Text;
using System.Text.Json;

namespace Astra.Live;

/// <summary>
/// An append-only file of JSON lines, one per order step. Opened again it goes on behind its last whole line: a line that a crash has torn is cut off, and
/// steps that stand in it already are not written again.
/// </summary>
public sealed class ShadowLog : IDisposable
{
    public const string FileName = "shadow-orders.jsonl";

    private readonly FileStream _file;

    /// <exception cref="IOException">The file cannot be opened, or holds something else.</exception>
    public ShadowLog(string path)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        try
        {
            LastSequence = GoToEnd(path);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Outbound sequence of the last line, -1 when there is none.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Lines written by this object.</summary>
    public long Written { get; private set; }

    /// <summary>Whether this step is new here.</summary>
    public bool Wants(long sequence) => sequence > LastSequence;

    /// <param name="line">One JSON object without a line end.</param>
    public void Append(long sequence, ReadOnlySpan<byte> line)
    {
        _file.Write(line);
        _file.WriteByte((byte)'\n');
        LastSequence = sequence;
        Written++;
    }

    /// <summary>To the operating system: survives the process.</summary>
    public void Flush() => _file.Flush();

    public void Dispose() => _file.Dispose();

    private long GoToEnd(string path)
    {
        using (var reader = new BinaryReader(_file, Encoding.UTF8, leaveOpen: true))
        {
            long end = _file.Length;
            while (end > 0 && ByteAt(end - 1) != '\n') end--;
            _file.SetLength(end);
            long start = end - 1;
            while (start > 0 && ByteAt(start - 1) != '\n') start--;
            _file.Position = Math.Max(0, start);
            byte[] line = end > 0 ? reader.ReadBytes((int)(end - _file.Position)) : [];
            _file.Position = end;
            return line.Length == 0 ? -1 : SequenceOf(line, path);
        }

        int ByteAt(long place)
        {
            _file.Position = place;
            return _file.ReadByte();
        }
    }

    private static long SequenceOf(byte[] line, string path)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("sequence", out JsonElement sequence) && sequence.TryGetInt64(out long value)) return value;
        }
        catch (JsonException e)
        {
            throw new IOException($"{path}: its last line is no order step ({e.Message}); move the file away to begin a new one");
        }
        throw new IOException($"{path}: its last line is no order step; move the file away to begin a new one");
    }
}
