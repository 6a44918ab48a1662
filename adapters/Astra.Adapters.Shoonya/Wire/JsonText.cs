using System.Globalization;
using System.Text;

namespace Astra.Adapters.Shoonya;

/// <summary>Steps over the parts of a JSON text, strictly by its grammar, without exceptions and without recursion.</summary>
internal static class JsonText
{
    public static int SkipWhite(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r') at++;
        return at;
    }

    /// <summary>From behind an opening quote to behind the closing one; -1 when the string is none.</summary>
    public static int SkipString(ReadOnlySpan<byte> text, int at, out bool escaped)
    {
        escaped = false;
        while (at < text.Length)
        {
            byte letter = text[at++];
            if (letter == '"') return at;
            if (letter < ' ') return -1;
            if (letter != '\\') continue;
            escaped = true;
            if (at == text.Length) return -1;
            letter = text[at++];
            if (letter == 'u')
            {
                if (!TryHex(text, at, out _)) return -1;
                at += 4;
            }
            else if (!"\"\\/bfnrt"u8.Contains(letter))
            {
                return -1;
            }
        }
        return -1;
    }

    /// <summary>Behind a number that starts here; -1 when there is none.</summary>
    public static int SkipNumber(ReadOnlySpan<byte> text, int at)
    {
        if (at < text.Length && text[at] == '-') at++;
        if (at == text.Length) return -1;
        if (text[at] == '0') at++;
        else if ((at = SkipDigits(text, at)) < 0) return -1;
        if (at < text.Length && text[at] == '.' && (at = SkipDigits(text, at + 1)) < 0) return -1;
        if (at < text.Length && (text[at] | 0x20) == 'e')
        {
            at++;
            if (at < text.Length && text[at] is (byte)'+' or (byte)'-') at++;
            at = SkipDigits(text, at);
        }
        return at;
    }

    /// <summary>Behind <c>true</c>, <c>false</c> or <c>null</c>; -1 when it is none of them.</summary>
    public static int SkipLiteral(ReadOnlySpan<byte> text, int at)
    {
        ReadOnlySpan<byte> rest = text[at..];
        if (rest.StartsWith("true"u8) || rest.StartsWith("null"u8)) return at + 4;
        return rest.StartsWith("false"u8) ? at + 5 : -1;
    }

    /// <summary>Writes a string's content without its escapes; a surrogate without its other half becomes U+FFFD.</summary>
    /// <param name="into">At least as long as the content.</param>
    public static int Unescape(ReadOnlySpan<byte> content, Span<byte> into)
    {
        int length = 0;
        for (int at = 0; at < content.Length;)
        {
            byte letter = content[at++];
            if (letter != '\\')
            {
                into[length++] = letter;
                continue;
            }
            letter = content[at++];
            if (letter != 'u')
            {
                into[length++] = letter switch { (byte)'b' => 8, (byte)'f' => 12, (byte)'n' => 10, (byte)'r' => 13, (byte)'t' => 9, _ => letter };
                continue;
            }
            _ = TryHex(content, at, out char unit);
            at += 4;
            Rune rune = Rune.ReplacementChar;
            if (char.IsHighSurrogate(unit) && at + 6 <= content.Length && content[at] == '\\' && content[at + 1] == 'u'
                && TryHex(content, at + 2, out char low) && Rune.TryCreate(unit, low, out Rune pair))
            {
                rune = pair;
                at += 6;
            }
            else if (Rune.TryCreate(unit, out Rune single))
            {
                rune = single;
            }
            length += rune.EncodeToUtf8(into[length..]);
        }
        return length;
    }

    private static int SkipDigits(ReadOnlySpan<byte> text, int at)
    {
        int start = at;
        while (at < text.Length && (uint)(text[at] - '0') <= 9) at++;
        return at == start ? -1 : at;
    }

    private static bool TryHex(ReadOnlySpan<byte> text, int at, out char unit)
    {
        unit = '\0';
        if (at + 4 > text.Length) return false;
        foreach (byte letter in text.Slice(at, 4))
            if (!char.IsAsciiHexDigit((char)letter)) return false;
        unit = (char)ushort.Parse(text.Slice(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return true;
    }
}
