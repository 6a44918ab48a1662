using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Astra.Live;

/// <summary>
/// JSON as vendors send it: a number may come as text, a flag as a word, a body as HTML. Nothing here throws, whatever the bytes.
/// </summary>
internal static class LooseJson
{
    /// <summary>False when the bytes are not one JSON value from end to end. The document is the caller's to dispose.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> bytes, out JsonDocument? document)
    {
        document = null;
        // A parser that meets half a letter tells only when the text is read.
        if (!Utf8.IsValid(bytes.Span)) return false;
        try
        {
            document = JsonDocument.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A property of an object; the default value (kind Undefined) when there is none or it is no object.</summary>
    public static JsonElement Get(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object) return default;
        try
        {
            return element.TryGetProperty(name, out JsonElement found) ? found : default;
        }
        catch (InvalidOperationException)
        {
            // A name with an escape of half a surrogate pair cannot be compared.
            return default;
        }
    }

    /// <summary>Text of a string, the digits of a number, "true" or "false"; empty for null, lists and objects.</summary>
    public static string Text(this JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                try
                {
                    return element.GetString() ?? "";
                }
                catch (InvalidOperationException)
                {
                    return "";
                }
            case JsonValueKind.Number:
            case JsonValueKind.True:
            case JsonValueKind.False:
                return element.GetRawText();
            default:
                return "";
        }
    }

    /// <summary>A number, or text that is one, exact; null for anything else, the empty text included.</summary>
    public static decimal? Decimal(this JsonElement element)
    {
        if (element.ValueKind is not (JsonValueKind.Number or JsonValueKind.String)) return null;
        string text = element.Text();
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) ? value : null;
    }

    /// <summary>A whole number, or text that is one; null when missing, null, or no number that fits.</summary>
    public static long? Whole(this JsonElement element) =>
        element.Decimal() is { } value && value == decimal.Truncate(value) && value is >= long.MinValue and <= long.MaxValue ? (long)value : null;

    /// <summary>True and false as such or as words, in any letter case; null for anything else.</summary>
    public static bool? Flag(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.Text() switch
        {
            var text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
            var text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
            _ => null,
        },
        _ => null,
    };

    /// <summary>The elements of a list; none when it is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array) yield break;
        foreach (JsonElement item in element.EnumerateArray()) yield return item;
    }

    /// <summary>The start of a body for a message to people: one line, visible letters, at most 120.</summary>
    public static string Excerpt(ReadOnlySpan<byte> body)
    {
        const int Longest = 120;
        string text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 4 * Longest)]);
        var letters = new StringBuilder(Longest);
        foreach (char letter in text)
        {
            if (letters.Length == Longest) break;
            letters.Append(char.IsControl(letter) ? ' ' : letter);
        }
        return letters.ToString().Trim();
    }
}
