namespace Astra.Adapters.Shoonya;

/// <summary>What an error text of the vendor means.</summary>
internal enum ShoonyaFault
{
    None,
    /// <summary>The token is dead: a new login, and never the same token again.</summary>
    SessionDead,
    /// <summary>Wrong checksum, or the code was used or is old: a new consent.</summary>
    BadCode,
    /// <summary>Wrong vendor code, or the API key has expired.</summary>
    BadVendor,
    /// <summary>A login detail; more tries block the user.</summary>
    BadLogin,
    /// <summary>The account has no API right.</summary>
    NotEnabled,
    /// <summary>The address of this machine is not registered; orders only.</summary>
    BadAddress,
    /// <summary>Too many calls: wait for the next second.</summary>
    RateLimited,
    /// <summary>Not an error: there is nothing.</summary>
    NoData,
    /// <summary>The service is not there now: nightly about 05:20 IST, and at weekends.</summary>
    Gateway,
    /// <summary>Anything else; the text is told as it is.</summary>
    Other,
}

/// <summary>The vendor's error texts, compared without case and by what they contain.</summary>
internal static class ShoonyaFaults
{
    private static readonly (string Text, ShoonyaFault Fault)[] Texts =
    [
        ("session expired", ShoonyaFault.SessionDead), ("invalid session key", ShoonyaFault.SessionDead),
        ("invalid_verifier", ShoonyaFault.BadCode),
        ("invalid vendor code", ShoonyaFault.BadVendor),
        ("invalid otp", ShoonyaFault.BadLogin), ("invalid app key", ShoonyaFault.BadLogin), ("password", ShoonyaFault.BadLogin),
        ("user not enabled on : api", ShoonyaFault.NotEnabled),
        ("invalid ip", ShoonyaFault.BadAddress),
        ("exceeds limit", ShoonyaFault.RateLimited), ("access rate", ShoonyaFault.RateLimited),
        ("no data", ShoonyaFault.NoData),
        ("server timeout", ShoonyaFault.Gateway),
    ];

    public static ShoonyaFault Of(string message)
    {
        foreach ((string text, ShoonyaFault fault) in Texts)
            if (message.Contains(text, StringComparison.OrdinalIgnoreCase)) return fault;
        return ShoonyaFault.Other;
    }

    /// <summary>What a person should do about it; empty where waiting is all there is.</summary>
    public static string Remedy(ShoonyaFault fault) => fault switch
    {
        ShoonyaFault.SessionDead => "the session token is dead; sign in again",
        ShoonyaFault.BadCode => "the code was used before, is too old, or client id and secret do not belong together; give the consent again and use the new code at once",
        ShoonyaFault.BadVendor => "the vendor code is wrong, or the API key has expired and must be regenerated in the portal",
        ShoonyaFault.BadLogin => "check user, password, TOTP secret and API key before the next try; repeated tries block the user",
        ShoonyaFault.NotEnabled => "the account has no API right; enable it in the portal",
        ShoonyaFault.BadAddress => "the address of this machine is not registered with the broker",
        ShoonyaFault.RateLimited => "too many calls; wait",
        ShoonyaFault.Gateway => "the service is not there now (it rests at night and at weekends); try later",
        _ => "",
    };

    /// <summary>Whether trying again does harm or cannot help.</summary>
    public static bool IsFinal(ShoonyaFault fault) =>
        fault is ShoonyaFault.SessionDead or ShoonyaFault.BadCode or ShoonyaFault.BadVendor or ShoonyaFault.BadLogin or ShoonyaFault.NotEnabled or ShoonyaFault.BadAddress;
}
