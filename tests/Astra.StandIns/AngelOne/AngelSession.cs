using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Astra.StandIns;

/// <summary>Tokens that were given out, and which of them still live.</summary>
internal sealed class AngelSession(TimeProvider time, Counts counts)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _jwtByFeed = [];
    private readonly List<string> _issued = [];
    private readonly HashSet<string> _jwts = [], _refreshes = [], _refused = [];

    /// <summary>Every token of any kind that was given out, dead ones too.</summary>
    public IReadOnlyList<string> Issued
    {
        get
        {
            lock (_gate) return [.. _issued];
        }
    }

    public (string Jwt, string Refresh, string Feed) Issue(string clientCode)
    {
        string jwt = Jwt(clientCode), refresh = "r." + Random(), feed = Random();
        lock (_gate)
        {
            _jwts.Add(jwt);
            _refreshes.Add(refresh);
            _jwtByFeed[feed] = jwt;
            _issued.AddRange([jwt, refresh, feed]);
        }

        return (jwt, refresh, feed);
    }

    public bool IsLive(string jwt)
    {
        lock (_gate)
        {
            if (_jwts.Contains(jwt)) return true;
            // Shown once more after a refusal: a client that learns nothing.
            if (!_refused.Add(jwt) && jwt.Length > 0) counts.ShownAgain();
            return false;
        }
    }

    public bool IsLiveRefresh(string refresh)
    {
        lock (_gate) return _refreshes.Contains(refresh);
    }

    public bool IsLiveFeed(string feed)
    {
        lock (_gate) return _jwtByFeed.TryGetValue(feed, out string? jwt) && _jwts.Contains(jwt);
    }

    /// <summary>Whether the two were given out together.</summary>
    public bool Belong(string jwt, string feed)
    {
        lock (_gate) return _jwtByFeed.TryGetValue(feed, out string? other) && other == jwt;
    }

    /// <summary>Ends every token given out so far.</summary>
    public void Expire(bool refreshToo)
    {
        lock (_gate)
        {
            _jwts.Clear();
            if (refreshToo) _refreshes.Clear();
        }
    }

    /// <summary>A token of the usual form, with the <c>exp</c> claim that a client may read.</summary>
    private string Jwt(string clientCode)
    {
        long expires = time.GetUtcNow().AddHours(28).ToUnixTimeSeconds();
        string claims = string.Create(
            CultureInfo.InvariantCulture, $"{{\"username\":\"{clientCode}\",\"roles\":0,\"usertype\":\"USER\",\"exp\":{expires},\"jti\":\"{Random()}\"}}");
        return $"{Part("{\"alg\":\"HS512\"}")}.{Part(claims)}.{Random()}";
    }

    private static string Part(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
