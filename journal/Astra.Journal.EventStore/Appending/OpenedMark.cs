using System.Text.Json;
using System.Text.Json.Serialization;

namespace Astra.Journal.EventStore;

/// <summary>
/// What an <see cref="FrameKind.Opened"/> frame says, as JSON: who has opened the stream. Its bytes name one opening, since its writer's id is made for it; so an
/// opener knows its own mark
/// by the event's id.
/// </summary>
/// <param name="Journal">Journal that the stream belongs to.</param>
/// <param name="Writer">This opening, and no other.</param>
/// <param name="Mode">"eventstoredb", "mirrored", or what else wrote.</param>
/// <param name="Machine">The machine's name.</param>
/// <param name="Version">The program's version.</param>
/// <param name="At">The writer's clock.</param>
internal sealed record OpenedMark(
    [property: JsonPropertyName("journal")] Guid Journal,
    [property: JsonPropertyName("writer")] Guid Writer,
    [property: JsonPropertyName("mode")] string Mode,
    [property: JsonPropertyName("machine")] string Machine,
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("at")] DateTimeOffset At)
{
    /// <summary>
    /// So many marks are appended at an opening, all or none; the first one speaks, the others hold the 16 bytes of the writer's id, so that they are of one opening too. No writer may have more frames in flight, in any version: whoever opens a
    /// stream relies on it.
    /// </summary>
    public const int PerOpening = 16;

    /// <summary>A mark for an opening at this moment by this process.</summary>
    public static OpenedMark Now(Guid journalId, string mode, TimeProvider? time = null) => new(
        journalId, Guid.NewGuid(), mode, Environment.MachineName, typeof(OpenedMark).Assembly.GetName().Version?.ToString() ?? "", (time ?? TimeProvider.System).GetUtcNow());

    /// <summary>Reads the body of an opened frame, without padding. Throws <see cref="JsonException"/>.</summary>
    public static OpenedMark Parse(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, OpenedMarkJson.Default.OpenedMark) ?? throw new JsonException("the mark is empty");

    /// <summary>The whole frame of the mark: it holds no event, and the running figures stay as they are.</summary>
    public byte[] ToFrame(long nextSequence, Markets.Timestamp highest) =>
        Frame(JsonSerializer.SerializeToUtf8Bytes(this, OpenedMarkJson.Default.OpenedMark), nextSequence, highest);

    /// <summary>One of those that stand behind the first.</summary>
    public byte[] ToShortFrame(long nextSequence, Markets.Timestamp highest) => Frame(Writer.ToByteArray(), nextSequence, highest);

    /// <summary>Whether a body is that of <see cref="ToShortFrame"/>.</summary>
    public static bool IsShort(ReadOnlySpan<byte> body) => body.Length == 16;

    private static byte[] Frame(byte[] body, long nextSequence, Markets.Timestamp highest)
    {
        FrameHeader header = new()
        {
            Kind = FrameKind.Opened,
            FirstSequence = nextSequence,
            BodyLength = body.Length,
            FirstTime = highest,
            HighestTime = highest,
        };
        byte[] frame = new byte[header.FrameLength];
        body.CopyTo(frame, FrameHeader.Length);
        FrameHeader.Seal(frame, header);
        return frame;
    }
}

[JsonSerializable(typeof(OpenedMark))]
internal sealed partial class OpenedMarkJson : JsonSerializerContext;
