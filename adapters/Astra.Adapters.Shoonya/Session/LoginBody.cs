using System.Security.Cryptography;
using System.Text;

namespace Astra.Adapters.Shoonya;

/// <summary>The fields of the two logins.</summary>
public static class LoginBody
{
    /// <summary>Fields of the legacy <c>QuickAuth</c>: the password and the key travel as hashes.</summary>
    /// <param name="imei">Any text that stays the same.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> QuickAuth(
        string user, string password, string oneTimeCode, string vendorCode, string apiKey, string imei) =>
    [
        new("source", "API"), new("apkversion", "1.0.0"), new("uid", user), new("pwd", Hash(password)), new("factor2", oneTimeCode),
        new("vc", vendorCode), new("appkey", Hash($"{user}|{apiKey}")), new("imei", imei),
    ];

    /// <summary>Fields of the OAuth <c>GenAcsTok</c>.</summary>
    /// <param name="user">Null when not known yet; the answer tells it.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> GenAcsTok(string clientId, string clientSecret, string code, string? user)
    {
        List<KeyValuePair<string, string>> fields = [new("code", code), new("checksum", Hash(clientId + clientSecret + code))];
        if (user is not null) fields.Add(new("uid", user));
        return fields;
    }

    /// <summary>SHA-256 of the UTF-8 text in lower-case hex.</summary>
    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
