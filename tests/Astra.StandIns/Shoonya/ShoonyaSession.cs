using System.Security.Cryptography;
using System.Text;

namespace Astra.StandIns;

/// <summary>Tokens and consent codes that were given out, and which of them still live.</summary>
internal sealed class ShoonyaSession(Counts counts)
{
    private readonly Lock _gate = new();
    private readonly List<string> _issued = [];
    private readonly HashSet<string> _tokens = [], _refused = [], _codes = [];

    /// <summary>Every token that was given out, dead ones too.</summary>
    public IReadOnlyList<string> Issued
    {
        get
        {
            lock (_gate) return [.. _issued];
        }
    }

    public string Issue()
    {
        string token = Random();
        lock (_gate)
        {
            _tokens.Add(token);
            _issued.Add(token);
        }
        return token;
    }

    public string NewCode()
    {
        string code = Random()[..12];
        lock (_gate) _codes.Add(code);
        return code;
    }

    /// <summary>The live code that belongs to this checksum; null when there is none.</summary>
    public string? UseCode(string code, string checksum, string clientId, string secret, bool once)
    {
        lock (_gate)
        {
            if (!_codes.Contains(code) || checksum != Sha256(clientId + secret + code)) return null;
            if (once) _codes.Remove(code);
            return code;
        }
    }

    public bool IsLive(string token)
    {
        lock (_gate)
        {
            if (_tokens.Contains(token)) return true;
            if (!_refused.Add(token) && token.Length > 0) counts.ShownAgain();
            return false;
        }
    }

    public void Expire()
    {
        lock (_gate) _tokens.Clear();
    }

    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
