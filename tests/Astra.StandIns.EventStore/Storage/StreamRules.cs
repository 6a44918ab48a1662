using System.Text.Json;
using System.Text.Json.Nodes;

namespace Astra.StandIns.EventStore;

/// <summary>What a stream's metadata says of which events may be read.</summary>
/// <param name="TruncateBefore">First revision kept.</param>
internal sealed record StreamRules(long? MaxCount, TimeSpan? MaxAge, long? TruncateBefore)
{
    /// <summary>A soft delete is this truncation, written by the server.</summary>
    public const long Deleted = long.MaxValue;

    public static readonly StreamRules None = new(null, null, null);

    public bool IsDeleted => TruncateBefore == Deleted;

    /// <summary>The rules of a metadata event; a text that is no JSON object rules nothing, as on the server.</summary>
    public static StreamRules Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            if (JsonNode.Parse(json) is not JsonObject all) return None;
            return new StreamRules(Number(all, "$maxCount"), Number(all, "$maxAge") is { } seconds ? TimeSpan.FromSeconds(seconds) : null, Number(all, "$tb"));
        }
        catch (JsonException)
        {
            return None;
        }
    }

    /// <summary>The same metadata with another truncation, keeping every key.</summary>
    public static byte[] Truncated(ReadOnlySpan<byte> json, long before)
    {
        JsonObject all = json.IsEmpty ? [] : JsonNode.Parse(json) as JsonObject ?? [];
        all["$tb"] = before;
        return JsonSerializer.SerializeToUtf8Bytes(all);
    }

    private static long? Number(JsonObject all, string key) =>
        all[key] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out long number) ? number : null;
}
