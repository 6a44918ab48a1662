namespace Astra.Adapters.AngelOne;

/// <summary>What a failed call means for what to do next.</summary>
internal enum AngelFault
{
    None,
    /// <summary>The token is dead (AG8001, AG8002, AG8003, 401, 403): renew it, log in once, then stop.</summary>
    TokenDead,
    /// <summary>The refresh token is dead, or the session is over (AB8050, AB8051, AB1010): log in anew.</summary>
    SessionOver,
    /// <summary>API key invalid (AG8004): stop.</summary>
    WrongKey,
    /// <summary>Client code or PIN wrong (AB1007): stop at once, repeated tries lock the account.</summary>
    WrongLogin,
    /// <summary>AB1050, reported as a wrong TOTP and as a wrong address: one retry with the next step at most.</summary>
    TotpRefused,
    /// <summary>The vendor's own trouble (AB1004, AB2000, AB2001, 5xx, HTML): what may be repeated is tried again later.</summary>
    Trouble,
    RateLimited,
    /// <summary>Order, symbol, trade or position not found, or an order refused: no retry.</summary>
    NotFound,
    /// <summary>Bad input, not permitted, or a code that nobody has documented: no retry, tell the user.</summary>
    Refused,
}
