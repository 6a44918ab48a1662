using Astra.Live;

namespace Astra.Adapters.Shoonya;

/// <summary>What signing in may need; which of it is there decides the dialect.</summary>
public sealed record ShoonyaSecrets
{
    /// <summary>Prefix of the names, without the last underscore.</summary>
    public const string Prefix = "ASTRA_SHOONYA";

    /// <summary>User id, for example FA12345.</summary>
    public Secret? User { get; init; }

    /// <summary>Account id; the user id where it is not given and the login does not tell it.</summary>
    public Secret? Account { get; init; }

    public Secret? Password { get; init; }

    /// <summary>Vendor code; the user id with <c>_U</c> where it is not given.</summary>
    public Secret? Vendor { get; init; }

    public Secret? ApiKey { get; init; }

    /// <summary>Base32 secret of the one-time codes.</summary>
    public Secret? Totp { get; init; }

    public Secret? ClientId { get; init; }

    public Secret? ClientSecret { get; init; }

    /// <summary>The code from the browser's address line after the consent; good once.</summary>
    public Secret? Code { get; init; }

    /// <summary>A ready-made access token.</summary>
    public Secret? Token { get; init; }

    /// <summary>Knows all of them; tokens are added as they come.</summary>
    public Redactor? Redactor { get; init; }

    public static ShoonyaSecrets From(SecretStore store) => new()
    {
        User = store.Find("USER"),
        Account = store.Find("ACCOUNT"),
        Password = store.Find("PASSWORD"),
        Vendor = store.Find("VENDOR"),
        ApiKey = store.Find("APIKEY"),
        Totp = store.Find("TOTP"),
        ClientId = store.Find("CLIENTID"),
        ClientSecret = store.Find("SECRET"),
        Code = store.Find("CODE"),
        Token = store.Find("TOKEN"),
        Redactor = store.Redactor,
    };

    /// <summary>The dialect that these secrets are for.</summary>
    public ShoonyaDialect Dialect =>
        Password is not null && Totp is not null && ClientId is null && Code is null && Token is null ? ShoonyaDialect.Legacy : ShoonyaDialect.OAuth;

    /// <summary>A message without anything secret and not longer than a person reads.</summary>
    internal string Clean(string text)
    {
        const int Longest = 200;
        string clean = Redactor is null ? text : Redactor.Clean(text);
        foreach (Secret? secret in new[] { Password, ApiKey, Totp, ClientSecret, Code, Token })
            if (secret is not null && secret.Reveal().Length > 0) clean = clean.Replace(secret.Reveal(), "(secret)", StringComparison.Ordinal);
        clean = string.Concat(clean.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return clean.Length <= Longest ? clean : clean[..Longest] + "…";
    }
}
