namespace Astra.Adapters.Shoonya;

/// <summary>The two ways to sign in and to carry the token; everything after the connect frame is the same.</summary>
public enum ShoonyaDialect
{
    /// <summary>By the secrets that are there: client id, code or token mean OAuth; a password with TOTP means legacy; both mean OAuth.</summary>
    Auto,
    /// <summary>Browser consent, a code, <c>GenAcsTok</c>; the token as a bearer. What the vendor runs now.</summary>
    OAuth,
    /// <summary><c>QuickAuth</c> with password and TOTP, the token in the body. Other Noren brokers still run it.</summary>
    Legacy,
}
