namespace Astra.Live;

/// <summary>What a server says may go into a message for people, but not as it comes.</summary>
internal static class StreamWords
{
    private const int Longest = 160;

    /// <summary>One line of printable letters, cut where it gets long.</summary>
    public static string Plain(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "";
        ReadOnlySpan<char> from = text.AsSpan().Trim();
        string plain = string.Create(Math.Min(from.Length, Longest), from, static (to, source) =>
        {
            for (int i = 0; i < to.Length; i++) to[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? ' ' : source[i];
        });
        return from.Length > Longest ? plain + "…" : plain;
    }
}
