using System.Text.Json;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>What a login brings.</summary>
/// <param name="Generation">Counts the renewals of a session.</param>
/// <param name="Jwt">Bare, without <c>Bearer</c>.</param>
/// <param name="ObtainedAt">This machine's clock.</param>
/// <param name="Expires">As the token itself says; null when it does not.</param>
internal sealed record AngelTokens(int Generation, Secret Jwt, Secret Refresh, Secret Feed, Timestamp ObtainedAt, Timestamp? Expires)
{
    private const string Prefix = "Bearer ";

    /// <summary>Null when the reply's data does not hold a usable set.</summary>
    public static AngelTokens? Read(JsonElement data, int generation, Timestamp now, Secret? oldRefresh)
    {
        string jwt = Bare(data.Get("jwtToken").Text());
        string feed = data.Get("feedToken").Text().Trim();
        string refresh = data.Get("refreshToken").Text().Trim();
        if (jwt.Length == 0 || feed.Length == 0) return null;
        return new AngelTokens(
            generation, new Secret(jwt), refresh.Length == 0 && oldRefresh is not null ? oldRefresh : new Secret(refresh), new Secret(feed), now, ExpiryOf(jwt));
    }

    /// <summary>Without the prefix, which comes once, twice or not at all.</summary>
    public static string Bare(string token)
    {
        token = token.Trim();
        while (token.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) token = token[Prefix.Length..].TrimStart();
        return token;
    }

    /// <summary>The claim <c>exp</c>, read and not verified; null when there is none that can be read.</summary>
    public static Timestamp? ExpiryOf(string jwt)
    {
        string[] parts = jwt.Split('.');
        if (parts.Length != 3) return null;
        string base64 = parts[1].Replace('-', '+').Replace('_', '/');
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out int length)) return null;
        if (!LooseJson.TryParse(bytes.AsMemory(0, length), out JsonDocument? claims)) return null;
        using (claims)
            return claims!.RootElement.Get("exp").Decimal() is > 0 and < long.MaxValue / Timestamp.NanosPerSecond and decimal seconds
                ? new Timestamp((long)seconds * Timestamp.NanosPerSecond)
                : null;
    }
}
