using System.Globalization;
using System.Text;

namespace Astra.Adapters.Shoonya;

/// <summary>
/// The body of a REST call: <c>jData=</c> and JSON as it is, then perhaps <c>&amp;jKey=</c> and the token. The service cuts the body at the first <c>&amp;</c> before it reads
/// the JSON, and does not percent-decode; so an ampersand within a text is written as <c>\u0026</c>, and nothing is form-encoded.
/// </summary>
public static class RestBody
{
    /// <param name="fields">In the order in which they are written; all values are texts.</param>
    /// <param name="key">The session token where it goes into the body, else null.</param>
    public static string Write(IEnumerable<KeyValuePair<string, string>> fields, string? key = null)
    {
        string body = "jData=" + Json(fields);
        return key is null ? body : body + "&jKey=" + key;
    }

    /// <summary>A JSON object of texts, in ASCII, without blanks and without any ampersand.</summary>
    public static string Json(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var json = new StringBuilder("{");
        foreach ((string name, string value) in fields)
        {
            if (json.Length > 1) json.Append(',');
            Quote(json, name);
            json.Append(':');
            Quote(json, value);
        }
        return json.Append('}').ToString();
    }

    private static void Quote(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (char letter in text)
        {
            if (letter is '"' or '\\') json.Append('\\').Append(letter);
            else if (letter is '&' or < ' ' or > '~') json.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else json.Append(letter);
        }
        json.Append('"');
    }
}
