using System.Text.Json;
using Astra.Adapters.Shoonya;

namespace Astra.Cli;

/// <summary>Requests of Shoonya's REST interface, made from what would go into them: logins of both dialects, and bodies with a token.</summary>
internal static class ShoonyaRequests
{
    public static void Write(FrameRecord record, DecodedLines lines)
    {
        JsonElement input = record.Json.GetProperty("input");
        if (input.ValueKind != JsonValueKind.Object) throw record.Bad("input is no object", "write \"input\":{…}");
        Utf8JsonWriter json = lines.Begin(record.Id, -1);
        if (input.TryGetProperty("password", out _)) Legacy(json, record, input);
        else if (input.TryGetProperty("code", out _)) Consent(json, record, input);
        else Call(json, record, input);
        lines.End();
    }

    private static void Legacy(Utf8JsonWriter json, FrameRecord record, JsonElement input)
    {
        Login(json, "/NorenWClientTP/QuickAuth", LoginBody.QuickAuth(
            record.Text(input, "uid"), record.Text(input, "password"), record.Text(input, "totp"), record.Text(input, "vendorCode"), record.Text(input, "apiKey"), record.Text(input, "imei")));
    }

    private static void Consent(Utf8JsonWriter json, FrameRecord record, JsonElement input)
    {
        string? user = input.TryGetProperty("uid", out _) ? record.Text(input, "uid") : null;
        Login(json, "/NorenWClientAPI/GenAcsTok", LoginBody.GenAcsTok(record.Text(input, "clientId"), record.Text(input, "secret"), record.Text(input, "code"), user));
    }

    private static void Login(Utf8JsonWriter json, string path, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        json.WriteString("path", path);
        json.WritePropertyName("json");
        json.WriteRawValue(RestBody.Json(fields));
    }

    /// <summary>The token in the body where the record names it as <c>jKey</c>, else in a header.</summary>
    private static void Call(Utf8JsonWriter json, FrameRecord record, JsonElement input)
    {
        KeyValuePair<string, string>[] fields = [.. input.EnumerateObject().Select(field => new KeyValuePair<string, string>(field.Name, record.Text(input, field.Name)))];
        if (record.Has("jKey"))
        {
            json.WriteString("body", RestBody.Write(fields, record.Text(record.Json, "jKey")));
            return;
        }
        if (record.Json.TryGetProperty("headers", out JsonElement headers) && headers.ValueKind == JsonValueKind.Object && headers.TryGetProperty("Authorization", out _))
        {
            json.WriteStartObject("headers");
            json.WriteString("Authorization", $"Bearer {record.Text(headers, "Authorization").Replace("Bearer ", "", StringComparison.OrdinalIgnoreCase).Trim()}");
            json.WriteString("Content-Type", "text/plain");
            json.WriteEndObject();
        }
        json.WriteString("body", RestBody.Write(fields));
    }
}
