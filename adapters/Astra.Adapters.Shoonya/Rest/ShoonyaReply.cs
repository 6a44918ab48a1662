using System.Text.Json;

namespace Astra.Adapters.Shoonya;

/// <summary>
/// An answer of the REST service: an object, or a bare array where a list call succeeds. An error may come with any HTTP status, and behind an
/// error status may stand anything; so reading one never fails, it only finds out what it is.
/// </summary>
internal sealed class ShoonyaReply
{
    private static readonly Dictionary<string, string> Nothing = [];

    private ShoonyaReply(ShoonyaFault fault, string message) => (Fault, Message) = (fault, message);

    public bool IsOk => Fault == ShoonyaFault.None;

    /// <summary>Nothing to answer with: for list calls a success without rows.</summary>
    public bool IsEmpty => Fault == ShoonyaFault.NoData;

    public ShoonyaFault Fault { get; }

    /// <summary>The vendor's words; not yet cleaned of secrets.</summary>
    public string Message { get; }

    /// <summary>The object's values that are texts or numbers; empty for an array.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; private init; } = Nothing;

    /// <summary>The array's objects; empty for an object.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Rows { get; private init; } = [];

    public static ShoonyaReply Read(int status, ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object) return OfObject(status, root);
            if (root.ValueKind == JsonValueKind.Array && status is >= 200 and < 300) return OfArray(root);
        }
        catch (JsonException)
        {
            // A gateway's page; the status tells what can be told.
        }
        // A 403 without words is a gateway's or a limiter's, and says nothing about the token.
        ShoonyaFault fault = status switch
        {
            401 => ShoonyaFault.SessionDead,
            429 => ShoonyaFault.RateLimited,
            404 => ShoonyaFault.Other,
            _ => ShoonyaFault.Gateway,
        };
        return new ShoonyaReply(fault, $"HTTP {status} without a readable answer");
    }

    public string? Find(string name) => Fields.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    private static ShoonyaReply OfObject(int status, JsonElement root)
    {
        Dictionary<string, string> fields = FieldsOf(root);
        fields.TryGetValue("emsg", out string? message);
        bool good = fields.TryGetValue("stat", out string? word) ? word.Equals("Ok", StringComparison.OrdinalIgnoreCase) : message is null;
        if (good && status is >= 200 and < 300) return new ShoonyaReply(ShoonyaFault.None, "") { Fields = fields };
        ShoonyaFault fault = message is null ? ShoonyaFault.Other : ShoonyaFaults.Of(message);
        if (fault == ShoonyaFault.Other)
        {
            if (status == 401) fault = ShoonyaFault.SessionDead;
            else if (status == 429) fault = ShoonyaFault.RateLimited;
            else if (status >= 500) fault = ShoonyaFault.Gateway;
        }
        return new ShoonyaReply(fault, message ?? $"HTTP {status}, no reason given") { Fields = fields };
    }

    private static ShoonyaReply OfArray(JsonElement root)
    {
        var rows = new List<IReadOnlyDictionary<string, string>>(root.GetArrayLength());
        foreach (JsonElement item in root.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object) rows.Add(FieldsOf(item));
            else if (item.ValueKind == JsonValueKind.String && RowInText(TextOf(item)) is { } row) rows.Add(row);
        }
        return new ShoonyaReply(ShoonyaFault.None, "") { Rows = rows };
    }

    /// <summary>Some lists hold their rows as JSON within texts.</summary>
    private static Dictionary<string, string>? RowInText(string? text)
    {
        if (text is null) return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? FieldsOf(document.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> FieldsOf(JsonElement item)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty property in item.EnumerateObject())
            if (NameOf(property) is { } name && TextOf(property.Value) is { } text) fields[name] = text.Trim();
        return fields;
    }

    private static string? TextOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number) return value.GetRawText();
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair or broken UTF-8: no text.
            return null;
        }
    }

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
