namespace Astra.Adapters.AngelOne;

/// <summary>Why a binary frame is no packet, in the order of the checks.</summary>
public enum AngelPacketReject
{
    None = 0,
    EmptyFrame,
    UnknownMode,
    /// <summary>Shorter than its mode's size; refused as a whole.</summary>
    Truncated,
    UnknownExchange,
    EmptyToken,
    /// <summary>A byte of the token is no visible ASCII letter.</summary>
    BadToken,
}

public static class AngelPacketRejects
{
    /// <summary>The reason as reports name it, for example <c>unknown-mode</c>; empty for <see cref="AngelPacketReject.None"/>.</summary>
    public static string Name(this AngelPacketReject reject) => reject switch
    {
        AngelPacketReject.EmptyFrame => "empty-frame",
        AngelPacketReject.UnknownMode => "unknown-mode",
        AngelPacketReject.Truncated => "truncated",
        AngelPacketReject.UnknownExchange => "unknown-exchange",
        AngelPacketReject.EmptyToken => "empty-token",
        AngelPacketReject.BadToken => "bad-token",
        _ => "",
    };
}
