using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Astra.Journal.EventStore;

/// <summary>What the server may forget of a stream. It hides at once; the space is freed by a scavenge only.</summary>
/// <param name="MaxCount">Newest events kept; null for all.</param>
/// <param name="MaxAge">Whole seconds; null for ever.</param>
/// <param name="TruncateBefore">First revision kept; null for all.</param>
internal sealed record StreamMetadata(long? MaxCount = null, TimeSpan? MaxAge = null, long? TruncateBefore = null)
{
    public const string EventType = "$metadata";

    /// <summary>What else the metadata says, such as who may read; written back unchanged.</summary>
    internal JsonObject Others { get; init; } = [];

    public static string StreamOf(string stream) => "$$" + stream;

    public static StreamMetadata Parse(ReadOnlyMemory<byte> json)
    {
        JsonObject all = JsonNode.Parse(json.Span) as JsonObject ?? throw new JsonException("the metadata is no object");
        long? maxCount = Take(all, "$maxCount"), maxAge = Take(all, "$maxAge"), truncateBefore = Take(all, "$tb");
        return new StreamMetadata(maxCount, maxAge is { } seconds ? TimeSpan.FromSeconds(seconds) : null, truncateBefore) { Others = all };
    }

    public byte[] ToJson()
    {
        JsonObject all = (JsonObject)Others.DeepClone();
        if (MaxCount is { } count) all["$maxCount"] = count;
        if (MaxAge is { } age) all["$maxAge"] = (long)age.TotalSeconds;
        if (TruncateBefore is { } before) all["$tb"] = before;
        return JsonSerializer.SerializeToUtf8Bytes(all);
    }

    public bool Equals(StreamMetadata? other) =>
        other is not null && MaxCount == other.MaxCount && MaxAge == other.MaxAge && TruncateBefore == other.TruncateBefore && JsonNode.DeepEquals(Others, other.Others);

    public override int GetHashCode() => HashCode.Combine(MaxCount, MaxAge, TruncateBefore);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"$maxCount {MaxCount?.ToString(CultureInfo.InvariantCulture) ?? "-"}, $maxAge {MaxAge?.ToString() ?? "-"}, $tb {TruncateBefore?.ToString(CultureInfo.InvariantCulture) ?? "-"}");

    private static long? Take(JsonObject all, string key)
    {
        if (!all.Remove(key, out JsonNode? node) || node is null) return null;
        return node.GetValue<long>();
    }
}
