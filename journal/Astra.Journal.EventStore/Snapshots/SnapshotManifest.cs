using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Astra.Journal.EventStore;

/// <summary>What a snapshot's parts add up to, as JSON; it stands directly behind them.</summary>
/// <param name="Sequence">Inbound event after which the state was taken.</param>
/// <param name="Length">Bytes of the state.</param>
/// <param name="Hash">XXH3-64 of the state, 16 hexadecimal digits.</param>
/// <param name="FirstPart">Revision of the first part.</param>
/// <param name="Frame">Where in the frames' stream the sequence stands, about; -1 when it was not known.</param>
internal sealed record SnapshotManifest(
    [property: JsonPropertyName("journal")] Guid Journal,
    [property: JsonPropertyName("sequence")] long Sequence,
    [property: JsonPropertyName("length")] int Length,
    [property: JsonPropertyName("xxh3")] string Hash,
    [property: JsonPropertyName("parts")] int Parts,
    [property: JsonPropertyName("firstPart")] long FirstPart,
    [property: JsonPropertyName("frame")] long Frame)
{
    public static string HashOf(ReadOnlySpan<byte> state) => System.IO.Hashing.XxHash3.HashToUInt64(state).ToString("x16", CultureInfo.InvariantCulture);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, SnapshotManifestJson.Default.SnapshotManifest);

    /// <summary>Null for anything that is no manifest of this form, or does not stand where it says.</summary>
    public static SnapshotManifest? TryParse(in StoredEvent stored)
    {
        try
        {
            SnapshotManifest? manifest = JsonSerializer.Deserialize(stored.Data.Span, SnapshotManifestJson.Default.SnapshotManifest);
            return manifest is { Sequence: >= 0, Length: >= 0, Parts: >= 0, FirstPart: >= 0 } && manifest.FirstPart + manifest.Parts == stored.Revision ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(SnapshotManifest))]
internal sealed partial class SnapshotManifestJson : JsonSerializerContext;
