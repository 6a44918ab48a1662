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
    /// <summary>A mark for an opening at this moment by this process.</summary>
    public static OpenedMark Now(Guid journalId, string mode, TimeProvider? time = null) => new(
        journalId, Guid.NewGuid(), mode, Environment.MachineName, typeof(OpenedMark).Assembly.GetName().Version?.ToString() ?? "", (time ?? TimeProvider.System).GetUtcNow());

    /// <summary>Reads the body of an opened frame, without padding. Throws <see cref="JsonException"/>.</summary>
    public static OpenedMark Parse(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, OpenedMarkJson.Default.OpenedMark) ?? throw new JsonException("the mark is empty");

    /// <summary>The whole frame of the mark: it holds no event, and the running figures stay as they are.</summary>
    public byte[] ToFrame(long nextSequence, Markets.Timestamp highest)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(this, OpenedMarkJson.Default.OpenedMark);
        FrameHeader header = new()
        {
            Kind = FrameKind.Opened,
            FirstSequence = nextSequence,
            BodyLength = json.Length,
            FirstTime = highest,
            HighestTime = highest,
        };
        byte[] frame = new byte[header.FrameLength];
        json.CopyTo(frame, FrameHeader.Length);
        FrameHeader.Seal(frame, header);
        return frame;
    }
}

[JsonSerializable(typeof(OpenedMark))]
internal sealed partial class OpenedMarkJson : JsonSerializerContext;
