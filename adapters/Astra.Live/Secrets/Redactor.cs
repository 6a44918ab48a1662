using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Astra.Live;

/// <summary>
/// Takes secrets out of text that goes to people: as they are, and as vendors send them (URL-encoded, in JSON, base64, SHA-256). Safe for use from several threads.
/// </summary>
/// <remarks>The last line of defence, not the first: messages are to be made of what is known to be harmless.</remarks>
public sealed class Redactor
{
    public const string Mark = "(secret)";

    /// <summary>A PIN of four digits stands in many a number; what is shorter than this is only replaced where it stands alone.</summary>
    private const int Distinctive = 8;

    private ImmutableSortedSet<string> _forms = ImmutableSortedSet.Create<string>(LongestFirst.Instance);

    /// <summary>An empty secret is passed over.</summary>
    public void Add(Secret secret)
    {
        string value = secret.Reveal();
        if (string.IsNullOrWhiteSpace(value)) return;
        ImmutableInterlocked.Update(ref _forms, (forms, more) => forms.Union(more), FormsOf(value));
    }

    public string Clean(string text)
    {
        foreach (string form in _forms)
            if (text.Contains(form, StringComparison.Ordinal)) text = form.Length < Distinctive ? ReplaceAlone(text, form) : text.Replace(form, Mark, StringComparison.Ordinal);
        return text;
    }

    private static List<string> FormsOf(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        string base64 = Convert.ToBase64String(bytes);
        string escaped = Uri.EscapeDataString(value);
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        List<string> forms =
        [
            value, escaped, LowerEscapes(escaped), WebUtility.UrlEncode(value), LowerEscapes(WebUtility.UrlEncode(value)),
            JsonEncodedText.Encode(value).Value, JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
            hash, hash.ToUpperInvariant(),
        ];
        // Padding or not, in either alphabet: the part before the padding is in all of them.
        string bare = base64.TrimEnd('=');
        forms.AddRange([bare, bare.Replace('+', '-').Replace('/', '_'), Uri.EscapeDataString(bare)]);
        return forms;
    }

    /// <summary>%2F as %2f: both are sent.</summary>
    private static string LowerEscapes(string text)
    {
        char[] letters = text.ToCharArray();
        for (int i = 0; i + 2 < letters.Length; i++)
        {
            if (letters[i] != '%') continue;
            (letters[i + 1], letters[i + 2]) = (char.ToLowerInvariant(letters[i + 1]), char.ToLowerInvariant(letters[i + 2]));
            i += 2;
        }
        return new string(letters);
    }

    private static string ReplaceAlone(string text, string form)
    {
        var clean = new StringBuilder(text.Length);
        int from = 0;
        for (int at; (at = text.IndexOf(form, from, StringComparison.Ordinal)) >= 0;)
        {
            int end = at + form.Length;
            bool alone = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            clean.Append(text, from, at - from).Append(alone ? Mark : form);
            from = end;
        }
        return clean.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>A secret that holds another one goes whole.</summary>
    private sealed class LongestFirst : IComparer<string>
    {
        public static readonly LongestFirst Instance = new();

        public int Compare(string? x, string? y) => x!.Length != y!.Length ? y.Length.CompareTo(x.Length) : string.CompareOrdinal(x, y);
    }
}
