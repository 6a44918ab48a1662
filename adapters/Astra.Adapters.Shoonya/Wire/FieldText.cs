using System.Text;

namespace Astra.Adapters.Shoonya;

/// <summary>What a value's text is worth.</summary>
internal static class FieldText
{
    /// <summary>Without blanks around it; empty for the ways to write "nothing": an empty text, <c>NA</c>, <c>-</c>.</summary>
    public static ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> text)
    {
        text = Trim(text);
        if (text.Length == 1 && text[0] == '-') return default;
        return text.Length == 2 && text[0] == 'N' && text[1] == 'A' ? default : text;
    }

    /// <summary>Without blanks around it, those beyond ASCII included.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        // Nearly every text begins and ends with a visible ASCII letter.
        if (text.Length == 0 || (IsVisible(text[0]) && IsVisible(text[^1]))) return text;
        while (Rune.DecodeFromUtf8(text, out Rune first, out int length) == System.Buffers.OperationStatus.Done && Rune.IsWhiteSpace(first))
            text = text[length..];
        while (Rune.DecodeLastFromUtf8(text, out Rune last, out int length) == System.Buffers.OperationStatus.Done && Rune.IsWhiteSpace(last))
            text = text[..^length];
        return text;
    }

    private static bool IsVisible(byte letter) => letter is > (byte)' ' and < 127;
}
