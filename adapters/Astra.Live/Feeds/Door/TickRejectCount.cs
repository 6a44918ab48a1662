using System.Text;

namespace Astra.Live;

/// <summary>How often a feed met one reason.</summary>
public readonly record struct TickRejectCount(TickReject Reason, long Count)
{
    /// <summary>The reason as reports write it: <c>unknown-mode</c>.</summary>
    public string Name => NameOf(Reason);

    public static string NameOf(TickReject reason)
    {
        string words = reason.ToString();
        StringBuilder name = new(words.Length + 4);
        foreach (char c in words)
        {
            if (char.IsAsciiLetterUpper(c) && name.Length > 0) name.Append('-');
            name.Append(char.ToLowerInvariant(c));
        }
        return name.ToString();
    }
}
