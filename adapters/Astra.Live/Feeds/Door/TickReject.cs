namespace Astra.Live;

/// <summary>
/// Why something that a socket brought did not become a tick, or became one with a remark. Counted by reason, never dropped in silence. The values stand in
/// journals (<see cref="Core.FeedState.Quarantined"/>): never reuse one. Names in reports are kebab-case (<c>unknown-mode</c>).
/// </summary>
public enum TickReject
{
    None = 0,

    // A frame that is no packet.
    EmptyFrame = 1,
    UnknownMode = 2,
    Truncated = 3,
    UnknownExchange = 4,
    EmptyToken = 5,
    BadToken = 6,
    BadJson = 7,
    UnknownType = 8,
    NoToken = 9,
    AmbiguousToken = 10,
    NotSubscribed = 11,
    /// <summary>A text frame on a binary stream that is neither heartbeat nor error.</summary>
    UnknownText = 12,
    /// <summary>The server's own error frame.</summary>
    ServerError = 13,
    /// <summary>Larger than any frame may be.</summary>
    Oversize = 14,

    // A packet that is no new tick.
    Duplicate = 20,
    Late = 21,
    /// <summary>Another feed had it first.</summary>
    OtherFeedFirst = 22,
    /// <summary>No last price yet.</summary>
    NoTradeYet = 23,
    /// <summary>A touchline of an instrument whose depth flows and tells the same.</summary>
    BesideDepth = 24,
    /// <summary>An update that changed nothing but the feed's own time.</summary>
    NothingNew = 25,

    // A tick that cannot be true.
    BadPrice = 30,
    BadQuantity = 31,

    // Used, with a remark.
    VolumeFell = 40,
    BadExchangeTime = 41,
    BadFeedTime = 42,
    FeedTimeBack = 43,
    BadField = 44,
    UpdateBeforeSnapshot = 45,
    TrailingBytes = 46,
    IgnoredLevels = 47,
}
