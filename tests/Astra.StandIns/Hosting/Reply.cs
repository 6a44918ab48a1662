using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Astra.StandIns;

/// <summary>Writes answers, with their length and nothing else that a proxy would add.</summary>
internal static class Reply
{
    public static Task JsonAsync(HttpContext context, object? body, int status = 200) =>
        BytesAsync(context, JsonSerializer.SerializeToUtf8Bytes(body), "application/json", status);

    public static Task TextAsync(HttpContext context, string body, string type = "text/plain", int status = 200) =>
        BytesAsync(context, Encoding.UTF8.GetBytes(body), type, status);

    public static async Task BytesAsync(HttpContext context, ReadOnlyMemory<byte> body, string type, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Promises the whole body, sends a part of it, and cuts the connection.</summary>
    public static async Task CutAsync(HttpContext context, ReadOnlyMemory<byte> body, string type)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body[..(body.Length / 2)], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    /// <summary>The request's body as text, 1 MiB at most.</summary>
    public static async Task<string> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        char[] text = new char[1 << 20];
        int length = await reader.ReadBlockAsync(text, context.RequestAborted);
        return new string(text, 0, length);
    }

    /// <summary>A text field of an object; empty where it is missing or no text.</summary>
    public static string Field(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() ?? "" : "";

    /// <summary>Rupees as a decimal with two places, or four where two do not suffice.</summary>
    public static decimal Rupees(long pips) => pips % 100 == 0 ? new decimal(pips / 100) / 100 : new decimal(pips) / 10_000;

    /// <summary>The same as text, with exactly <paramref name="places"/> places.</summary>
    public static string Rupees(long pips, int places) => (pips / 10_000m).ToString(places == 4 ? "0.0000" : "0.00", CultureInfo.InvariantCulture);

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
