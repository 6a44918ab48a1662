using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Astra.Cli;

/// <summary>JSON lines on a stream, one object each.</summary>
internal sealed class DecodedLines(Stream output) : IDisposable
{
    private const int FlushAt = 1 << 16;

    private readonly ArrayBufferWriter<byte> _bytes = new(2 * FlushAt);
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>An object with its id and step, to which the caller adds fields; then comes <see cref="End"/>.</summary>
    /// <param name="step">Number of the step; -1 for a record of its own.</param>
    public Utf8JsonWriter Begin(string id, int step)
    {
        _json.Reset(_bytes);
        _json.WriteStartObject();
        _json.WriteString("id", id);
        if (step >= 0) _json.WriteNumber("step", step);
        return _json;
    }

    public void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _bytes.Write("\n"u8);
        if (_bytes.WrittenCount >= FlushAt) Flush();
    }

    public void Dispose()
    {
        Flush();
        _json.Dispose();
    }

    private void Flush()
    {
        output.Write(_bytes.WrittenSpan);
        output.Flush();
        _bytes.ResetWrittenCount();
    }
}
